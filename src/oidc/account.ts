import type { Account } from 'oidc-provider';
import { type Clock, dayOf } from '../domain/clock.ts';
import { type Appointment, isInForce } from '../domain/directory/appointment.ts';
import { isActive, type Person } from '../domain/directory/person.ts';
import type { Unit } from '../domain/directory/unit.ts';
import { roleClaims } from '../domain/roles/role-claims.ts';
import type { RoleService } from '../domain/roles/role-service.ts';
import type { Stores } from '../domain/transact.ts';
import { type Claims, personClaims, staffClaims } from './claims.ts';

interface Dependencies {
  stores: Pick<Stores, 'directory'>;
  roles: Pick<RoleService, 'effectiveRolesOf'>;
  clock: Clock;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** OpenID's view of people. Somebody who may not sign in has no account, on any path. */
export function createAccounts({ stores, roles, clock }: Dependencies) {
  async function staffClaimsOf(person: Person): Promise<Claims> {
    const today = dayOf(clock.now());
    const appointments = await stores.directory.listAppointmentsOf(person.id);
    const appointment = mainOf(appointments.filter((candidate) => isInForce(candidate, today)));
    if (appointment === undefined) return staffClaims(person, undefined);
    const units = await stores.directory.listUnits();
    const unitPath = pathOf(units, appointment.unitId);
    const unit = unitPath.at(-1);
    if (unit === undefined) return staffClaims(person, undefined);
    const position = (await stores.directory.listPositions()).find(({ id }) => id === appointment.positionId);
    return staffClaims(person, { appointment, unit, unitPath, position });
  }

  /** Roles at one client, at this moment. */
  async function roleClaimsOf(personId: string, clientId: string): Promise<Claims> {
    return { ...roleClaims(await roles.effectiveRolesOf(personId, clientId, clock.now())) };
  }

  return {
    roleClaimsOf,

    /** The open account of a person, or undefined. */
    async findPerson(personId: string): Promise<Person | undefined> {
      const person = await stores.directory.findPerson(personId);
      return person !== undefined && isActive(person) ? person : undefined;
    },

    /** @param clientId the client that will read the claims: it sees its own roles only */
    async findAccount(personId: string, clientId: string | undefined): Promise<Account | undefined> {
      const person = await this.findPerson(personId);
      if (person === undefined) return undefined;
      return {
        accountId: person.id,
        async claims(use, scope) {
          const scopes = scope.split(' ');
          const claims: Claims = { ...personClaims(person) };
          if (scopes.includes('staff')) Object.assign(claims, await staffClaimsOf(person));
          if (scopes.includes('roles') && clientId !== undefined) {
            Object.assign(claims, await roleClaimsOf(person.id, clientId));
          }
          if (use === 'id_token') {
            // ID tokens travel through browsers and logs; citizen ids are handed out at userinfo only.
            delete claims.SoDinhDanh;
            delete claims.SoCMND;
          }
          return { ...claims, sub: person.id };
        },
      };
    },
  };
}

function mainOf(appointments: Appointment[]): Appointment | undefined {
  return appointments.find(({ isMain }) => isMain) ?? appointments[0];
}

/** Units from the top down to one unit; guarded against a cycle that only a broken table could hold. */
function pathOf(units: Unit[], unitId: string): Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const path: Unit[] = [];
  for (let unit = byId.get(unitId); unit !== undefined && !path.includes(unit); ) {
    path.unshift(unit);
    unit = unit.parentId === null ? undefined : byId.get(unit.parentId);
  }
  return path;
}

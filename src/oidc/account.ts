import type { Account } from 'oidc-provider';
import { type Clock, dayOf } from '../domain/clock.ts';
import { isOpen } from '../domain/directory/account-state.ts';
import { type Appointment, isInForce } from '../domain/directory/appointment.ts';
import type { Person } from '../domain/directory/person.ts';
import type { PersonRecord } from '../domain/directory/person-record.ts';
import type { Unit } from '../domain/directory/unit.ts';
import { type RoleClaims, roleClaims } from '../domain/roles/role-claims.ts';
import type { RoleService } from '../domain/roles/role-service.ts';
import type { Stores } from '../domain/transact.ts';
import { type Claims, personClaims, staffClaims } from './claims.ts';

interface Dependencies {
  stores: Pick<Stores, 'directory'>;
  roles: Pick<RoleService, 'effectiveRolesOf'>;
  clock: Clock;
}

/** OpenID's view of a person, as one client sees it, for the length of one request. */
export interface PersonAccount extends Account {
  person: Person;
  /** Roles at the client, at this moment; read once. */
  roleClaims(): Promise<RoleClaims>;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** Somebody who may not sign in has no account, on any path. */
export function createAccounts({ stores, roles, clock }: Dependencies) {
  return {
    /** @param clientId the client that will read the claims: it sees its own roles only */
    async findAccount(personId: string, clientId: string | undefined): Promise<PersonAccount | undefined> {
      const record = await stores.directory.findPersonRecord(personId);
      if (record === undefined || !isOpen(record, dayOf(clock.now()))) return undefined;
      const { person } = record;
      let held: Promise<RoleClaims> | undefined;
      const rolesAtClient = async (): Promise<RoleClaims> => {
        const here = clientId === undefined ? [] : roles.effectiveRolesOf(record, clientId, clock.now());
        return roleClaims(await here, person);
      };
      return {
        accountId: person.id,
        person,
        roleClaims() {
          held ??= rolesAtClient();
          return held;
        },
        async claims(use, scope) {
          const scopes = scope.split(' ');
          const claims: Claims = { ...personClaims(person) };
          if (scopes.includes('staff')) Object.assign(claims, staffClaimsOf(record, dayOf(clock.now())));
          if (scopes.includes('roles')) Object.assign(claims, await this.roleClaims());
          if (use === 'id_token') {
            // ID tokens travel through browsers and logs; citizen ids are handed out at userinfo only.
            delete claims.SoDinhDanh;
            delete claims.SoCMND;
          }
          return { ...claims, sub: person.id };
        },
      } satisfies PersonAccount;
    },
  };
}

function staffClaimsOf({ person, appointments, units, positions }: PersonRecord, today: string): Claims {
  const appointment = mainOf(appointments.filter((candidate) => isInForce(candidate, today)));
  const unitPath = appointment === undefined ? [] : pathOf(units, appointment.unitId);
  const unit = unitPath.at(-1);
  if (appointment === undefined || unit === undefined) return staffClaims(person, undefined);
  const position = positions.find(({ id }) => id === appointment.positionId);
  return staffClaims(person, { appointment, unit, unitPath, position });
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

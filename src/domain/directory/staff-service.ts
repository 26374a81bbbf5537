import type { Actor } from '../audit/audit-event.ts';
import { type Clock, type Day, dayOf } from '../clock.ts';
import type { Stores, Transact } from '../transact.ts';
import { type AccountState, accountState } from './account-state.ts';
import { sayPosition } from './acting-position.ts';
import type { Activity } from './activity-store.ts';
import { isInForce } from './appointment.ts';
import { disablePerson } from './close-account.ts';
import { enablePerson } from './enable-person.ts';
import type { Person } from './person.ts';
import { getPerson, getPersonRecord } from './person-lookup.ts';
import type { ReadableExtent } from './readable-extent.ts';
import { type StaffPage, type StaffQuery, searchStaff } from './staff-search.ts';
import type { Unit } from './unit.ts';
import { codeOn } from './unit-code-history.ts';

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'activity'>;
  transact: Transact;
  clock: Clock;
}

/** A person as an officer sees one. */
export interface StaffRecord {
  person: Person;
  /** Today's, whatever day the posts are of. */
  state: AccountState;
  /** No file closes the account. */
  isProtected: boolean;
  activity: Activity;
  posts: {
    /** The unit's code on the day that was asked for. */
    unitCode: string;
    unit: string;
    positionCode: string;
    /** As it is said: "Phó Cục trưởng phụ trách", "Quyền Vụ trưởng". */
    position: string;
    isMain: boolean;
    isActing: boolean;
    from: Day | null;
    until: Day | null;
  }[];
}

const UNUSED: Activity = { lastSignInAt: null, flaggedAt: null, closesAt: null };

export type StaffService = ReturnType<typeof createStaffService>;

/** People as officers work with them: look up, disable, protect. */
export function createStaffService({ stores, transact, clock }: Dependencies) {
  /** Sets the officer's block; the person loses every session in the same moment. */
  async function disable(reference: string, actor: Actor): Promise<Person> {
    const now = clock.now();
    return transact(async (inside) => {
      await inside.directory.lock();
      return disablePerson(inside, await getPerson(inside.directory, reference), { actor, now });
    });
  }

  /** Lifts the block, whoever set it; the days without a sign-in count anew. */
  async function enable(reference: string, actor: Actor): Promise<Person> {
    const now = clock.now();
    return transact(async (inside) => {
      await inside.directory.lock();
      return enablePerson(inside, await getPerson(inside.directory, reference), { actor, now });
    });
  }

  async function setProtected(reference: string, isProtected: boolean, actor: Actor): Promise<Person> {
    return transact(async (inside) => {
      // An import that is under way has read who is protected already, and would close the account after this.
      await inside.directory.lock();
      const person = await getPerson(inside.directory, reference);
      if (await inside.directory.setProtected(person.id, isProtected)) {
        const type = isProtected ? 'person.protected' : 'person.unprotected';
        await inside.audit.append({ type, at: clock.now(), actor, personId: person.id });
      }
      return person;
    });
  }

  return {
    /** A person with the posts of a day, today's unless another is named. @throws person_not_found */
    async show(reference: string, at: Date = clock.now()): Promise<StaffRecord> {
      const { person, appointments, ...rest } = await getPersonRecord(stores.directory, reference);
      const units = new Map(rest.units.map((unit) => [unit.id, unit]));
      const positions = new Map(rest.positions.map((position) => [position.id, position]));
      const day = dayOf(at);
      const codeOf = (unit: Unit | undefined) => (unit === undefined ? '' : codeOn(unit, day));
      const posts = appointments
        .filter((appointment) => isInForce(appointment, day))
        .map(({ unitId, positionId, isMain, isActing, from, until }) => ({
          unitCode: codeOf(units.get(unitId)),
          unit: units.get(unitId)?.name ?? '',
          positionCode: positions.get(positionId)?.code ?? '',
          position: sayPosition({ name: positions.get(positionId)?.name ?? '', isActing }),
          isMain,
          isActing,
          from,
          until,
        }));
      return {
        person,
        state: accountState({ person, appointments }, dayOf(clock.now())),
        isProtected: (await stores.directory.listProtectedIds()).has(person.id),
        activity: (await stores.activity.find(person.id)) ?? UNUSED,
        posts: posts.sort((one, other) => Number(other.isMain) - Number(one.isMain)),
      };
    },

    list: () => stores.directory.listPeople(),
    /** @throws unit_not_found, bad_request */
    search: (query: StaffQuery, extent?: ReadableExtent): Promise<StaffPage> =>
      searchStaff(stores.directory, query, dayOf(clock.now()), extent),
    /** @throws person_not_found */
    disable,
    /** @throws person_not_found */
    enable,
    /** From now on no file closes this account. @throws person_not_found */
    protect: (reference: string, actor: Actor) => setProtected(reference, true, actor),
    unprotect: (reference: string, actor: Actor) => setProtected(reference, false, actor),
  };
}

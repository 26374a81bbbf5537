import type { Actor } from '../audit/audit-event.ts';
import { type Clock, type Day, dayOf, type Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { isOpen, type Standing } from './account-state.ts';
import type { DirectoryQuery, Found, PersonField, StaffedUnit, UnitField } from './directory-query.ts';
import type { Directory, PersonKeys } from './directory-store.ts';
import type { Person } from './person.ts';
import { isRowId } from './person-lookup.ts';
import { normaliseName } from './person-name.ts';
import type { StaffPlanOptions } from './staff-draft.ts';
import type { StaffPlan } from './staff-plan.ts';
import type { PlanSource, StaffPlanService } from './staff-plan-service.ts';
import { planLeaver, planPerson, planUnit, planUnitEnd, type StaffCells } from './staff-provisioning.ts';

interface Dependencies {
  stores: Pick<Stores, 'directory'>;
  staffPlans: Pick<StaffPlanService, 'change'>;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/** What a client asks for a person; `isActive` undefined leaves the account as it is. */
export interface ProvisionedPerson {
  cells: StaffCells;
  isActive: boolean | undefined;
}

/** Names of units and positions, for whoever shows where people stand. */
export type Catalogue = Pick<Directory, 'units' | 'positions'>;

/** A write about a person, once it is known how she stands. */
interface PersonWrite {
  cells: StaffCells;
  plan(directory: Directory, options: StaffPlanOptions): StaffPlan;
  /** What belongs to the transaction though the plan may change nothing. */
  planned?(inside: Stores): Promise<void>;
}

/** Reads what is, says what is to be; runs inside the transaction, so nobody writes in between. */
export type EditPerson = (standing: Standing, catalogue: Catalogue) => ProvisionedPerson;
export type EditUnit = (unit: StaffedUnit, catalogue: Catalogue) => StaffCells;

export type ProvisioningService = ReturnType<typeof createProvisioningService>;
type PersonQuery = Omit<DirectoryQuery<PersonField, UnitField>, 'today'>;
type UnitQuery = Omit<DirectoryQuery<UnitField, PersonField>, 'today'>;

/**
 * Single people and units as a provisioning client writes them. Each write is a plan of its own: judged by the
 * guard, kept for undo, and applied in one transaction with the end of sessions that it causes.
 * Writes throw provisioning_refused {attribute, reason} and removal_guard; nothing is applied then.
 */
export function createProvisioningService({ stores, staffPlans, clock, ids }: Dependencies) {
  async function write(source: Omit<PlanSource, 'kind' | 'isPartial'>, actor: Actor): Promise<void> {
    const options = { isDryRun: false };
    const { refused } = await staffPlans.change({ kind: 'scim', isPartial: true, ...source }, options, actor);
    const [first] = refused;
    if (first === undefined) return;
    throw new DomainError('provisioning_refused', { attribute: first.column, reason: first.code });
  }

  /** A write about a person: who is not concerned by it is not read. */
  function writePerson(
    id: string,
    actor: Actor,
    prepare: (inside: Stores) => Promise<PersonWrite>,
  ): Promise<void> {
    let prepared: PersonWrite;
    let before: Date | null = null;
    let written: Person | undefined;
    return write(
      {
        async part(inside) {
          prepared = await prepare(inside);
          return inside.directory.loadPart(keysOf(id, prepared.cells));
        },
        async plan(directory, options, inside) {
          const planned = prepared.plan(directory, options);
          before = directory.people.find((person) => person.id === id)?.disabledAt ?? null;
          written = planned.change.savedPeople.find((person) => person.id === id);
          if (planned.refused.length === 0) await prepared.planned?.(inside);
          return planned;
        },
        subject: () => id,
        async applied({ audit }) {
          if (written === undefined || written.disabledAt?.getTime() === before?.getTime()) return;
          const { disabledAt } = written;
          const type = disabledAt === null ? 'person.enabled' : 'person.disabled';
          // The moment of the block itself: by it the block is known again as this client's.
          await audit.append({ type, at: disabledAt ?? clock.now(), actor, personId: id });
        },
      },
      actor,
    );
  }

  const today = () => dayOf(clock.now());

  /**
   * What becomes of the block. Closing counts for an account that is closed for now too: the day on which it would
   * open comes by itself. Undefined for no change.
   */
  async function blockAfter(
    inside: Stores,
    standing: Standing,
    isActive: boolean | undefined,
    actor: Actor,
  ): Promise<Date | null | undefined> {
    const { disabledAt } = standing.person;
    if (isActive === undefined) return undefined;
    if (!isActive) return disabledAt === null ? clock.now() : undefined;
    return isOpen(standing, today()) ? undefined : lifted(inside, standing.person, actor);
  }

  return {
    people: (query: PersonQuery): Promise<Found<Standing>> =>
      stores.directory.queryPeople({ ...query, today: today() }),
    units: (query: UnitQuery): Promise<Found<StaffedUnit>> =>
      stores.directory.queryUnits({ ...query, today: today() }),
    members: (unitIds: readonly string[], limit: number) =>
      stores.directory.listMembers(unitIds, today(), limit),
    catalogue: (): Promise<Catalogue> => catalogueOf(stores),

    /** @returns the id of somebody new; never that of somebody who is there already */
    async createPerson({ cells, isActive }: ProvisionedPerson, actor: Actor): Promise<string> {
      const id = ids.uuid();
      const disabledAt = isActive === false ? clock.now() : undefined;
      const wish = { cells, disabledAt, mustOpen: isActive === true };
      await writePerson(id, actor, async () => ({
        cells,
        plan: (directory, options) => planPerson(directory, id, wish, options),
      }));
      return id;
    },

    /** @throws person_not_found, account_stays_closed, and what `edit` throws */
    changePerson: (id: string, edit: EditPerson, actor: Actor): Promise<void> =>
      writePerson(id, actor, async (inside) => {
        const standing = await getStanding(inside, id, today());
        const { cells, isActive } = edit(standing, await catalogueOf(inside));
        const disabledAt = await blockAfter(inside, standing, isActive, actor);
        const wish = { cells, disabledAt, mustOpen: isActive === true };
        return { cells, plan: (directory, options) => planPerson(directory, id, wish, options) };
      }),

    /** The person leaves and is no longer listed to clients. @throws person_not_found, and what `check` throws */
    removePerson: (
      id: string,
      check: (standing: Standing, catalogue: Catalogue) => void,
      actor: Actor,
    ): Promise<void> =>
      writePerson(id, actor, async (inside) => {
        check(await getStanding(inside, id, today()), await catalogueOf(inside));
        return {
          cells: {},
          plan: (directory, options) => planLeaver(directory, id, options),
          // Not once it is applied: the plan for somebody whom HR let go before changes nothing.
          async planned({ directory, audit }) {
            await directory.markRemoved(id);
            await audit.append({ type: 'person.deprovisioned', at: clock.now(), actor, personId: id });
          },
        };
      }),

    /** @returns the id of the new unit */
    async createUnit(cells: StaffCells, actor: Actor): Promise<string> {
      let id = '';
      const plan = (directory: Directory, options: StaffPlanOptions) => {
        const planned = planUnit(directory, undefined, cells, options);
        id = planned.change.savedUnits[0]?.id ?? '';
        return planned;
      };
      await write({ plan }, actor);
      return id;
    },

    /** @throws unit_not_found, and what `edit` throws */
    changeUnit: (id: string, edit: EditUnit, actor: Actor): Promise<void> =>
      write(
        {
          async plan(directory, options, inside) {
            const staffed = await getStaffedUnit(inside, id, options.today);
            return planUnit(directory, staffed.unit, edit(staffed, directory), options);
          },
        },
        actor,
      ),

    /** The unit ends. @throws unit_not_found, and what `check` throws */
    removeUnit: (id: string, check: (unit: StaffedUnit, catalogue: Catalogue) => void, actor: Actor) =>
      write(
        {
          async plan(directory, options, inside) {
            const staffed = await getStaffedUnit(inside, id, options.today);
            check(staffed, directory);
            return planUnitEnd(directory, staffed.unit, options);
          },
        },
        actor,
      ),
  };
}

/** Null when the block is this client's own; nobody lifts what an officer or another client set. */
async function lifted({ audit }: Stores, person: Person, actor: Actor): Promise<Date | null> {
  if (person.disabledAt === null) return null;
  const [last] = await audit.listOfPerson(person.id, ['person.disabled', 'person.enabled'], 1);
  const isOwn =
    last?.type === 'person.disabled' &&
    last.at.getTime() === person.disabledAt.getTime() &&
    last.actor.kind === 'client' &&
    actor.kind === 'client' &&
    last.actor.id === actor.id;
  if (!isOwn) throw new DomainError('account_stays_closed', { person: person.id });
  return null;
}

async function getStanding(inside: Stores, id: string, today: Day): Promise<Standing> {
  const [found] = isRowId(id) ? (await inside.directory.queryPeople({ ...byId(id), today })).rows : [];
  if (found === undefined) throw new DomainError('person_not_found', { person: id });
  return found;
}

async function getStaffedUnit(inside: Stores, id: string, today: Day) {
  const [found] = isRowId(id) ? (await inside.directory.queryUnits({ ...byId(id), today })).rows : [];
  if (found === undefined) throw new DomainError('unit_not_found', { unit: id });
  return found;
}

async function catalogueOf({ directory }: Pick<Stores, 'directory'>): Promise<Catalogue> {
  return { units: await directory.listUnits(), positions: await directory.listPositions() };
}

/** Whoever has the same address or number has to be known, to be told apart. */
function keysOf(id: string, { thu_dien_tu: email, so_hieu: number }: StaffCells): PersonKeys {
  const texts = (cell: { text: string } | undefined) =>
    cell === undefined ? [] : [normaliseName(cell.text)];
  return {
    ids: [id],
    emails: texts(email).map((text) => text.toLowerCase()),
    employeeNos: texts(number),
  };
}

/** Asks for the one row with an id. */
export function byId(id: string) {
  return { where: { op: 'eq', field: 'id', value: id } as const, sort: null, offset: 0, limit: 1 };
}

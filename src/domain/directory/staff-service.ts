import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { type Clock, type Day, dayOf, type Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { type RoleEffects, roleEffects } from '../roles/role-effects.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import { isInForce } from './appointment.ts';
import { closedAccounts } from './closed-accounts.ts';
import type { Directory } from './directory-store.ts';
import { orphanedMailboxes } from './mailbox.ts';
import type { Person } from './person.ts';
import { getPerson, getPersonRecord } from './person-lookup.ts';
import { directoryAfter, isEmpty } from './staff-change.ts';
import type { StaffPlanOptions } from './staff-draft.ts';
import { planStaff, type StaffPlan } from './staff-plan.ts';
import { recordOf } from './staff-plan-record.ts';
import type { AppliedPlan } from './staff-plan-store.ts';
import { type StaffPage, type StaffQuery, searchStaff } from './staff-search.ts';
import type { StaffTable } from './staff-table.ts';
import { undoStaff } from './staff-undo.ts';

/** More than anybody scrolls through. */
const LISTED_PLANS = 100;

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'staffPlans'>;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

export interface ImportOptions {
  isDryRun: boolean;
  isPartial: boolean;
  /** Apply only if the plan is still this one. */
  expectedPlan?: string | undefined;
  allowedRemovals?: number | undefined;
}

/** A plan as an officer judges it. */
export interface StaffPreview extends StaffPlan {
  roles: RoleEffects;
  /** Addresses of mailboxes that many use and whose owner the plan takes away; somebody has to take them over. */
  orphans: string[];
}

/** The same for undoing a plan. */
export type UndoOptions = Pick<ImportOptions, 'isDryRun' | 'allowedRemovals'>;

/** A person as an officer sees one. */
export interface StaffRecord {
  person: Person;
  posts: {
    unitCode: string;
    unit: string;
    positionCode: string;
    position: string;
    isMain: boolean;
    from: Day | null;
    until: Day | null;
  }[];
}

export type StaffService = ReturnType<typeof createStaffService>;

/** The directory as officers work with it: import, look up, disable. */
export function createStaffService({ stores, transact, clock, ids }: Dependencies) {
  /** Sets or lifts the officer's block; a person who is blocked loses every session in the same moment. */
  async function setDisabled(reference: string, disabledAt: Date | null, actor: Actor): Promise<Person> {
    const now = clock.now();
    return transact(async (inside) => {
      // An import that is under way has read the person already, and would write the old state back.
      await inside.directory.lock();
      const person = await getPerson(inside.directory, reference);
      const changed = { ...person, disabledAt };
      await inside.directory.savePerson(changed);
      if (disabledAt !== null) await closeAccount(inside, person.id, actor, now);
      const type = disabledAt === null ? 'person.enabled' : 'person.disabled';
      await inside.audit.append({ type, at: now, actor, personId: person.id });
      return changed;
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

  const planOptions = async (
    inside: Stores,
    { allowedRemovals }: UndoOptions,
    partial: boolean,
  ): Promise<StaffPlanOptions> => {
    const now = clock.now();
    return {
      today: dayOf(now),
      now,
      partial,
      newId: ids.uuid,
      protectedIds: await inside.directory.listProtectedIds(),
      ...(allowedRemovals !== undefined && { allowRemovals: allowedRemovals }),
    };
  };

  /** A plan together with what it does beyond the directory. */
  async function preview(inside: Stores, directory: Directory, plan: StaffPlan): Promise<StaffPreview> {
    const rules = {
      roles: await inside.roles.listRoles(),
      roleGrants: await inside.roles.listRoleGrants({}),
    };
    const after = directoryAfter(directory, plan.change);
    return {
      ...plan,
      roles: roleEffects(directory, after, rules, clock.now()),
      orphans: orphanedMailboxes(directory, after),
    };
  }

  /**
   * Writes a plan with all that follows from it; a plan that changes nothing leaves no trace.
   * @returns the id under which it can be undone
   * @throws removal_guard
   */
  async function applyPlan(
    inside: Stores,
    directory: Directory,
    plan: StaffPlan,
    { kind, actor }: { kind: 'import' | 'undo'; actor: Actor },
  ): Promise<string | undefined> {
    if (plan.guard.verdict === 'blocked') throw new DomainError('removal_guard', { ...plan.guard });
    if (isEmpty(plan.change)) return undefined;
    const now = clock.now();
    await inside.directory.apply(plan.change);
    for (const personId of closedAccounts(directory, plan.change, dayOf(now))) {
      await closeAccount(inside, personId, actor, now);
    }
    const applied: AppliedPlan = {
      id: ids.uuid(),
      plan: plan.plan,
      kind,
      appliedAt: now,
      appliedBy: actorLabel(actor),
      ...countsOf(plan),
      undoneBy: null,
    };
    await inside.staffPlans.add(applied, recordOf(directory, plan.change));
    const type = kind === 'import' ? 'staff.imported' : 'staff.undone';
    const details = { plan: plan.plan, ...countsOf(plan), unchanged: plan.unchanged };
    await inside.audit.append({ type, at: now, actor, details });
    return applied.id;
  }

  return {
    /**
     * Plans an import and, unless it is a dry run, applies it as one transaction. People who may not sign
     * in afterwards lose their sessions in it.
     * @throws staff_file_refused, removal_guard, plan_stale; the plan itself tells a dry run the first two
     */
    importStaff(tables: StaffTable[], options: ImportOptions, actor: Actor): Promise<StaffPreview> {
      return transact(async (inside) => {
        await inside.directory.lock();
        const directory = await inside.directory.load();
        const plan = await preview(
          inside,
          directory,
          planStaff(directory, tables, await planOptions(inside, options, options.isPartial)),
        );
        if (options.isDryRun || plan.refused.length > 0) return plan;
        if (options.expectedPlan !== undefined && options.expectedPlan !== plan.plan) {
          throw new DomainError('plan_stale', { plan: plan.plan });
        }
        await applyPlan(inside, directory, plan, { kind: 'import', actor });
        return plan;
      });
    },

    /**
     * Plans the way back from an applied plan and, unless it is a dry run, applies it in the same way.
     * @param name the plan's name, as `importStaff` gave it
     * @throws plan_not_found, plan_undone, staff_file_refused, removal_guard
     */
    undo(name: string, options: UndoOptions, actor: Actor): Promise<StaffPreview> {
      return transact(async (inside) => {
        await inside.directory.lock();
        const found = await inside.staffPlans.find(name);
        if (found === undefined) throw new DomainError('plan_not_found', { plan: name });
        if (found.applied.undoneBy !== null) throw new DomainError('plan_undone', { plan: name });
        const directory = await inside.directory.load();
        const plan = await preview(
          inside,
          directory,
          undoStaff(directory, name, found.record, await planOptions(inside, options, true)),
        );
        if (options.isDryRun || plan.refused.length > 0) return plan;
        const id = await applyPlan(inside, directory, plan, { kind: 'undo', actor });
        if (id !== undefined && !(await inside.staffPlans.markUndone(found.applied.id, id)))
          throw new DomainError('plan_undone', { plan: name });
        return plan;
      });
    },

    /** The plans that were applied, the newest first. */
    plans: () => stores.staffPlans.list(LISTED_PLANS),

    /** A person with the posts of a day, today's unless another is named. @throws person_not_found */
    async show(reference: string, at: Date = clock.now()): Promise<StaffRecord> {
      const { person, appointments, ...rest } = await getPersonRecord(stores.directory, reference);
      const units = new Map(rest.units.map((unit) => [unit.id, unit]));
      const positions = new Map(rest.positions.map((position) => [position.id, position]));
      const day = dayOf(at);
      const posts = appointments
        .filter((appointment) => isInForce(appointment, day))
        .map(({ unitId, positionId, isMain, from, until }) => ({
          unitCode: units.get(unitId)?.code ?? '',
          unit: units.get(unitId)?.name ?? '',
          positionCode: positions.get(positionId)?.code ?? '',
          position: positions.get(positionId)?.name ?? '',
          isMain,
          from,
          until,
        }));
      return { person, posts: posts.sort((one, other) => Number(other.isMain) - Number(one.isMain)) };
    },

    list: () => stores.directory.listPeople(),
    /** @throws unit_not_found, bad_request */
    search: (query: StaffQuery): Promise<StaffPage> =>
      searchStaff(stores.directory, query, dayOf(clock.now())),
    disable: (reference: string, actor: Actor) => setDisabled(reference, clock.now(), actor),
    enable: (reference: string, actor: Actor) => setDisabled(reference, null, actor),
    /** From now on no file closes this account. @throws person_not_found */
    protect: (reference: string, actor: Actor) => setProtected(reference, true, actor),
    unprotect: (reference: string, actor: Actor) => setProtected(reference, false, actor),
  };
}

/** What dies with an account, so that opening it again revives nothing. */
async function closeAccount(inside: Stores, personId: string, actor: Actor, now: Date): Promise<void> {
  await inside.passwordResets.voidAllOf(personId, now);
  await endSessionsOf(inside, personId, { reason: 'disabled', actor, now });
}

function countsOf({ joiners, movers, leavers, changed }: StaffPlan) {
  return {
    joiners: joiners.length,
    movers: movers.length,
    leavers: leavers.length,
    changed: changed.length,
  };
}

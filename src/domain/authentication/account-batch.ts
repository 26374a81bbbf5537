import type { Actor } from '../audit/audit-event.ts';
import type { Clock } from '../clock.ts';
import { BREAK_GLASS_ID } from '../directory/break-glass-account.ts';
import { disablePerson } from '../directory/close-account.ts';
import { enablePerson } from '../directory/enable-person.ts';
import type { Person } from '../directory/person.ts';
import { isActive } from '../directory/person.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { isWithinUnits, type ReadableExtent } from '../directory/readable-extent.ts';
import { removalLimit } from '../directory/staff-guard.ts';
import { DomainError } from '../errors.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';

/** What can be done to many accounts at once. */
export const BATCH_ACTIONS = ['sign_out', 'disable', 'enable'] as const;
export type BatchAction = (typeof BATCH_ACTIONS)[number];

/** Most people of one batch. */
export const BATCH_MOST = 200;

/** Why one of them is left out. */
export type BatchRefusal = 'own_account' | 'is_disabled' | 'is_enabled' | 'no_session';

/** What a batch means for one person. */
export interface BatchLine {
  person: Person;
  /** Open sessions, which disabling ends as well. */
  sessions: number;
  /** Null where it is done. */
  refusal: BatchRefusal | null;
}

export interface BatchPreview {
  lines: BatchLine[];
  /** How many active people it takes from the ministry, and how many one step may take. */
  guard: { removals: number; limit: number; isBlocked: boolean };
}

/** A batch as somebody asks for it. */
export interface BatchOrder {
  action: BatchAction;
  personIds: readonly string[];
  /** Whoever lies outside is as if not named. */
  extent: ReadableExtent;
  actor: Actor;
}

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
}

export type AccountBatches = ReturnType<typeof createAccountBatches>;

/**
 * One act on many accounts: all whom it may reach, in one transaction, or nobody. Nobody is in a batch of her own making:
 * a list ticked as a whole would lock its author out.
 */
export function createAccountBatches({ stores, transact, clock }: Dependencies) {
  return {
    /** What would happen, in the order of the ids. @throws too_many_people */
    preview: (order: BatchOrder): Promise<BatchPreview> => judge(stores, order),

    /**
     * Does it to everybody who is not refused.
     * @returns to how many
     * @throws too_many_people; removal_guard when it would disable more people than the removal guard lets go at once
     */
    apply: (order: BatchOrder): Promise<number> =>
      transact(async (inside) => {
        const { action, actor } = order;
        // Judged once more under the lock: what was shown may not be so any more.
        await inside.directory.lock();
        const { lines, guard } = await judge(inside, order);
        if (guard.isBlocked)
          throw new DomainError('removal_guard', { removals: guard.removals, limit: guard.limit });
        const now = clock.now();
        const reached = lines.filter(({ refusal }) => refusal === null);
        for (const { person } of reached) {
          if (action === 'disable') await disablePerson(inside, person, { actor, now });
          else if (action === 'enable') await enablePerson(inside, person, { actor, now });
          else await endSessionsOf(inside, person.id, { reason: 'operator', actor, now });
        }
        return reached.length;
      }),
  };
}

async function judge(
  { directory, sessions, settings }: Pick<Stores, 'directory' | 'sessions' | 'settings'>,
  { action, personIds, extent, actor }: BatchOrder,
): Promise<BatchPreview> {
  const ids = [...new Set(personIds)].filter(isRowId);
  if (ids.length > BATCH_MOST) throw new DomainError('too_many_people', { most: BATCH_MOST });
  const standings = await directory.listStandings(ids);
  const open = await sessions.countOpen(ids);
  const lines = standings
    // Only its own commands open and close the emergency account.
    .filter(({ person }) => person.id !== BREAK_GLASS_ID)
    .filter((standing) => extent === 'whole' || isWithinUnits(standing, extent))
    .map(({ person }): BatchLine => {
      const count = open.get(person.id) ?? 0;
      return { person, sessions: count, refusal: refusalOf(action, person, count, actor) };
    });
  const isRemoved = ({ person, refusal }: BatchLine) =>
    refusal === null && person.employeeNo !== null && isActive(person);
  const removals = action === 'disable' ? lines.filter(isRemoved).length : 0;
  const limits = await settings.load();
  const people = await directory.countActive();
  const limit = removalLimit(people, {
    people: limits['guard.people'],
    percent: limits['guard.percent'],
  });
  return { lines, guard: { removals, limit, isBlocked: removals > limit } };
}

function refusalOf(
  action: BatchAction,
  { id, disabledAt }: Person,
  sessions: number,
  actor: Actor,
): BatchRefusal | null {
  if (actor.kind === 'person' && actor.id === id) return 'own_account';
  switch (action) {
    case 'disable':
      return disabledAt === null ? null : 'is_disabled';
    case 'enable':
      return disabledAt === null ? 'is_enabled' : null;
    case 'sign_out':
      return sessions === 0 ? 'no_session' : null;
  }
}

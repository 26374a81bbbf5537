import type { Clock } from '../clock.ts';
import { listWaitingFor } from '../requests/list-requests.ts';
import type { Stores } from '../transact.ts';
import { LOGOUT_HOURS } from './dashboard.ts';

/** Every page of the console tells these numbers; they are counted so often at most for each officer. */
const REMEMBERED_MS = 30_000;
/** Officers whose numbers are remembered at a time. */
const MOST_REMEMBERED = 200;

/** How much waits behind entries of the console's navigation. */
export interface WaitingWork {
  /** Requests for roles that the officer may decide on. */
  requests: number;
  /** Plans of HR files that a second person has yet to approve. */
  staffPlans: number;
  /** Relying parties that a logout message of the last day could not be delivered to. */
  untold: number;
}

interface Dependencies {
  stores: Pick<Stores, 'dashboard' | 'roleRequests' | 'roles' | 'directory' | 'clients'>;
  clock: Clock;
}

export type WaitingWorkService = ReturnType<typeof createWaitingWork>;

/** What waits for an officer, at most half a minute old unless it is to be counted anew. */
export function createWaitingWork({ stores, clock }: Dependencies) {
  const remembered = new Map<string, { until: number; work: Promise<WaitingWork> }>();

  async function count(personId: string, now: Date): Promise<WaitingWork> {
    const since = new Date(now.getTime() - LOGOUT_HOURS * 3_600_000);
    const [requests, { staffPlans }, untold] = await Promise.all([
      listWaitingFor(stores, { kind: 'person', id: personId }, now),
      stores.dashboard.countWaiting(now),
      stores.dashboard.countUntold(since),
    ]);
    return { requests: requests.length, staffPlans, untold };
  }

  return {
    /** @param personId of the officer */
    of(personId: string): Promise<WaitingWork> {
      const now = clock.now();
      const known = remembered.get(personId);
      if (known !== undefined && known.until > now.getTime()) return known.work;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      const work = count(personId, now);
      remembered.set(personId, { until: now.getTime() + REMEMBERED_MS, work });
      work.catch(() => remembered.delete(personId));
      return work;
    },

    /** The officer does something, or looks at what the numbers are about: they are counted anew. */
    forget(personId: string): void {
      remembered.delete(personId);
    },
  };
}

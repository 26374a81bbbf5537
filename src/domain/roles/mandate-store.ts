import type { ReadingBounds } from '../directory/readable-extent.ts';
import type { Mandate } from './mandate.ts';

/** Every condition that is set must hold. */
export interface MandateFilter {
  deputyIds?: readonly string[] | undefined;
  /** Mandator or deputy. */
  partyId?: string | undefined;
  /** Those that are not over at a moment. */
  at?: Date | undefined;
  /** Those with a party within the reader's units, and her own. */
  within?: ReadingBounds | undefined;
}

/** Port of mandates; those of one deputy come with her role grants. Ids that are no UUID never reach it. */
export interface MandateStore {
  add(mandate: Mandate): Promise<void>;
  find(id: string): Promise<Mandate | undefined>;
  /** Ends one by a conditional statement; false when it is unknown, has ended early or is over. */
  end(id: string, at: Date, by: string): Promise<boolean>;
  /** The newest first. */
  list(filter: MandateFilter): Promise<Mandate[]>;
}

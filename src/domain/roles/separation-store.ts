import type { Standings } from './separation-checks.ts';
import type { Separation, SeparationException } from './separation-of-duties.ts';

/** Port of separations and of the exceptions to them. */
export interface SeparationStore {
  /** Makes whoever gives roles or separates them wait for each other until the transaction ends. */
  lock(): Promise<void>;
  add(separation: Separation): Promise<void>;
  /** Those that have not ended; the oldest first. */
  list(): Promise<Separation[]>;
  /** Ends one by a conditional statement; false when it is unknown or has ended. */
  end(id: string, at: Date, by: string): Promise<boolean>;
  addException(exception: SeparationException): Promise<void>;
  /** Those that are not over at a moment; the earliest end first. */
  listExceptions(at: Date): Promise<SeparationException[]>;
  /** Everybody as far as roles depend on it; without citizen ids, which stay sealed. */
  loadStandings(): Promise<Standings>;
}

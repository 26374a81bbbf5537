import type { RevocationProblem } from './revocation-proof.ts';

/** One list: of an issuer (64 hexadecimal digits), from one address, for one tree of certificates. */
export interface ListKey {
  tree: string;
  issuerId: string;
  url: string;
}

/** What was accepted last from an address, and how the address has behaved since. */
export interface ListState extends ListKey {
  /** Null before the first list, and of lists without one. */
  number: bigint | null;
  thisUpdate: Date | null;
  nextUpdate: Date | null;
  /** When the accepted list was fetched, or confirmed to be the newest. */
  fetchedAt: Date | null;
  etag: string | null;
  lastModified: string | null;
  /** Of the last try; null when it succeeded. */
  problem: RevocationProblem | null;
  /** Tries since the last success. */
  failures: number;
  /** When it is fetched next. */
  dueAt: Date;
  /** What officers were told last; null when all is well. */
  alarm: RevocationProblem | null;
}

/** A list that was read and proven. */
export interface AcceptedList extends Pick<ListState, 'number' | 'etag' | 'lastModified'> {
  thisUpdate: Date;
  nextUpdate: Date;
  der: Uint8Array;
}

/** When something was tried, and when it is tried again. */
export interface Tried {
  at: Date;
  dueAt: Date;
}

/** Port of the revocation lists that all nodes share. Every change is one conditional statement. */
export interface RevocationListStore {
  find(key: ListKey): Promise<ListState | undefined>;
  /** The bytes that were accepted last, with what is known of them. */
  load(key: ListKey): Promise<{ state: ListState; der: Buffer } | undefined>;
  list(): Promise<ListState[]>;
  /** Makes an address known, due at once; nothing when it is known. */
  add(key: ListKey, now: Date): Promise<void>;
  /** Makes a list due at once that would be so only after `later`; false when it is due before, or unknown. */
  hasten(key: ListKey, now: Date, later: Date): Promise<boolean>;
  /** Takes a due list for one caller until the lease is over; undefined when it is not due, or another was first. */
  claim(key: ListKey, now: Date, leaseUntil: Date): Promise<ListState | undefined>;
  /** False, and nothing changes, when the list is older than what was accepted before: by its number or its date. */
  accept(key: ListKey, list: AcceptedList, tried: Tried): Promise<boolean>;
  /** The accepted list is still the newest. */
  confirm(key: ListKey, tried: Tried): Promise<void>;
  fail(key: ListKey, problem: RevocationProblem, tried: Tried): Promise<void>;
  /** True when officers were told something else before. */
  raiseAlarm(key: ListKey, alarm: RevocationProblem | null): Promise<boolean>;
}

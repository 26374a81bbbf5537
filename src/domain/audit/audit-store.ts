import type { AuditEvent, AuditRecord, AuditType } from './audit-event.ts';

/** Which events somebody looks for; what is not named is not asked. */
export interface AuditQuery {
  types?: readonly AuditType[] | undefined;
  /** People acted upon. */
  personIds?: readonly string[] | undefined;
  /** Who acted, as `actorLabel` writes it. */
  actors?: readonly string[] | undefined;
  clientId?: string | undefined;
  network?: string | undefined;
  supportCode?: string | undefined;
  from?: Date | undefined;
  /** Exclusive. */
  until?: Date | undefined;
  /** No record after this one. */
  upTo?: number | undefined;
}

/** Which part of what a query finds. */
export interface AuditPage {
  order: 'newest' | 'oldest';
  /** `seq` of the record beyond which the page begins, in its order. */
  past?: number | undefined;
  limit: number;
}

/** Port of the append-only log. Appending inside a transaction makes the event part of the change. */
export interface AuditStore {
  append(event: AuditEvent): Promise<void>;
  /** Many events in their order, as `append` would one by one. */
  appendAll(events: readonly AuditEvent[]): Promise<void>;
  /** In order of `seq`, from `afterSeq` (exclusive), at most `limit`. */
  list(afterSeq: number, limit: number): Promise<AuditRecord[]>;
  /** Those of these records that are there, in order of `seq`. */
  listOf(seqs: readonly number[]): Promise<AuditRecord[]>;
  /** What a query finds, in the order of the page, by time, then `seq`. */
  search(query: AuditQuery, page: AuditPage): Promise<AuditRecord[]>;
  /** `seq` of the newest record; 0 when there is none. */
  newestSeq(): Promise<number>;
  /** What bears a support code, in order of `seq`. */
  listOfSupportCode(supportCode: string): Promise<AuditRecord[]>;
  /** The newest first. */
  listOfPerson(personId: string, types: readonly AuditType[], limit: number): Promise<AuditRecord[]>;
}

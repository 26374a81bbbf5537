import type { AuditEvent, AuditRecord, AuditType } from './audit-event.ts';

/** Port of the append-only log. Appending inside a transaction makes the event part of the change. */
export interface AuditStore {
  append(event: AuditEvent): Promise<void>;
  /** Many events in their order, as `append` would one by one. */
  appendAll(events: readonly AuditEvent[]): Promise<void>;
  /** In order of `seq`, from `afterSeq` (exclusive), at most `limit`. */
  list(afterSeq: number, limit: number): Promise<AuditRecord[]>;
  /** The newest first. */
  listOfPerson(personId: string, types: readonly AuditType[], limit: number): Promise<AuditRecord[]>;
}

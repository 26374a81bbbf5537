import type { EntityManager } from 'typeorm';
import { In, MoreThan } from 'typeorm';
import type { AuditEvent, AuditRecord, AuditType } from '../domain/audit/audit-event.ts';
import type { AuditStore } from '../domain/audit/audit-store.ts';
import { GENESIS, hashOf } from '../domain/audit/hash-chain.ts';
import { searchAudit } from './audit-search.ts';
import { insertAll } from './bulk-rows.ts';
import { prepared } from './prepared-statements.ts';
import { type AuditEventRow, AuditEventSchema } from './schema/audit.schema.ts';

/** Any constant serves: whoever appends holds it until its transaction ends. */
const CHAIN_LOCK = 7_236_002;

/** Waits for the chain, then reads its newest record. */
const HOLD_CHAIN = prepared('hold_audit_chain', 'select seq, hash from hold_audit_chain($1)');

/** The append-only log. A trigger of the database refuses every other change. */
export function createAuditStore(manager: EntityManager): AuditStore {
  const events = manager.getRepository(AuditEventSchema);
  const appendAll = async (appended: readonly AuditEvent[]) => {
    const insert = async (inTransaction: EntityManager) => {
      const [head] = await inTransaction.query<{ seq: number; hash: string }[]>(HOLD_CHAIN, [CHAIN_LOCK]);
      await insertAll(inTransaction, AuditEventSchema, chained(appended, head));
    };
    // Lone events still need their lock and their rows in one transaction.
    if (manager.queryRunner?.isTransactionActive) await insert(manager);
    else await manager.transaction(insert);
  };
  const listOf = async (seqs: readonly number[]) =>
    (await events.find({ where: { seq: In([...seqs]) }, order: { seq: 'asc' } })).map(fromRow);
  return {
    append: (event) => appendAll([event]),
    appendAll,
    async list(afterSeq, limit) {
      return (
        await events.find({ where: { seq: MoreThan(afterSeq) }, order: { seq: 'asc' }, take: limit })
      ).map(fromRow);
    },
    listOf,
    async search(query, page) {
      const seqs = await searchAudit(manager, query, page);
      const records = new Map((await listOf(seqs)).map((record) => [record.seq, record]));
      return seqs.flatMap((seq) => records.get(seq) ?? []);
    },
    async newestSeq() {
      const [newest] = await events.find({ select: { seq: true }, order: { seq: 'desc' }, take: 1 });
      return newest?.seq ?? 0;
    },
    async listOfSupportCode(supportCode) {
      return (await events.find({ where: { supportCode }, order: { seq: 'asc' } })).map(fromRow);
    },
    async listOfPerson(personId, types, limit) {
      const where = { personId, type: In([...types]) };
      return (await events.find({ where, order: { seq: 'desc' }, take: limit })).map(fromRow);
    },
  };
}

/** Events sealed one to the other, from the newest stored one on. */
function chained(
  events: readonly AuditEvent[],
  head: { seq: number; hash: string } = { seq: 0, hash: GENESIS },
): AuditEventRow[] {
  let { seq, hash } = head;
  return events.map((event) => {
    const previousHash = hash;
    seq += 1;
    const record = { ...event, seq, previousHash };
    hash = hashOf(record, previousHash);
    return toRow({ ...record, hash });
  });
}

function toRow(record: AuditRecord): AuditEventRow {
  const { personId = null, clientId = null, network = null, supportCode = null, details = null } = record;
  return { ...record, personId, clientId, network, supportCode, details };
}

function fromRow(row: AuditEventRow): AuditRecord {
  const { personId, clientId, network, supportCode, details, ...rest } = row;
  return {
    ...rest,
    type: row.type as AuditType,
    personId: personId ?? undefined,
    clientId: clientId ?? undefined,
    network: network ?? undefined,
    supportCode: supportCode ?? undefined,
    details: details ?? undefined,
  };
}

import type { EntityManager } from 'typeorm';
import { In, MoreThan } from 'typeorm';
import type { AuditRecord, AuditType } from '../domain/audit/audit-event.ts';
import type { AuditStore } from '../domain/audit/audit-store.ts';
import { GENESIS, hashOf } from '../domain/audit/hash-chain.ts';
import { type AuditEventRow, AuditEventSchema } from './schema/audit.schema.ts';

/** Any constant serves: whoever appends holds it until its transaction ends. */
const CHAIN_LOCK = 7_236_002;

/** The append-only log. A trigger of the database refuses every other change. */
export function createAuditStore(manager: EntityManager): AuditStore {
  const events = manager.getRepository(AuditEventSchema);
  return {
    async append(event) {
      const insert = async (inTransaction: EntityManager) => {
        await inTransaction.query('select pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
        const [head] = await inTransaction.query<{ seq: number; hash: string }[]>(
          'select seq, hash from audit_event order by seq desc limit 1',
        );
        const previousHash = head?.hash ?? GENESIS;
        const record = { ...event, seq: (head?.seq ?? 0) + 1, previousHash };
        await inTransaction
          .getRepository(AuditEventSchema)
          .insert(toRow({ ...record, hash: hashOf(record, previousHash) }));
      };
      // A lone event still needs its lock and its row in one transaction.
      if (manager.queryRunner?.isTransactionActive) await insert(manager);
      else await manager.transaction(insert);
    },
    async list(afterSeq, limit) {
      return (
        await events.find({ where: { seq: MoreThan(afterSeq) }, order: { seq: 'asc' }, take: limit })
      ).map(fromRow);
    },
    async listOfPerson(personId, types, limit) {
      const where = { personId, type: In([...types]) };
      return (await events.find({ where, order: { seq: 'desc' }, take: limit })).map(fromRow);
    },
  };
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

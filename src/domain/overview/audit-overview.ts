import type { AuditRecord } from '../audit/audit-event.ts';
import type { AuditPage, AuditQuery } from '../audit/audit-store.ts';
import { GENESIS, hashOf } from '../audit/hash-chain.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { type AuditNames, loadAuditNames } from './audit-names.ts';

export interface AuditList {
  /** The newest first, whatever the direction that was asked for. */
  records: AuditRecord[];
  names: AuditNames;
  /** Whether more lies in that direction. */
  hasMore: boolean;
}

interface Dependencies {
  stores: Pick<Stores, 'audit' | 'directory' | 'clients' | 'roles'>;
}

export type AuditOverview = ReturnType<typeof createAuditOverview>;

/** The audit log as people read it: with names beside ids. */
export function createAuditOverview({ stores }: Dependencies) {
  const { audit } = stores;
  return {
    async list(query: AuditQuery, page: AuditPage): Promise<AuditList> {
      const found = await audit.search(query, { ...page, limit: page.limit + 1 });
      const records = found.slice(0, page.limit);
      if (page.order === 'oldest') records.reverse();
      const names = await loadAuditNames(stores, records);
      return { records, names, hasMore: found.length > page.limit };
    },

    /** A record, and whether it is what was sealed to the one before it. @throws not_found */
    async show(seq: number): Promise<{ record: AuditRecord; isSealed: boolean; names: AuditNames }> {
      const records = await audit.listOf([seq - 1, seq]);
      const record = records.find((each) => each.seq === seq);
      if (record === undefined) throw new DomainError('not_found');
      const previous = seq === 1 ? GENESIS : records.find((each) => each.seq === seq - 1)?.hash;
      const isSealed = record.previousHash === previous && record.hash === hashOf(record, previous);
      return { record, isSealed, names: await loadAuditNames(stores, [record]) };
    },
  };
}

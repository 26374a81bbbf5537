import { EntitySchema } from 'typeorm';
import type { ListState } from '../../domain/certificates/revocation-list-store.ts';
import { bytea, columns, integer, numeric, text, timestamp } from '../columns.ts';

export interface RevocationListRow extends Omit<ListState, 'number'> {
  number: string | null;
  der: Buffer | null;
}

const nullable = { nullable: true };
const key = { primary: true, primaryKeyConstraintName: 'revocation_list_pkey' };

export const RevocationListSchema = new EntitySchema<RevocationListRow>({
  name: 'RevocationList',
  tableName: 'revocation_list',
  columns: columns<RevocationListRow>({
    tree: text('tree', key),
    issuerId: text('issuer_id', key),
    url: text('url', key),
    number: numeric('number', nullable),
    thisUpdate: timestamp('this_update', nullable),
    nextUpdate: timestamp('next_update', nullable),
    fetchedAt: timestamp('fetched_at', nullable),
    etag: text('etag', nullable),
    lastModified: text('last_modified', nullable),
    problem: text('problem', nullable),
    failures: integer('failures'),
    dueAt: timestamp('due_at'),
    alarm: text('alarm', nullable),
    // Megabytes: read only by who asks for them.
    der: bytea('der', { nullable: true, select: false }),
  }),
});

import { EntitySchema } from 'typeorm';
import type { Client } from '../../domain/clients/client.ts';
import { columns, jsonb, text, timestamp } from '../columns.ts';

export const ClientSchema = new EntitySchema<Client>({
  name: 'Client',
  tableName: 'client',
  columns: columns<Client>({
    id: text('id', { primary: true, primaryKeyConstraintName: 'client_pkey' }),
    metadata: jsonb('metadata'),
    secretHash: text('secret_hash', { nullable: true }),
    createdAt: timestamp('created_at'),
    updatedAt: timestamp('updated_at'),
    watchedUntil: timestamp('watched_until', { nullable: true }),
  }),
});

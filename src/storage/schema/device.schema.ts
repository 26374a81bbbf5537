import { EntitySchema } from 'typeorm';
import type { KnownDevice } from '../../domain/authentication/known-device.ts';
import { columns, references, text, timestamp, uuid } from '../columns.ts';

interface KnownDeviceRow extends KnownDevice {
  tokenHash: string;
}

export const KnownDeviceSchema = new EntitySchema<KnownDeviceRow>({
  name: 'KnownDevice',
  tableName: 'known_device',
  columns: columns<KnownDeviceRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'known_device_pkey' }),
    personId: uuid('person_id', references('known_device', 'person_id', 'Person', 'CASCADE')),
    tokenHash: text('token_hash'),
    userAgent: text('user_agent', { nullable: true }),
    address: text('address'),
    createdAt: timestamp('created_at'),
    lastUsedAt: timestamp('last_used_at'),
    trustedUntil: timestamp('trusted_until', { nullable: true }),
    expiresAt: timestamp('expires_at'),
  }),
  uniques: [{ name: 'known_device_token_hash_person_id_key', columns: ['tokenHash', 'personId'] }],
  indices: [
    { name: 'known_device_person_id_idx', columns: ['personId'] },
    { name: 'known_device_expires_at_idx', columns: ['expiresAt'] },
  ],
});

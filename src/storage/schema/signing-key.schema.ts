import { EntitySchema } from 'typeorm';
import type { SigningKey } from '../../domain/signing-keys/signing-key.ts';
import { columns, text, timestamp } from '../columns.ts';

export interface SigningKeyRow extends Omit<SigningKey, 'jwk'> {
  jwkSealed: string;
}

export const SigningKeySchema = new EntitySchema<SigningKeyRow>({
  name: 'SigningKey',
  tableName: 'signing_key',
  columns: columns<SigningKeyRow>({
    kid: text('kid', { primary: true, primaryKeyConstraintName: 'signing_key_pkey' }),
    algorithm: text('algorithm'),
    jwkSealed: text('jwk_sealed'),
    createdAt: timestamp('created_at'),
    signsFrom: timestamp('signs_from'),
  }),
});

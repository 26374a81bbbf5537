import { EntitySchema } from 'typeorm';
import type { Passkey, PasskeyChallenge } from '../../domain/authentication/passkey-store.ts';
import { bigint, boolean, columns, jsonb, references, text, timestamp, uuid } from '../columns.ts';

interface PasskeyHandleRow {
  personId: string;
  handle: string;
}

const person = (table: string) => references(table, 'person_id', 'Person', 'CASCADE');
const key = (table: string) => ({ primary: true, primaryKeyConstraintName: `${table}_pkey` });

export const PasskeyHandleSchema = new EntitySchema<PasskeyHandleRow>({
  name: 'PasskeyHandle',
  tableName: 'passkey_handle',
  columns: columns<PasskeyHandleRow>({
    personId: uuid('person_id', { ...key('passkey_handle'), ...person('passkey_handle') }),
    handle: text('handle'),
  }),
  uniques: [{ name: 'passkey_handle_handle_key', columns: ['handle'] }],
});

export const PasskeySchema = new EntitySchema<Passkey>({
  name: 'Passkey',
  tableName: 'passkey',
  columns: columns<Passkey>({
    id: uuid('id', key('passkey')),
    personId: uuid('person_id', person('passkey')),
    credentialId: text('credential_id'),
    publicKey: text('public_key'),
    counter: bigint('counter'),
    transports: jsonb('transports'),
    isSyncable: boolean('is_syncable'),
    isBackedUp: boolean('is_backed_up'),
    aaguid: text('aaguid'),
    name: text('name'),
    createdAt: timestamp('created_at'),
    lastUsedAt: timestamp('last_used_at', { nullable: true }),
  }),
  uniques: [{ name: 'passkey_credential_id_key', columns: ['credentialId'] }],
  indices: [{ name: 'passkey_person_id_idx', columns: ['personId'] }],
});

export const PasskeyChallengeSchema = new EntitySchema<PasskeyChallenge>({
  name: 'PasskeyChallenge',
  tableName: 'passkey_challenge',
  columns: columns<PasskeyChallenge>({
    context: text('context', key('passkey_challenge')),
    purpose: text('purpose', key('passkey_challenge')),
    personId: uuid('person_id', { nullable: true, ...person('passkey_challenge') }),
    challenge: text('challenge'),
    expiresAt: timestamp('expires_at'),
  }),
  indices: [{ name: 'passkey_challenge_expires_at_idx', columns: ['expiresAt'] }],
});

import { EntitySchema } from 'typeorm';
import type { PasswordReset, PendingSignIn } from '../../domain/authentication/authentication-store.ts';
import type { PasswordCredential } from '../../domain/authentication/credential.ts';
import type { Session } from '../../domain/sessions/session-store.ts';
import { boolean, columns, integer, jsonb, references, text, timestamp, uuid } from '../columns.ts';

interface ThrottleRow {
  key: string;
  failures: number;
  windowEndsAt: Date;
}

interface PasswordResetRow extends PasswordReset {
  usedAt: Date | null;
}

interface AccountActivationRow {
  personId: string;
  requestedAt: Date;
  sentAt: Date | null;
}

export interface PasswordCredentialRow extends PasswordCredential {
  /** The longest life, in days, by which a notice of the password's end was decided; 0: by none yet. */
  judgedDays: number;
  /** When it was last decided whether to remind of a second factor; null: never. */
  factorJudgedAt: Date | null;
}

interface PasswordHistoryRow {
  personId: string;
  hash: string;
  retiredAt: Date;
}

const nullable = { nullable: true };
const person = (table: string) => references(table, 'person_id', 'Person', 'CASCADE');

export const PasswordCredentialSchema = new EntitySchema<PasswordCredentialRow>({
  name: 'PasswordCredential',
  tableName: 'password_credential',
  columns: columns<PasswordCredentialRow>({
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'password_credential_pkey',
      ...person('password_credential'),
    }),
    hash: text('hash'),
    mustChange: boolean('must_change'),
    changedAt: timestamp('changed_at'),
    isLong: boolean('is_long', { default: true }),
    judgedDays: integer('judged_days', { default: 0 }),
    factorJudgedAt: timestamp('factor_judged_at', nullable),
  }),
  indices: [{ name: 'password_credential_changed_at_idx', columns: ['changedAt'] }],
});

export const PasswordHistorySchema = new EntitySchema<PasswordHistoryRow>({
  name: 'PasswordHistory',
  tableName: 'password_history',
  columns: columns<PasswordHistoryRow>({
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'password_history_pkey',
      ...person('password_history'),
    }),
    // Salted, so that no two are alike.
    hash: text('hash', { primary: true, primaryKeyConstraintName: 'password_history_pkey' }),
    retiredAt: timestamp('retired_at'),
  }),
});

export const ThrottleSchema = new EntitySchema<ThrottleRow>({
  name: 'Throttle',
  tableName: 'throttle',
  columns: columns<ThrottleRow>({
    key: text('key', { primary: true, primaryKeyConstraintName: 'throttle_pkey' }),
    failures: integer('failures'),
    windowEndsAt: timestamp('window_ends_at'),
  }),
  indices: [{ name: 'throttle_window_ends_at_idx', columns: ['windowEndsAt'] }],
});

export const PasswordResetSchema = new EntitySchema<PasswordResetRow>({
  name: 'PasswordReset',
  tableName: 'password_reset',
  columns: columns<PasswordResetRow>({
    tokenHash: text('token_hash', { primary: true, primaryKeyConstraintName: 'password_reset_pkey' }),
    personId: uuid('person_id', person('password_reset')),
    purpose: text('purpose'),
    sentTo: text('sent_to'),
    createdAt: timestamp('created_at'),
    expiresAt: timestamp('expires_at'),
    usedAt: timestamp('used_at', nullable),
  }),
  indices: [{ name: 'password_reset_person_id_idx', columns: ['personId'] }],
});

export const AccountActivationSchema = new EntitySchema<AccountActivationRow>({
  name: 'AccountActivation',
  tableName: 'account_activation',
  columns: columns<AccountActivationRow>({
    personId: uuid('person_id', { primary: true, primaryKeyConstraintName: 'account_activation_pkey' }),
    requestedAt: timestamp('requested_at'),
    sentAt: timestamp('sent_at', nullable),
  }),
  indices: [
    { name: 'account_activation_sent_at_idx', columns: ['sentAt'] },
    {
      name: 'account_activation_unsent_idx',
      columns: ['requestedAt', 'personId'],
      where: 'sent_at is null',
    },
  ],
});

export const SignInSchema = new EntitySchema<PendingSignIn>({
  name: 'SignIn',
  tableName: 'sign_in',
  columns: columns<PendingSignIn>({
    uid: text('uid', { primary: true, primaryKeyConstraintName: 'sign_in_pkey' }),
    personId: uuid('person_id', person('sign_in')),
    completed: jsonb('completed'),
    expiresAt: timestamp('expires_at'),
  }),
});

export const SessionSchema = new EntitySchema<Session>({
  name: 'Session',
  tableName: 'session',
  columns: columns<Session>({
    uid: text('uid', { primary: true, primaryKeyConstraintName: 'session_pkey' }),
    personId: uuid('person_id', person('session')),
    signedInAt: timestamp('signed_in_at'),
    seenAt: timestamp('seen_at'),
    endedAt: timestamp('ended_at', nullable),
    endReason: text('end_reason', nullable),
    address: text('address', nullable),
    userAgent: text('user_agent', nullable),
  }),
  indices: [
    { name: 'session_person_id_idx', columns: ['personId'] },
    { name: 'session_open_idx', columns: ['signedInAt', 'personId'], where: 'ended_at is null' },
  ],
});

import { EntitySchema } from 'typeorm';
import { columns, integer, jsonb, text, timestamp, uuid } from '../columns.ts';

/** One table for every model of oidc-provider. */
export interface OidcModelRow {
  model: string;
  id: string;
  payload: Record<string, unknown>;
  uid: string | null;
  userCode: string | null;
  grantId: string | null;
  sessionUid: string | null;
  accountId: string | null;
  clientId: string | null;
  consumedAt: Date | null;
  expiresAt: Date | null;
  /** Of a consent: what its client was last told of the person's roles. */
  roleDigest: string | null;
}

/** A queued delivery; its content is sealed, and wiped once it has arrived. */
export interface OutboxTableRow {
  id: string;
  kind: string;
  destination: string;
  sessionUid: string | null;
  delivery: string | null;
  createdAt: Date;
  attempts: number;
  dueAt: Date | null;
  deliveredAt: Date | null;
  failedAt: Date | null;
  lastError: string | null;
}

const nullable = { nullable: true };
const lookup = (columnName: keyof OidcModelRow & string, sqlName: string) => ({
  name: `oidc_model_${sqlName}_idx`,
  columns: [columnName],
  where: `${sqlName} is not null`,
});

export const OidcModelSchema = new EntitySchema<OidcModelRow>({
  name: 'OidcModel',
  tableName: 'oidc_model',
  columns: columns<OidcModelRow>({
    model: text('model', { primary: true, primaryKeyConstraintName: 'oidc_model_pkey' }),
    id: text('id', { primary: true, primaryKeyConstraintName: 'oidc_model_pkey' }),
    payload: jsonb('payload'),
    uid: text('uid', nullable),
    userCode: text('user_code', nullable),
    grantId: text('grant_id', nullable),
    sessionUid: text('session_uid', nullable),
    accountId: text('account_id', nullable),
    clientId: text('client_id', nullable),
    consumedAt: timestamp('consumed_at', nullable),
    expiresAt: timestamp('expires_at', nullable),
    roleDigest: text('role_digest', nullable),
  }),
  indices: [
    lookup('uid', 'uid'),
    lookup('userCode', 'user_code'),
    lookup('grantId', 'grant_id'),
    lookup('sessionUid', 'session_uid'),
    lookup('accountId', 'account_id'),
    { name: 'oidc_model_expires_at_idx', columns: ['expiresAt'] },
    { name: 'oidc_model_consent_client_id_idx', columns: ['clientId'], where: `model = 'Grant'` },
  ],
});

export const OutboxSchema = new EntitySchema<OutboxTableRow>({
  name: 'Outbox',
  tableName: 'outbox',
  columns: columns<OutboxTableRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'outbox_pkey' }),
    kind: text('kind'),
    destination: text('destination'),
    sessionUid: text('session_uid', nullable),
    delivery: text('delivery', nullable),
    createdAt: timestamp('created_at'),
    attempts: integer('attempts'),
    dueAt: timestamp('due_at', nullable),
    deliveredAt: timestamp('delivered_at', nullable),
    failedAt: timestamp('failed_at', nullable),
    lastError: text('last_error', nullable),
  }),
  indices: [
    { name: 'outbox_due_at_idx', columns: ['dueAt'], where: 'due_at is not null' },
    { name: 'outbox_session_uid_idx', columns: ['sessionUid'], where: 'session_uid is not null' },
    { name: 'outbox_created_at_idx', columns: ['createdAt'] },
    { name: 'outbox_undelivered_idx', columns: ['createdAt', 'id'], where: 'delivered_at is null' },
  ],
});

import { EntitySchema } from 'typeorm';
import type { TotpCredential, TotpEnrolment } from '../../domain/authentication/totp-store.ts';
import { bigint, columns, references, text, timestamp, uuid } from '../columns.ts';

interface RecoveryCodeRow {
  personId: string;
  hash: string;
  madeAt: Date;
  usedAt: Date | null;
}

const person = (table: string) => references(table, 'person_id', 'Person', 'CASCADE');
const key = (table: string) => ({ primary: true, primaryKeyConstraintName: `${table}_pkey` });

export const TotpCredentialSchema = new EntitySchema<TotpCredential>({
  name: 'TotpCredential',
  tableName: 'totp_credential',
  columns: columns<TotpCredential>({
    personId: uuid('person_id', { ...key('totp_credential'), ...person('totp_credential') }),
    secret: text('secret'),
    lastStep: bigint('last_step'),
    enrolledAt: timestamp('enrolled_at'),
  }),
});

export const TotpEnrolmentSchema = new EntitySchema<TotpEnrolment>({
  name: 'TotpEnrolment',
  tableName: 'totp_enrolment',
  columns: columns<TotpEnrolment>({
    personId: uuid('person_id', { ...key('totp_enrolment'), ...person('totp_enrolment') }),
    context: text('context', key('totp_enrolment')),
    secret: text('secret'),
    expiresAt: timestamp('expires_at'),
  }),
  indices: [{ name: 'totp_enrolment_expires_at_idx', columns: ['expiresAt'] }],
});

export const RecoveryCodeSchema = new EntitySchema<RecoveryCodeRow>({
  name: 'RecoveryCode',
  tableName: 'recovery_code',
  columns: columns<RecoveryCodeRow>({
    personId: uuid('person_id', { ...key('recovery_code'), ...person('recovery_code') }),
    hash: text('hash', key('recovery_code')),
    madeAt: timestamp('made_at'),
    usedAt: timestamp('used_at', { nullable: true }),
  }),
});

import { EntitySchema } from 'typeorm';
import { columns, references, text, timestamp, uuid } from '../columns.ts';

export interface ActivityRow {
  personId: string;
  lastSignInAt: Date | null;
  /** Null while the account may not lie dormant; flags and ends go with it. */
  countedFrom: Date | null;
  flaggedAt: Date | null;
  closesAt: Date | null;
  /** When it was last closed for lying dormant. */
  closedAt: Date | null;
}

export const ActivitySchema = new EntitySchema<ActivityRow>({
  name: 'Activity',
  tableName: 'account_activity',
  columns: columns<ActivityRow>({
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'account_activity_pkey',
      ...references('account_activity', 'person_id', 'Person', 'CASCADE'),
    }),
    lastSignInAt: timestamp('last_sign_in_at', { nullable: true }),
    countedFrom: timestamp('counted_from', { nullable: true }),
    flaggedAt: timestamp('flagged_at', { nullable: true }),
    closesAt: timestamp('closes_at', { nullable: true }),
    closedAt: timestamp('closed_at', { nullable: true }),
  }),
});

/** Days on which an alarm was raised. */
export const DormancyAlarmSchema = new EntitySchema<{ day: string }>({
  name: 'DormancyAlarm',
  tableName: 'dormancy_alarm',
  columns: columns<{ day: string }>({
    day: text('day', { primary: true, primaryKeyConstraintName: 'dormancy_alarm_pkey' }),
  }),
});

/** When a person got tokens of a relying party. */
export interface ClientUseRow {
  personId: string;
  clientId: string;
  firstUsedAt: Date;
  /** To the day: one statement a day writes it. */
  lastUsedAt: Date;
}

export const ClientUseSchema = new EntitySchema<ClientUseRow>({
  name: 'ClientUse',
  tableName: 'client_use',
  columns: columns<ClientUseRow>({
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'client_use_pkey',
      ...references('client_use', 'person_id', 'Person', 'CASCADE'),
    }),
    clientId: text('client_id', {
      primary: true,
      primaryKeyConstraintName: 'client_use_pkey',
      ...references('client_use', 'client_id', 'Client', 'CASCADE'),
    }),
    firstUsedAt: timestamp('first_used_at'),
    lastUsedAt: timestamp('last_used_at'),
  }),
  indices: [{ name: 'client_use_client_id_idx', columns: ['clientId', 'lastUsedAt'] }],
});

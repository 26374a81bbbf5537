import { EntitySchema } from 'typeorm';
import type { Mailbox } from '../../domain/directory/mailbox.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { Position } from '../../domain/directory/position.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import { boolean, columns, date, jsonb, references, text, timestamp, uuid } from '../columns.ts';

/** A person as stored: the citizen id only sealed, and hashed for uniqueness. */
export interface PersonRow extends Omit<Person, 'citizenId'> {
  citizenIdSealed: string | null;
  citizenIdHash: string | null;
}

/** An appointment as stored; `from` is a word of SQL. */
export interface AppointmentRow {
  id: string;
  personId: string;
  unitId: string;
  positionId: string;
  isMain: boolean;
  isActing: boolean;
  validFrom: string | null;
  validUntil: string | null;
}

/** A mailbox as stored; its stewards have rows of their own. */
export type MailboxRow = Omit<Mailbox, 'stewardIds'>;

export interface MailboxStewardRow {
  mailboxId: string;
  personId: string;
}

/** What people search reads, derived from a person and the units of all appointments. */
export interface PersonSearchRow {
  personId: string;
  /** `nameSortKey` */
  sortKey: string;
  status: string;
  /** `searchText` */
  text: string;
  /** The same with its diacritics. */
  marked: string;
}

const nullable = { nullable: true };

export const UnitSchema = new EntitySchema<Unit>({
  name: 'Unit',
  tableName: 'unit',
  columns: columns<Unit>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'unit_pkey' }),
    code: text('code'),
    formerCodes: jsonb('former_codes'),
    name: text('name'),
    shortName: text('short_name', nullable),
    parentId: uuid('parent_id', {
      ...nullable,
      foreignKey: {
        name: 'unit_parent_id_fkey',
        target: 'Unit',
        inverseSide: 'id',
        onDelete: 'RESTRICT',
        deferrable: 'INITIALLY DEFERRED',
      },
    }),
    kind: text('kind', nullable),
    validFrom: date('valid_from', nullable),
    validUntil: date('valid_until', nullable),
    replacedBy: text('replaced_by', nullable),
  }),
  uniques: [{ name: 'unit_code_key', columns: ['code'] }],
});

export const PositionSchema = new EntitySchema<Position>({
  name: 'Position',
  tableName: 'position',
  columns: columns<Position>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'position_pkey' }),
    code: text('code'),
    name: text('name'),
  }),
  uniques: [{ name: 'position_code_key', columns: ['code'] }],
});

export const PersonSchema = new EntitySchema<PersonRow>({
  name: 'Person',
  tableName: 'person',
  columns: columns<PersonRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'person_pkey' }),
    employeeNo: text('employee_no', nullable),
    fullName: text('full_name'),
    familyName: text('family_name'),
    middleName: text('middle_name', nullable),
    givenName: text('given_name'),
    birthDate: date('birth_date', nullable),
    gender: text('gender', nullable),
    citizenIdSealed: text('citizen_id_sealed', nullable),
    citizenIdHash: text('citizen_id_hash', nullable),
    email: text('email', nullable),
    phone: text('phone', nullable),
    category: text('category', nullable),
    status: text('status'),
    title: text('title', nullable),
    rankCode: text('rank_code', nullable),
    disabledAt: timestamp('disabled_at', nullable),
  }),
  uniques: [
    { name: 'person_employee_no_key', columns: ['employeeNo'] },
    { name: 'person_citizen_id_hash_key', columns: ['citizenIdHash'], deferrable: 'INITIALLY DEFERRED' },
    { name: 'person_email_key', columns: ['email'], deferrable: 'INITIALLY DEFERRED' },
  ],
  // Of an expression, which is beyond the schema builder; the migration makes it.
  indices: [{ name: 'person_login_idx', columns: ['email'], synchronize: false }],
});

/** Accounts that no file may close. */
export const ProtectedPersonSchema = new EntitySchema<{ personId: string }>({
  name: 'ProtectedPerson',
  tableName: 'protected_person',
  columns: columns<{ personId: string }>({
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'protected_person_pkey',
      ...references('protected_person', 'person_id', 'Person', 'CASCADE'),
    }),
  }),
});

/** People whom a provisioning client removed. */
export const DeprovisionedPersonSchema = new EntitySchema<{ personId: string }>({
  name: 'DeprovisionedPerson',
  tableName: 'deprovisioned_person',
  columns: columns<{ personId: string }>({
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'deprovisioned_person_pkey',
      ...references('deprovisioned_person', 'person_id', 'Person', 'CASCADE'),
    }),
  }),
});

export const PersonSearchSchema = new EntitySchema<PersonSearchRow>({
  name: 'PersonSearch',
  tableName: 'person_search',
  columns: columns<PersonSearchRow>({
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'person_search_pkey',
      ...references('person_search', 'person_id', 'Person', 'CASCADE'),
    }),
    // Both compare byte by byte, as their makers in the domain compare.
    sortKey: text('sort_key', { collation: 'C' }),
    status: text('status'),
    text: text('text', { collation: 'C' }),
    marked: text('marked', { collation: 'C' }),
  }),
  indices: [
    { name: 'person_search_sort_key_idx', columns: ['sortKey', 'personId'] },
    { name: 'person_search_status_idx', columns: ['status', 'sortKey', 'personId'] },
    // Its kind (GIN of trigrams) is beyond the schema builder; the migration makes it.
    { name: 'person_search_text_idx', columns: ['text'], synchronize: false },
  ],
});

export const AppointmentSchema = new EntitySchema<AppointmentRow>({
  name: 'Appointment',
  tableName: 'appointment',
  columns: columns<AppointmentRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'appointment_pkey' }),
    personId: uuid('person_id', references('appointment', 'person_id', 'Person', 'CASCADE')),
    unitId: uuid('unit_id', references('appointment', 'unit_id', 'Unit')),
    positionId: uuid('position_id', references('appointment', 'position_id', 'Position')),
    isMain: boolean('is_main'),
    isActing: boolean('is_acting'),
    validFrom: date('valid_from', nullable),
    validUntil: date('valid_until', nullable),
  }),
  indices: [
    { name: 'appointment_person_id_idx', columns: ['personId'] },
    { name: 'appointment_unit_id_idx', columns: ['unitId'] },
    {
      name: 'appointment_main_unit_idx',
      columns: ['unitId', 'personId', 'validFrom', 'validUntil'],
      where: 'is_main',
    },
    {
      name: 'appointment_position_idx',
      columns: ['positionId', 'personId', 'unitId', 'validFrom', 'validUntil'],
    },
  ],
});

export const MailboxSchema = new EntitySchema<MailboxRow>({
  name: 'Mailbox',
  tableName: 'mailbox',
  columns: columns<MailboxRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'mailbox_pkey' }),
    address: text('address'),
    kind: text('kind'),
    personId: uuid('person_id', { ...nullable, ...references('mailbox', 'person_id', 'Person', 'SET NULL') }),
    name: text('name', nullable),
  }),
  uniques: [{ name: 'mailbox_address_key', columns: ['address'] }],
  indices: [{ name: 'mailbox_person_id_idx', columns: ['personId'] }],
});

export const MailboxStewardSchema = new EntitySchema<MailboxStewardRow>({
  name: 'MailboxSteward',
  tableName: 'mailbox_steward',
  columns: columns<MailboxStewardRow>({
    mailboxId: uuid('mailbox_id', {
      primary: true,
      primaryKeyConstraintName: 'mailbox_steward_pkey',
      ...references('mailbox_steward', 'mailbox_id', 'Mailbox', 'CASCADE'),
    }),
    personId: uuid('person_id', {
      primary: true,
      primaryKeyConstraintName: 'mailbox_steward_pkey',
      ...references('mailbox_steward', 'person_id', 'Person', 'CASCADE'),
    }),
  }),
  indices: [{ name: 'mailbox_steward_person_id_idx', columns: ['personId'] }],
});

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything the first landing stores: directory, roles, credentials, sessions, protocol state, audit, outbox. */
export class SignInOnce1795300000000 implements MigrationInterface {
  readonly name = 'SignInOnce1795300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The first migration has no way back: restore a backup instead');
  }
}

// Deferred where one import may swap two rows' values, or name a parent before it is there.
const directory = [
  `create table unit (
    id uuid constraint unit_pkey primary key,
    code text not null constraint unit_code_key unique,
    name text not null,
    short_name text,
    parent_id uuid constraint unit_parent_id_fkey references unit (id) on delete restrict
      deferrable initially deferred,
    kind text,
    valid_from date,
    valid_until date,
    replaced_by text
  )`,
  `create table position (
    id uuid constraint position_pkey primary key,
    code text not null constraint position_code_key unique,
    name text not null
  )`,
  `create table person (
    id uuid constraint person_pkey primary key,
    employee_no text constraint person_employee_no_key unique,
    full_name text not null,
    family_name text not null,
    middle_name text,
    given_name text not null,
    birth_date date,
    gender text,
    citizen_id_sealed text,
    citizen_id_hash text constraint person_citizen_id_hash_key unique deferrable initially deferred,
    email text constraint person_email_key unique deferrable initially deferred,
    phone text,
    category text,
    status text not null,
    title text,
    rank_code text,
    disabled_at timestamptz
  )`,
  `create table appointment (
    id uuid constraint appointment_pkey primary key,
    person_id uuid not null constraint appointment_person_id_fkey references person (id) on delete cascade,
    unit_id uuid not null constraint appointment_unit_id_fkey references unit (id) on delete restrict,
    position_id uuid not null constraint appointment_position_id_fkey references position (id) on delete restrict,
    is_main boolean not null,
    valid_from date,
    valid_until date
  )`,
  'create index appointment_person_id_idx on appointment (person_id)',
  'create index appointment_unit_id_idx on appointment (unit_id)',
  `create table mailbox (
    id uuid constraint mailbox_pkey primary key,
    address text not null constraint mailbox_address_key unique,
    kind text not null,
    person_id uuid constraint mailbox_person_id_fkey references person (id) on delete set null,
    name text
  )`,
  'create index mailbox_person_id_idx on mailbox (person_id)',
];

const roles = [
  `create table client (
    id text constraint client_pkey primary key,
    metadata jsonb not null,
    secret_hash text,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create table role (
    id uuid constraint role_pkey primary key,
    client_id text not null constraint role_client_id_fkey references client (id) on delete cascade,
    code text not null,
    name text not null,
    name_en text,
    is_privileged boolean not null,
    extent text not null,
    constraint role_client_id_code_key unique (client_id, code)
  )`,
  `create table role_grant (
    id uuid constraint role_grant_pkey primary key,
    role_id uuid not null constraint role_grant_role_id_fkey references role (id) on delete cascade,
    person_id uuid constraint role_grant_person_id_fkey references person (id) on delete cascade,
    unit_id uuid constraint role_grant_unit_id_fkey references unit (id) on delete restrict,
    includes_subtree boolean not null,
    position_id uuid constraint role_grant_position_id_fkey references position (id) on delete restrict,
    extent_unit_id uuid constraint role_grant_extent_unit_id_fkey references unit (id) on delete restrict,
    valid_from timestamptz,
    valid_until timestamptz,
    decision text,
    reason text,
    granted_by text not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    revoked_by text
  )`,
  'create index role_grant_role_id_idx on role_grant (role_id)',
  'create index role_grant_person_id_idx on role_grant (person_id)',
  'create index role_grant_unit_id_idx on role_grant (unit_id)',
  'create index role_grant_position_id_idx on role_grant (position_id)',
];

const authentication = [
  `create table password_credential (
    person_id uuid constraint password_credential_pkey primary key
      constraint password_credential_person_id_fkey references person (id) on delete cascade,
    hash text not null,
    must_change boolean not null,
    changed_at timestamptz not null
  )`,
  `create table throttle (
    key text constraint throttle_pkey primary key,
    failures integer not null,
    window_ends_at timestamptz not null
  )`,
  'create index throttle_window_ends_at_idx on throttle (window_ends_at)',
  `create table password_reset (
    token_hash text constraint password_reset_pkey primary key,
    person_id uuid not null constraint password_reset_person_id_fkey references person (id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  'create index password_reset_person_id_idx on password_reset (person_id)',
  `create table sign_in (
    uid text constraint sign_in_pkey primary key,
    person_id uuid not null constraint sign_in_person_id_fkey references person (id) on delete cascade,
    password_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create table session (
    uid text constraint session_pkey primary key,
    person_id uuid not null constraint session_person_id_fkey references person (id) on delete cascade,
    signed_in_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz,
    end_reason text,
    address text,
    user_agent text
  )`,
  'create index session_person_id_idx on session (person_id)',
];

const protocol = [
  // `id` is a hash for everything whose id is itself a credential: a dump of this table opens nothing.
  `create table oidc_model (
    model text not null,
    id text not null,
    payload jsonb not null,
    uid text,
    user_code text,
    grant_id text,
    session_uid text,
    account_id text,
    client_id text,
    consumed_at timestamptz,
    expires_at timestamptz,
    constraint oidc_model_pkey primary key (model, id)
  )`,
  'create index oidc_model_uid_idx on oidc_model (uid) where uid is not null',
  'create index oidc_model_user_code_idx on oidc_model (user_code) where user_code is not null',
  'create index oidc_model_grant_id_idx on oidc_model (grant_id) where grant_id is not null',
  'create index oidc_model_session_uid_idx on oidc_model (session_uid) where session_uid is not null',
  'create index oidc_model_account_id_idx on oidc_model (account_id) where account_id is not null',
  'create index oidc_model_expires_at_idx on oidc_model (expires_at)',
];

const audit = [
  `create table audit_event (
    seq bigint constraint audit_event_pkey primary key,
    at timestamptz not null,
    type text not null,
    actor jsonb not null,
    person_id text,
    client_id text,
    network text,
    support_code text,
    details jsonb,
    previous_hash text not null,
    hash text not null
  )`,
  'create index audit_event_person_id_idx on audit_event (person_id, seq) where person_id is not null',
  'create index audit_event_support_code_idx on audit_event (support_code) where support_code is not null',
  `create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'audit_event is append-only';
    end
  $$`,
  `create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function refuse_audit_change()`,
];

const outbox = [
  `create table outbox (
    id uuid constraint outbox_pkey primary key,
    kind text not null,
    destination text not null,
    session_uid text,
    delivery text,
    created_at timestamptz not null,
    attempts integer not null,
    due_at timestamptz,
    delivered_at timestamptz,
    failed_at timestamptz,
    last_error text
  )`,
  'create index outbox_due_at_idx on outbox (due_at) where due_at is not null',
  'create index outbox_session_uid_idx on outbox (session_uid) where session_uid is not null',
];

const statements = [...directory, ...roles, ...authentication, ...protocol, ...audit, ...outbox];

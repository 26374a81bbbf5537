import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Access reviews with their frozen items, and when people last used which relying party. */
export class Reviews1795600500000 implements MigrationInterface {
  readonly name = 'Reviews1795600500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table client_use (
      person_id uuid not null constraint client_use_person_id_fkey references person (id) on delete cascade,
      client_id text not null constraint client_use_client_id_fkey references client (id) on delete cascade,
      first_used_at timestamptz not null,
      last_used_at timestamptz not null,
      constraint client_use_pkey primary key (person_id, client_id)
    )`);
    await runner.query(`create table review (
      id uuid constraint review_pkey primary key,
      name text not null,
      unit_id uuid constraint review_unit_id_fkey references unit (id) on delete restrict,
      client_id text,
      scope_code text not null,
      scope_name text not null,
      reviewer_ids jsonb not null,
      overdue_rule text not null,
      changed_since timestamptz not null,
      unused_days integer not null,
      opened_at timestamptz not null,
      opened_by text not null,
      due_on date not null,
      overdue_at timestamptz,
      closed_at timestamptz,
      closed_by text,
      record_sha256 text,
      reminded_early_at timestamptz,
      reminded_due_at timestamptz
    )`);
    // No reference to what may be removed later: the record stays.
    await runner.query(`create table review_item (
      review_id uuid not null constraint review_item_review_id_fkey references review (id) on delete cascade,
      number integer not null,
      role_grant_id uuid not null,
      client_id text not null,
      role_code text not null,
      role_name text not null,
      person_id uuid,
      person_name text,
      employee_no text,
      unit_code text,
      unit_name text,
      includes_subtree boolean not null,
      position_name text,
      category text,
      extent_code text,
      extent_name text,
      valid_until timestamptz,
      decision text,
      granted_by text not null,
      granted_by_name text,
      granted_at timestamptz not null,
      last_used_at timestamptz,
      peers integer not null,
      peers_with_role integer not null,
      signals jsonb not null,
      verdict text,
      note text,
      decided_at timestamptz,
      decided_by text,
      constraint review_item_pkey primary key (review_id, number)
    )`);
    // Rules are few among role grants to people, and a review asks for those of many roles at once.
    await runner.query('create index role_grant_rule_idx on role_grant (role_id) where person_id is null');
    // The guard of a day asks what the system decided lately.
    await runner.query('create index review_item_decided_by_idx on review_item (decided_by, decided_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index role_grant_rule_idx');
    await runner.query('drop table review_item');
    await runner.query('drop table review');
    await runner.query('drop table client_use');
  }
}

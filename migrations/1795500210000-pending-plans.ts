import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps plans that wait for a second person's approval, or for whoever applies them. */
export class PendingPlans1795500210000 implements MigrationInterface {
  readonly name = 'PendingPlans1795500210000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table pending_plan (
      id uuid constraint pending_plan_pkey primary key,
      plan text not null,
      kind text not null,
      state text not null,
      submitted_at timestamptz not null,
      submitted_by text not null,
      decided_at timestamptz,
      decided_by text,
      expires_at timestamptz not null,
      joiners integer not null,
      movers integer not null,
      leavers integer not null,
      changed integer not null,
      guard jsonb not null,
      input text,
      report text
    )`);
    await runner.query('create index pending_plan_plan_idx on pending_plan (plan)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table pending_plan');
  }
}

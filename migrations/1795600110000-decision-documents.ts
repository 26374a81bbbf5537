import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The hash of the document that orders a role grant. */
export class DecisionDocuments1795600110000 implements MigrationInterface {
  readonly name = 'DecisionDocuments1795600110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table role_grant add column decision_sha256 text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table role_grant drop column decision_sha256');
  }
}

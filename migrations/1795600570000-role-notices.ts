import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a client was last told of a person's roles stands with its consent, and is looked up by client. Periods of role
 * grants are looked up by their ends, which change roles by no act.
 */
export class RoleNotices1795600570000 implements MigrationInterface {
  readonly name = 'RoleNotices1795600570000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table oidc_model add column role_digest text');
    await runner.query(
      `create index oidc_model_consent_client_id_idx on oidc_model (client_id) where model = 'Grant'`,
    );
    for (const end of ['valid_from', 'valid_until']) {
      await runner.query(
        `create index role_grant_${end}_idx on role_grant (${end}) where ${end} is not null`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const end of ['valid_from', 'valid_until']) await runner.query(`drop index role_grant_${end}_idx`);
    await runner.query('drop index oidc_model_consent_client_id_idx');
    await runner.query('alter table oidc_model drop column role_digest');
  }
}

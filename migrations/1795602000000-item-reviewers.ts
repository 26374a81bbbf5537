import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who decides on each item of an access review, and what they asked about it. */
export class ItemReviewers1795602000000 implements MigrationInterface {
  readonly name = 'ItemReviewers1795602000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table review_item
      add column reviewer_ids jsonb not null default '[]', add column questions jsonb not null default '[]'`);
    await runner.query('alter table review_item alter column reviewer_ids drop default');
    await runner.query('alter table review_item alter column questions drop default');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table review_item drop column reviewer_ids, drop column questions');
  }
}

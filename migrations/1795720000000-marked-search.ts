import type { MigrationInterface, QueryRunner } from 'typeorm';
import { renewEveryone } from '../src/storage/person-search-rows.ts';

/** What people are found by as it is written, for searches that mind diacritics; the rows of all people are written anew. */
export class MarkedSearch1795720000000 implements MigrationInterface {
  readonly name = 'MarkedSearch1795720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table person_search add column marked text collate "C" not null default ''`);
    await runner.query('alter table person_search alter column marked drop default');
    // An index is built several times faster than it grows.
    await runner.query('drop index person_search_text_idx');
    await renewEveryone(runner);
    await runner.query('create index person_search_text_idx on person_search using gin (text gin_trgm_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person_search drop column marked');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people search reads: one row a person, derived from the person and the units of all appointments. The rows are
 * written by `MarkedSearch`, which adds the last of their columns.
 */
export class PeopleSearch1795400000000 implements MigrationInterface {
  readonly name = 'PeopleSearch1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    // Trusted since PostgreSQL 13: the owner of the database may add it.
    await runner.query('create extension if not exists pg_trgm');
    for (const statement of table) await runner.query(statement);
    for (const statement of indexes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table person_search');
  }
}

const table = [
  `create table person_search (
    person_id uuid constraint person_search_pkey primary key
      constraint person_search_person_id_fkey references person (id) on delete cascade,
    sort_key text collate "C" not null,
    status text not null,
    text text collate "C" not null
  )`,
];

const indexes = [
  'create index person_search_sort_key_idx on person_search (sort_key, person_id)',
  'create index person_search_status_idx on person_search (status, sort_key, person_id)',
  'create index person_search_text_idx on person_search using gin (text gin_trgm_ops)',
];

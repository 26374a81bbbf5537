import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers in which people have signed in, and for how long these stand in for a one-time code. */
export class KnownDevices1795608000000 implements MigrationInterface {
  readonly name = 'KnownDevices1795608000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table known_device (
      id uuid constraint known_device_pkey primary key,
      person_id uuid not null
        constraint known_device_person_id_fkey references person (id) on delete cascade,
      token_hash text not null,
      user_agent text,
      address text not null,
      created_at timestamptz not null,
      last_used_at timestamptz not null,
      trusted_until timestamptz,
      expires_at timestamptz not null,
      constraint known_device_token_hash_person_id_key unique (token_hash, person_id)
    )`);
    await runner.query('create index known_device_person_id_idx on known_device (person_id)');
    await runner.query('create index known_device_expires_at_idx on known_device (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table known_device');
  }
}

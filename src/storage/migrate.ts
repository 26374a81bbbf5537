import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/list.ts';
import type { Database } from './database.ts';

/** Any constant serves; two nodes that start together agree on it. */
const MIGRATION_LOCK = 7_236_001;

export interface MigrationStatus {
  name: string;
  isApplied: boolean;
}

/** The database was migrated by a newer version of the product. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';
  constructor(names: string[]) {
    super(
      `The database has migrations that this version does not know (${names.join(', ')}). ` +
        'Start the newer version, or restore a backup made by this one.',
    );
  }
}

/**
 * Brings the schema up to date; nodes that start together do it one after the other.
 * @returns the names of the migrations that ran now
 * @throws NewerSchemaError when the database is ahead of the code
 */
export async function migrate({ source, kind }: Database): Promise<string[]> {
  const run = async () => {
    await refuseNewerSchema(source);
    return (await source.runMigrations({ transaction: 'each' })).map(({ name }) => name);
  };
  // The embedded database has one session and one process: its directory lock is enough.
  if (kind === 'embedded') return run();
  const guard = source.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await run();
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await guard.release();
  }
}

/** Every migration the code knows, and whether the database has it. */
export async function migrationStatus({ source }: Database): Promise<MigrationStatus[]> {
  await refuseNewerSchema(source);
  const applied = await appliedNames(source);
  return migrations.map(({ name }) => ({ name, isApplied: applied.includes(name) }));
}

async function refuseNewerSchema(source: DataSource): Promise<void> {
  const known = new Set(migrations.map(({ name }) => name));
  const newer = (await appliedNames(source)).filter((name) => !known.has(name));
  if (newer.length > 0) throw new NewerSchemaError(newer);
}

async function appliedNames(source: DataSource): Promise<string[]> {
  const [table] = await source.query<{ exists: string | null }[]>(
    `select to_regclass('migrations')::text as exists`,
  );
  if (!table?.exists) return [];
  const rows = await source.query<{ name: string }[]>('select name from migrations order by id');
  return rows.map(({ name }) => name);
}

import type { DataSource } from 'typeorm';

/** What a fresh, migrated database holds. */
export interface Template {
  /** Changes with every change of the schema, also with one that is taken back. */
  schema: string;
  /** The rows that migrations put in, as JSON, by table. */
  rows: ReadonlyMap<string, string>;
}

const TABLES = `select oid::regclass::text as name from pg_class
  where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migrations'`;

// What users make has ids from 16384 on. Of tables and indexes the rows themselves change whenever one is emptied.
const SCHEMA = `select md5(string_agg(part, ',' order by part)) as schema from (
  select 'relation ' || oid || relname as part from pg_class where relnamespace = 'public'::regnamespace
  union all select 'column ' || attrelid || attname || xmin from pg_attribute where attrelid >= 16384
  union all select 'default ' || oid || xmin from pg_attrdef
  union all select 'constraint ' || oid || xmin from pg_constraint where oid >= 16384
  union all select 'trigger ' || oid || xmin from pg_trigger
  union all select 'function ' || oid || xmin from pg_proc where oid >= 16384
  union all select 'migration ' || id || xmin from migrations) as parts`;

export async function readTemplate(source: DataSource): Promise<Template> {
  const rows = new Map<string, string>();
  for (const table of await filledTables(source)) {
    const [found] = await source.query<{ rows: string | null }[]>(
      `select json_agg(row)::text as rows from ${table} as row`,
    );
    if (found?.rows) rows.set(table, found.rows);
  }
  return { schema: await schemaOf(source), rows };
}

/**
 * Makes a database that somebody has used like a fresh one, on its only connection.
 * @returns false when its schema is no longer that of the template: it cannot be made so
 */
export async function emptyDatabase(source: DataSource, { schema, rows }: Template): Promise<boolean> {
  await source.query('rollback');
  await source.query('discard all');
  if ((await schemaOf(source)) !== schema) return false;
  // The audit log refuses to be emptied, by a trigger.
  await source.query('set session_replication_role = replica');
  const filled = await filledTables(source);
  if (filled.length > 0) await source.query(`truncate ${filled.join(', ')} restart identity cascade`);
  for (const [table, json] of rows)
    await source.query(
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`,
      [json],
    );
  await source.query('delete from pg_statistic where starelid >= 16384');
  await source.query('reset session_replication_role');
  return true;
}

async function schemaOf(source: DataSource): Promise<string> {
  const [found] = await source.query<{ schema: string }[]>(SCHEMA);
  return found?.schema ?? '';
}

/** Tables that take room: rows that were deleted, or rolled back, count as well. */
async function filledTables(source: DataSource): Promise<string[]> {
  const found = await source.query<{ name: string }[]>(`${TABLES} and pg_relation_size(oid) > 0`);
  return found.map(({ name }) => name);
}

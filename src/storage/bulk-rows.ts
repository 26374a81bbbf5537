import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { shareTexts } from '../domain/shared-texts.ts';
import { BATCH, writeInBatches } from './batches.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { prepared } from './prepared-statements.ts';

/** Before every random id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Rows of a table; values are bound from `$2` on. */
export interface Selection {
  where: string;
  values: unknown[];
}

/** The whole table, a batch a statement: the mapper's `find` takes seconds and hundreds of megabytes for 100,000. */
export async function loadAll<Row extends ObjectLiteral & { id: string }, Item>(
  manager: EntityManager,
  schema: EntitySchema<Row>,
  toItem: (row: Row) => Item,
  { where, values }: Selection = { where: 'true', values: [] },
): Promise<Item[]> {
  const { tableName } = manager.connection.getMetadata(schema);
  const { read } = jsonRows(manager, schema, shareTexts());
  const items: Item[] = [];
  for (let last = FIRST_ID, rows: JsonRow[] = []; ; last = String(rows.at(-1)?.id)) {
    rows = await manager.query(
      `select * from "${tableName}" where id > $1 and (${where}) order by id limit ${BATCH}`,
      [last, ...values],
    );
    for (const row of rows) items.push(toItem(read(row)));
    if (rows.length < BATCH) return items;
  }
}

/** Inserts or replaces rows by id, a batch a statement: one JSON parameter instead of thousands of values. */
export async function upsert<Item, Row extends ObjectLiteral & { id: string }>(
  manager: EntityManager,
  schema: EntitySchema<Row>,
  items: readonly Item[],
  toRow: (item: Item) => Row,
): Promise<void> {
  const replaced = jsonRows(manager, schema)
    .columnNames.filter((name) => name !== 'id')
    .map((name) => `${name} = excluded.${name}`);
  const onConflict = `on conflict (id) do update set ${replaced.join(', ')}`;
  await write(manager, schema, items, toRow, onConflict);
}

/** Inserts rows that are all new, a batch a statement. */
export async function insertAll<Row extends ObjectLiteral>(
  manager: EntityManager,
  schema: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  await write(manager, schema, rows, (row) => row, '');
}

async function write<Item, Row extends ObjectLiteral>(
  manager: EntityManager,
  schema: EntitySchema<Row>,
  items: readonly Item[],
  toRow: (item: Item) => Row,
  onConflict: string,
): Promise<void> {
  const { tableName } = manager.connection.getMetadata(schema);
  const { columnNames: names, write: toJson } = jsonRows(manager, schema);
  // Quoted: `position` is a word of SQL.
  const text = `insert into "${tableName}" (${names.join(', ')})
    select ${names.join(', ')} from jsonb_populate_recordset(null::"${tableName}", $1::jsonb) ${onConflict}`;
  const statement = prepared(`${onConflict === '' ? 'add' : 'save'}_rows_of_${tableName}`, text);
  await writeInBatches(items, {
    read: (batch) => batch,
    prepare: (batch) => JSON.stringify(batch.map((item) => toJson(toRow(item)))),
    write: (rows) => manager.query(statement, [rows]),
  });
}

/** Deletes rows by id. */
export async function deleteByIds<Row extends ObjectLiteral & { id: string }>(
  manager: EntityManager,
  schema: EntitySchema<Row>,
  ids: string[],
): Promise<void> {
  if (ids.length > 0)
    await manager.createQueryBuilder().delete().from(schema).where('id = any(:ids)', { ids }).execute();
}

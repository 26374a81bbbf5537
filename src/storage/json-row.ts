import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** A row that a statement returned as JSON (`to_jsonb`), keyed by the names of its columns. */
export type JsonRow = Record<string, unknown>;

/**
 * Turns rows of a table between JSON and the domain's shape, by the entity schema: so that one statement can
 * read or write rows of several tables.
 * @param share gives the same text for equal ones, to whoever keeps many rows
 */
export function jsonRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  schema: EntitySchema<Row>,
  share: (text: string) => string = asItIs,
) {
  const columns = manager.connection
    .getMetadata(schema)
    .columns.map(({ databaseName, propertyName, type }) => ({ databaseName, propertyName, type }));
  return {
    read(json: JsonRow): Row {
      // Filled in place: an import reads hundreds of thousands.
      const row: Record<string, unknown> = {};
      for (const { databaseName, propertyName, type } of columns) {
        const value = json[databaseName];
        if (typeof value !== 'string') row[propertyName] = value;
        else row[propertyName] = type === 'timestamptz' ? new Date(value) : share(value);
      }
      return row as Row;
    },
    write(row: Row): JsonRow {
      const json: JsonRow = {};
      for (const { databaseName, propertyName } of columns) json[databaseName] = row[propertyName];
      return json;
    },
    columnNames: columns.map(({ databaseName }) => databaseName),
  };
}

function asItIs(text: string): string {
  return text;
}

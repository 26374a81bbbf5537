import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** A row that a statement returned as JSON (`to_jsonb`), keyed by the names of its columns. */
export type JsonRow = Record<string, unknown>;

/**
 * Turns rows of a table between JSON and the domain's shape, by the entity schema: so that one statement can
 * read or write rows of several tables.
 */
export function jsonRows<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>) {
  const columns = manager.connection
    .getMetadata(schema)
    .columns.map(({ databaseName, propertyName, type }) => ({ databaseName, propertyName, type }));
  return {
    read: (json: JsonRow): Row =>
      Object.fromEntries(
        columns.map(({ databaseName, propertyName, type }) => {
          const value = json[databaseName];
          return [
            propertyName,
            type === 'timestamptz' && typeof value === 'string' ? new Date(value) : value,
          ];
        }),
      ) as Row,
    write: (row: Row): JsonRow =>
      Object.fromEntries(columns.map(({ databaseName, propertyName }) => [databaseName, row[propertyName]])),
    columnNames: columns.map(({ databaseName }) => databaseName),
  };
}

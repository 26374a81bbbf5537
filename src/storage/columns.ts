import type { EntitySchemaColumnOptions } from 'typeorm';

/** The columns of a table; a missing or misspelt one does not compile. */
export const columns = <Row>(map: { [Key in keyof Required<Row>]: EntitySchemaColumnOptions }) => map;

type Options = Omit<EntitySchemaColumnOptions, 'type' | 'name'>;

/** Column of a PostgreSQL type under its snake_case name. */
const column =
  (
    type:
      | 'text'
      | 'uuid'
      | 'boolean'
      | 'integer'
      | 'bigint'
      | 'date'
      | 'timestamptz'
      | 'jsonb'
      | 'numeric'
      | 'bytea',
  ) =>
  (name: string, options: Options = {}): EntitySchemaColumnOptions => ({ ...options, type, name });

export const text = column('text');
export const uuid = column('uuid');
export const boolean = column('boolean');
export const integer = column('integer');
export const bigint = column('bigint');
export const date = column('date');
export const timestamp = column('timestamptz');
export const jsonb = column('jsonb');
export const numeric = column('numeric');
export const bytea = column('bytea');

/** A foreign key with its constraint's name, which the migrations spell out too. */
export const references = (
  table: string,
  columnName: string,
  target: string,
  onDelete: 'CASCADE' | 'RESTRICT' | 'SET NULL' = 'RESTRICT',
): Pick<EntitySchemaColumnOptions, 'foreignKey'> => ({
  foreignKey: { name: `${table}_${columnName}_fkey`, target, inverseSide: 'id', onDelete },
});

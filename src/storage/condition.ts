import type { Comparison, Condition } from '../domain/directory/directory-query.ts';

/**
 * How a field is read in SQL, by an expression that stands for itself. Ids compare exactly, codes and texts without case, all in
 * the order of bytes. Codes are plain ASCII, mostly, and so an index serves them.
 */
export interface FieldColumn {
  sql: string;
  kind: 'text' | 'code' | 'id' | 'boolean';
}

/** Binds a value and returns its place in the statement. */
export type Bind = (value: unknown) => string;

export interface Vocabulary<Field extends string, Related extends string> {
  columns: Readonly<Record<Field, FieldColumn>>;
  bind: Bind;
  /** Whether a row on the other side exists that fulfils a condition. */
  related(one: Condition<Related>): string;
}

/** A condition as a SQL expression that is never null. Values are bound; nothing of the request becomes SQL. */
export function conditionSql<Field extends string, Related extends string>(
  condition: Condition<Field, Related>,
  words: Vocabulary<Field, Related>,
): string {
  switch (condition.op) {
    case 'and':
    case 'or': {
      const parts = condition.all.map((each) => conditionSql(each, words));
      return parts.length === 0 ? String(condition.op === 'and') : `(${parts.join(` ${condition.op} `)})`;
    }
    case 'not':
      return `not (${conditionSql(condition.one, words)})`;
    case 'related':
      return words.related(condition.one);
    case 'present':
      return `${words.columns[condition.field].sql} is not null`;
    default:
      return comparisonSql(condition.op, words.columns[condition.field], words.bind, condition.value);
  }
}

function comparisonSql(op: Comparison, column: FieldColumn, bind: Bind, value: string | boolean): string {
  const left = withoutCase(column.sql, column);
  const bound = column.kind === 'boolean' ? `${bind(value)}::boolean` : `${bind(value)}::text`;
  const right = withoutCase(bound, column);
  if (op === 'ne') return `(${left} <> ${right} or ${column.sql} is null)`;
  // Never null, and yet an index serves it.
  return `(${matchSql(op, left, right)} and ${column.sql} is not null)`;
}

function matchSql(op: Exclude<Comparison, 'ne'>, left: string, right: string): string {
  switch (op) {
    case 'eq':
      return `${left} = ${right}`;
    case 'co':
      return `strpos(${left}, ${right}) > 0`;
    case 'sw':
      return `starts_with(${left}, ${right})`;
    case 'ew':
      return `right(${left}, length(${right})) = ${right}`;
    default:
      return `${left} collate "C" ${ORDER[op]} ${right} collate "C"`;
  }
}

// `lower` of a database in the C locale knows ASCII alone.
const LETTERS = 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ'.normalize('NFC');

/** A value as it is compared and sorted by. */
export function withoutCase(sql: string, { kind }: Pick<FieldColumn, 'kind'>): string {
  if (kind === 'text') return `lower(translate(${sql}, '${LETTERS.toUpperCase()}', '${LETTERS}'))`;
  return kind === 'code' ? `lower(${sql})` : sql;
}

const ORDER = { gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

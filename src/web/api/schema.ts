/** JSON Schema (draft 2020-12), as OpenAPI 3.1 uses it. */
export type Schema = Readonly<Record<string, unknown>>;

/** A schema that the document names; `uses` are the named ones inside it. */
export interface NamedSchema {
  name: string;
  schema: Schema;
  uses?: readonly NamedSchema[];
}

export const text: Schema = { type: 'string' };
export const textOrNull: Schema = { type: ['string', 'null'] };
export const flag: Schema = { type: 'boolean' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const day: Schema = { type: 'string', format: 'date', description: 'a day of Asia/Ho_Chi_Minh' };
export const dayOrNull: Schema = { ...day, type: ['string', 'null'] };
export const moment: Schema = { type: 'string', format: 'date-time' };
export const momentOrNull: Schema = { ...moment, type: ['string', 'null'] };

export function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

export function oneOfOrNull(values: readonly string[]): Schema {
  return { type: ['string', 'null'], enum: [...values, null] };
}

export function arrayOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** An object that has every one of these properties and no other. */
export function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export function reference({ name }: NamedSchema): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A page of a list. */
export function pageOf(item: NamedSchema): NamedSchema {
  const next = { ...textOrNull, description: 'cursor of the following page; null at the end' };
  return {
    name: `${item.name}Page`,
    schema: object({ items: arrayOf(reference(item)), next_cursor: next }),
    uses: [item],
  };
}

export function nullOr(schema: NamedSchema): Schema {
  return { anyOf: [reference(schema), { type: 'null' }] };
}

/** One of two objects. */
export function either(name: string, one: NamedSchema, other: NamedSchema): NamedSchema {
  return { name, schema: { anyOf: [reference(one), reference(other)] }, uses: [one, other] };
}

/** A field of a form that somebody else changed while the form was open, or that the form changes. */
export interface Conflict<Field extends string> {
  field: Field;
  /** When the form was opened. */
  was: string;
  now: string;
  /** Null where it was left as it was. */
  typed: string | null;
}

/**
 * Brings together what two officers did with the same form: of fields that only the other one changed, her values stay;
 * what was typed stays typed, to be sent again knowingly. Pure.
 * @returns the form as it is shown again, and the fields in which the three differ
 */
export function mergeForms<Field extends string>(
  fields: readonly Field[],
  { was, now, typed }: Record<'was' | 'now' | 'typed', Readonly<Record<Field, string>>>,
): { form: Record<Field, string>; conflicts: Conflict<Field>[] } {
  const rows = fields.map((field) => ({
    field,
    was: was[field],
    now: now[field],
    typed: typed[field].trim(),
  }));
  const told = rows.map((row) => ({ ...row, typed: row.typed === row.was ? null : row.typed }));
  return {
    form: Object.fromEntries(
      told.map(({ field, now: value, typed: text }) => [field, text ?? value]),
    ) as Record<Field, string>,
    conflicts: told.filter((row) => row.was !== row.now || row.typed !== null),
  };
}

import type { ErrorDetails } from '../errors.ts';
import type { ClientMetadata } from './client.ts';

/**
 * What differs between two states of a registration, as the details of an audit event: `before_x` beside `x` for each
 * field by its name in the registration, `launcher.title` for a part of one; a list as its words, null for none. Pure.
 */
export function registrationChanges(before: ClientMetadata, after: ClientMetadata): ErrorDetails {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
  return Object.fromEntries(
    names.flatMap((name) => [
      [`before_${name}`, was.get(name) ?? null],
      [name, is.get(name) ?? null],
    ]),
  );
}

function fieldsOf(metadata: ClientMetadata): Map<string, string> {
  const { launcher = {}, ...others } = metadata;
  const parts = Object.entries(launcher).map(([name, value]) => [`launcher.${name}`, value] as const);
  return new Map(
    [...Object.entries(others), ...parts]
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, textOf(value)]),
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import { AD_ACCOUNT } from '../domain/directory/ldap-profiles.ts';
import type { LdapColumn, LdapSearch } from '../domain/directory/ldap-source.ts';
import { type Refusal, type RefusalCode, refusalAt } from '../domain/directory/staff-refusal.ts';
import type { StaffTable, StaffTableRow } from '../domain/directory/staff-table.ts';
import { DomainError } from '../domain/errors.ts';
import { LDAP_LIMITS } from './limits.ts';
import type { LdapEntry } from './paged-search.ts';
import { incomplete, printable } from './refusals.ts';

const ACCOUNT_DISABLED = 2;

/**
 * Turns the entries of a search into a table, in the order of their names; an entry's line is its number in it.
 * An attribute that an entry lacks is an empty cell. Values are a set, so several of them are refused: which one
 * comes first is the server's whim (RFC 4511 section 4.1.7). Only concurrent posts may be several.
 * @param file what reports call the source
 * @throws ldap_incomplete for no entries, ldap_attribute_missing for an attribute that none of them has
 */
export function entryTable(file: string, search: LdapSearch, entries: readonly LdapEntry[]): StaffTable {
  if (entries.length === 0) throw incomplete(search, 'no_entries');
  const header = search.columns.map(({ column }) => column);
  const found = new Set<string>();
  const refused: Refusal[] = [];
  const rows = entries.toSorted(byName).map((entry, index): StaffTableRow => {
    const row = { line: index + 1, entry: printable(entry.dn) };
    const place = { file, ...row, columns: new Map<string, string>() };
    const cells = search.columns.map((column) => {
      const values = valuesOf(entry, column.attribute);
      if (values.length > 0) found.add(column.column);
      const cell = readCell(column, values);
      if (cell.code !== undefined) refused.push(refusalAt(place, column.column, cell.text, cell.code));
      return cell.text;
    });
    return { ...row, cells };
  });
  refuseAbsent(search, found);
  return { file, header, rows, refused };
}

/** The server hides what the bound account may not read: without this, a lost right would empty a column. */
function refuseAbsent({ base, columns }: LdapSearch, found: ReadonlySet<string>): void {
  for (const { column, attribute } of columns)
    if (!found.has(column)) throw new DomainError('ldap_attribute_missing', { base, column, attribute });
}

/** Active Directory gives very many values under a name with a range ([MS-ADTS] section 3.1.1.3.1.3.3). */
function valuesOf({ attributes }: LdapEntry, attribute: string): readonly (string | Buffer)[] {
  const name = attribute.toLowerCase();
  const ranged = [...attributes].filter(([each]) => each.startsWith(`${name};range=`));
  return [...(attributes.get(name) ?? []), ...ranged.flatMap(([, values]) => values)];
}

interface ReadCell {
  text: string;
  code?: RefusalCode;
}

function readCell(column: LdapColumn, values: readonly (string | Buffer)[]): ReadCell {
  const [first = '', ...more] = values.map((value) => readValue(column, value));
  if (first.length > LDAP_LIMITS.valueLength) return { text: first.slice(0, 200), code: 'too_long' };
  if (more.length === 0) return { text: first };
  if (column.column !== 'kiem_nhiem') return { text: first, code: 'several_values' };
  return { text: [first, ...more].sort().join(';') };
}

/** Bytes that are no text hold U+FFFD afterwards, which the rules of staff files refuse. */
function readValue({ attribute, values }: LdapColumn, value: string | Buffer): string {
  const text = (typeof value === 'string' ? value : value.toString('utf8')).normalize('NFC');
  const word = attribute.toLowerCase() === AD_ACCOUNT.attribute ? accountWord(text) : text.trim();
  return values.get(word) ?? word;
}

/** `userAccountControl` is a sum of flags ([MS-ADTS] section 2.2.16); only ADS_UF_ACCOUNT_DISABLE matters here. */
function accountWord(text: string): string {
  if (!/^\d{1,10}$/.test(text)) return text;
  return (Number(text) & ACCOUNT_DISABLED) === 0 ? AD_ACCOUNT.enabled : AD_ACCOUNT.disabled;
}

function byName(one: LdapEntry, other: LdapEntry): number {
  return one.dn < other.dn ? -1 : Number(one.dn > other.dn);
}

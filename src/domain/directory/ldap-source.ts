import { DomainError } from '../errors.ts';
import { FieldReader } from '../field-reader.ts';
import { LDAP_PROFILES, type LdapDefaults } from './ldap-profiles.ts';
import { STAFF_COLUMNS, type StaffColumn } from './staff-columns.ts';

/** A directory server as a source of staff, as its operator describes it in SOURCE.json. */
export interface LdapSource {
  /** `ldap://` or `ldaps://`, host and port; never a name or a password. */
  url: URL;
  /** Begin TLS on a plain connection (RFC 4511 section 4.14). */
  hasStartTls: boolean;
  bindDn: string;
  passwordFile: string;
  /** PEM certificates that are trusted instead of the system's. */
  caFile: string | undefined;
  people: LdapSearch;
  units: LdapSearch | undefined;
  /** The directory holds only some people; whoever it leaves out stays. */
  isPartial: boolean;
  /** Parts that lie on other servers belong to somebody else, so that an answer without them is complete. */
  ignoresReferrals: boolean;
}

/** What is searched for, and what its entries become. */
export interface LdapSearch {
  base: string;
  /** RFC 4515. */
  filter: string;
  columns: readonly LdapColumn[];
}

/** The attribute behind a column of the staff files. */
export interface LdapColumn {
  column: StaffColumn;
  attribute: string;
  /** Other words for some of the attribute's values. */
  values: ReadonlyMap<string, string>;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
// RFC 4512 section 1.4, without options: they would ask for a variant of the attribute.
const ATTRIBUTE = /^([a-z][a-z0-9-]*|\d+(\.\d+)+)$/i;
const NEEDED = { people: ['so_hieu', 'ho_va_ten'], units: ['ma_don_vi', 'ten_don_vi'] } as const;

/**
 * Reads the description of a directory server.
 * @param input the parsed JSON of SOURCE.json
 * @throws ldap_source_invalid with every problem found in `problems`
 */
export function parseLdapSource(input: unknown): LdapSource {
  const reader = new FieldReader(input);
  const defaults = LDAP_PROFILES[reader.oneOf('profile', ['openldap', 'active-directory'], 'openldap')];
  const hasStartTls = reader.boolean('starttls', false);
  const source: LdapSource = {
    url: readUrl(reader, hasStartTls),
    hasStartTls,
    bindDn: reader.text('bind_dn'),
    passwordFile: reader.text('password_file'),
    caFile: reader.optional('ca_file'),
    people: readSearch(reader, 'people', defaults),
    units: reader.nested('units', (nested) => {
      const search = readSearch(nested, 'units', NO_DEFAULTS);
      nested.refuseUnknown([]);
      return search;
    }),
    isPartial: reader.boolean('partial', false),
    ignoresReferrals: reader.boolean('ignore_referrals', false),
  };
  reader.refuseUnknown([]);
  if (reader.problems.length > 0)
    throw new DomainError('ldap_source_invalid', { problems: reader.problems.join('; ') });
  return source;
}

const NO_DEFAULTS: LdapDefaults = { filter: undefined, attributes: new Map(), values: new Map() };

function readUrl(reader: FieldReader, hasStartTls: boolean): URL {
  const text = reader.text('url');
  const isPlainAllowed = reader.boolean('allow_plaintext', false);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const problem = text === '' ? undefined : urlProblem(url, hasStartTls, isPlainAllowed);
  if (problem !== undefined) reader.report('url', problem);
  return url ?? new URL('ldaps://invalid');
}

function urlProblem(url: URL | undefined, hasStartTls: boolean, isPlainAllowed: boolean): string | undefined {
  if (url === undefined || !/^ldaps?:$/.test(url.protocol) || url.hostname === '')
    return 'must be ldaps://HOST or ldap://HOST, with a port if it is another one';
  if (url.username !== '' || url.password !== '') return 'must not carry a name or a password';
  if (!['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '')
    return 'must end after the host and the port';
  if (url.protocol === 'ldaps:')
    return hasStartTls ? 'has TLS already, so starttls must be false' : undefined;
  // The password of the bind would travel in clear.
  return hasStartTls || isPlainAllowed || LOOPBACK.test(url.hostname)
    ? undefined
    : 'is not encrypted: use ldaps:// or "starttls": true ("allow_plaintext": true permits it nevertheless)';
}

function readSearch(reader: FieldReader, kind: 'people' | 'units', defaults: LdapDefaults): LdapSearch {
  const base = reader.text('base');
  const filter = reader.text('filter', defaults.filter);
  if (filter !== '' && !isEnclosed(filter))
    reader.report('filter', 'must stand in parentheses that match (RFC 4515)');
  const attributes = reader.texts('attributes') ?? defaults.attributes;
  const values = readValues(reader, kind, defaults.values);
  for (const column of NEEDED[kind])
    if (!attributes.has(column)) reader.report('attributes', `${column} is required`);
  const columns: LdapColumn[] = [];
  for (const [name, attribute] of attributes) {
    const column = knownColumn(reader, 'attributes', kind, name);
    if (!ATTRIBUTE.test(attribute))
      reader.report('attributes', `${attribute} is not the name of an attribute`);
    if (column !== undefined) columns.push({ column, attribute, values: values.get(column) ?? new Map() });
  }
  return { base, filter, columns };
}

/** Parentheses inside a value are escaped, so all of them count. What else is wrong, the search tells. */
function isEnclosed(filter: string): boolean {
  return filter.startsWith('(') && filter.split('(').length === filter.split(')').length;
}

type Words = ReadonlyMap<StaffColumn, ReadonlyMap<string, string>>;

function readValues(reader: FieldReader, kind: 'people' | 'units', defaults: Words): Words {
  const given = reader.nested('values', (nested) => {
    const words = new Map<StaffColumn, ReadonlyMap<string, string>>();
    for (const column of STAFF_COLUMNS[kind]) {
      const map = nested.texts(column);
      if (map !== undefined) words.set(column, map);
    }
    nested.refuseUnknown([]);
    return words;
  });
  return new Map([...defaults, ...(given ?? [])]);
}

function knownColumn(
  reader: FieldReader,
  field: string,
  kind: 'people' | 'units',
  name: string,
): StaffColumn | undefined {
  const column = STAFF_COLUMNS[kind].find((each) => each === name);
  if (column === undefined)
    reader.report(field, `${name} is not a column of ${kind} (${STAFF_COLUMNS[kind].join(', ')})`);
  return column;
}

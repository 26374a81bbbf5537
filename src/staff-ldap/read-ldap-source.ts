/**
 * The only folder that knows LDAP. It reads a directory server, as its operator described it, into the same tables
 * that staff files become, and refuses every answer that might not be all of it: what is missing looks like people
 * who left. It never writes to the server, never judges what a value means, and never touches the file system.
 */

import type { LdapSearch, LdapSource } from '../domain/directory/ldap-source.ts';
import type { StaffTable } from '../domain/directory/staff-table.ts';
import { type LdapSecrets, withLdapSession } from './connect.ts';
import { entryTable } from './entry-table.ts';
import { type LdapEntry, pagedSearch } from './paged-search.ts';

/**
 * Reads a directory server into a table of people and, where the source names them, one of units.
 * @throws ldap_unreachable, ldap_certificate_untrusted, ldap_bind_refused, ldap_base_not_found,
 *   ldap_attribute_missing, ldap_incomplete, ldap_too_large, ldap_source_invalid
 */
export async function readLdapSource(source: LdapSource, secrets: LdapSecrets): Promise<StaffTable[]> {
  const searches = [...(source.units ? [source.units] : []), source.people];
  const found = await withLdapSession(source, secrets, async (session) => {
    const answers: [LdapSearch, LdapEntry[]][] = [];
    for (const search of searches) answers.push([search, await pagedSearch(session, search, source)]);
    return answers;
  });
  return found.map(([search, entries]) => entryTable(fileOf(source, search), search, entries));
}

/** The address of a search (RFC 4516), which holds no credentials. */
function fileOf({ url }: LdapSource, { base }: LdapSearch): string {
  return `${url.protocol}//${url.host}/${base}`;
}

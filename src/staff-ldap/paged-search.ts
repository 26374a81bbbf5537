import { FilterParser, PagedResultsControl, type SearchEntry, SearchRequest, SearchResponse } from 'ldapts';
import type { LdapSearch } from '../domain/directory/ldap-source.ts';
import { DomainError } from '../domain/errors.ts';
import { LDAP_LIMITS } from './limits.ts';
import { incomplete, searchRefusal } from './refusals.ts';
import type { Arrivals, LdapSession } from './session.ts';

/** An entry as a server gave it. */
export interface LdapEntry {
  dn: string;
  /** By the attribute's name in lower case, options included; what is not UTF-8 stays bytes. */
  attributes: ReadonlyMap<string, readonly (string | Buffer)[]>;
}

/**
 * Reads all entries of a search, page by page (RFC 2696). Aliases and referrals are not followed.
 * @throws ldap_incomplete whenever the server does not say that this is all; ldap_base_not_found,
 *   ldap_source_invalid for the filter, ldap_too_large
 */
export async function pagedSearch(
  session: LdapSession,
  search: LdapSearch,
  { ignoresReferrals }: { ignoresReferrals: boolean },
  limits = LDAP_LIMITS,
): Promise<LdapEntry[]> {
  const entries: LdapEntry[] = [];
  const filter = parseFilter(search.filter);
  const arrivals: Arrivals = {
    entry(entry) {
      if (entries.length === limits.entries)
        throw new DomainError('ldap_too_large', { base: search.base, entries: limits.entries });
      entries.push(readEntry(entry));
    },
    reference({ uris }) {
      if (!ignoresReferrals) throw incomplete(search, 'referral', { to: uris.join(' ').slice(0, 200) });
    },
  };
  let cookie: Buffer | undefined;
  do {
    const control = new PagedResultsControl({
      value: { size: limits.pageSize, ...(cookie && { cookie }) },
    });
    const answer = await session.request(
      (messageId) =>
        new SearchRequest({
          messageId,
          filter,
          baseDN: search.base,
          scope: 'sub',
          attributes: [...new Set(search.columns.map(({ attribute }) => attribute))],
          timeLimit: limits.pageSeconds,
          controls: [control],
        }),
      arrivals,
    );
    if (!(answer instanceof SearchResponse)) throw incomplete(search, 'protocol');
    if (answer.status !== 0) throw searchRefusal(search, answer);
    cookie = nextCookie(search, answer, cookie !== undefined);
  } while (cookie !== undefined);
  return entries;
}

/** What to send for the next page; undefined after the last one. */
function nextCookie(search: LdapSearch, answer: SearchResponse, isLaterPage: boolean): Buffer | undefined {
  const page = answer.controls?.find((control) => control instanceof PagedResultsControl);
  // A server that knows no pages answers the first request in full; one that does must end with an empty cookie.
  if (page === undefined && !isLaterPage) return undefined;
  const cookie = page?.value?.cookie;
  if (cookie === undefined) throw incomplete(search, 'page_missing');
  return cookie.length > 0 ? cookie : undefined;
}

function parseFilter(text: string) {
  try {
    return FilterParser.parseString(text);
  } catch {
    // The library throws plain errors, with offsets that say little.
    throw new DomainError('ldap_source_invalid', { problems: `filter: ${text} cannot be read (RFC 4515)` });
  }
}

function readEntry({ name, attributes }: SearchEntry): LdapEntry {
  return {
    dn: name,
    attributes: new Map(attributes.map(({ type, values }) => [type.toLowerCase(), values])),
  };
}

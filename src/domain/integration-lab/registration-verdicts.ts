import { CLAIMS_LIMIT, sizeOfClaims } from '../roles/role-claims.ts';
import type { LabFacts } from './checklist.ts';
import { newest, standingRefusal } from './trace-verdicts.ts';
import { type Finding, finding } from './verdict.ts';

/** Base64 and a signature make of the claims that may be what a token of that size is. */
const TOKEN_LIMIT = 5.5 * 1024;
/** Units that a person's roles are limited to, in the size that the contract promises. */
const UNITS = ['G14.00.00', 'G14.00.01', 'G14.00.02', 'G14.00.03', 'G14.00.04'];

/** RFC 9700 section 2.1: compared character by character. */
export function redirectUris(facts: LabFacts): Finding {
  const refused = standingRefusal(facts, ['redirect_uri'], ({ kind }) => kind === 'code_sent');
  if (refused) return finding('failing', 'redirect_refused');
  const { redirect_uris: uris, application_type: type } = facts.metadata;
  const plain = uris.filter((uri) => uri.startsWith('http:'));
  // An app on a person's own machine listens there (RFC 8252 section 7.3).
  return plain.length > 0 && type !== 'native'
    ? finding('passed', 'redirect_loopback', { count: uris.length })
    : finding('passed', 'redirect_exact', { count: uris.length });
}

/** OpenID Connect RP-Initiated Logout 1.0. */
export function signOut({ metadata }: LabFacts): Finding {
  const count = metadata.post_logout_redirect_uris?.length ?? 0;
  return count > 0
    ? finding('passed', 'sign_out_registered', { count })
    : finding('warning', 'sign_out_missing');
}

/**
 * Contract, section 4. Of real tokens there is what the test sign-ins got; beyond them, somebody who held every role
 * of the relying party in five units bounds what anybody gets.
 */
export function tokenSize(facts: LabFacts): Finding {
  const bytes = newest(facts, 'redeemed')?.idTokenBytes ?? 0;
  if (bytes >= TOKEN_LIMIT) return finding('warning', 'size_large', { bytes });
  const { roles } = facts;
  if (roles.length === 0) return finding('passed', 'size_no_roles');
  const limited = roles.flatMap(({ code, isLimited }) => (isLimited ? [[code, UNITS] as const] : []));
  const most = sizeOfClaims({
    roles: roles.map(({ code }) => code),
    role_units: Object.fromEntries(limited.map(([code, units]) => [code, [...units]])),
  });
  const told = { bytes: most, roles: roles.length };
  return most < CLAIMS_LIMIT
    ? finding('passed', 'size_small', told)
    : finding('warning', 'size_possible', told);
}

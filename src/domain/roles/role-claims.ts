import { createHash } from 'node:crypto';
import type { Person } from '../directory/person.ts';
import type { EffectiveRole } from './effective-roles.ts';
import { type ActClaim, actClaim } from './mandate-claims.ts';

/** The claims of scope `roles` (contract, section 4). */
export interface RoleClaims {
  roles: string[];
  role_units: Record<string, string[]>;
  /** Absent when the person holds all of it by herself. */
  act?: ActClaim;
}

/**
 * What one client learns of a person's roles: codes sorted, the units of those that are limited to units, and what is
 * held only for somebody else. Takes the effective roles at that client only; codes of different clients would run
 * into each other.
 */
export function roleClaims(
  effective: readonly EffectiveRole[],
  person: Pick<Person, 'id' | 'fullName'>,
): RoleClaims {
  const limited = effective.flatMap(({ role, units }) =>
    units === null ? [] : [[role.code, sorted(units)] as const],
  );
  const act = actClaim(effective, person);
  return {
    roles: sorted(effective.map(({ role }) => role.code)),
    role_units: Object.fromEntries(limited.sort(([one], [other]) => (one < other ? -1 : 1))),
    ...(act !== undefined && { act }),
  };
}

/** Bytes that the role claims take in a token before its encoding: UTF-8 of their JSON. */
export function sizeOfClaims(claims: RoleClaims): number {
  return new TextEncoder().encode(JSON.stringify(claims)).length;
}

/** What the claims should stay under, in bytes (contract, section 4): beyond it, servers and cookies refuse tokens. */
export const CLAIMS_LIMIT = 4096;

/** Whether role claims are so large that relying parties may refuse the token. */
export function areClaimsLarge({ bytes }: { bytes: number }): boolean {
  return bytes >= CLAIMS_LIMIT;
}

/** The claims in a form that tells whether they changed, and nothing else: a SHA-256 in base64url. */
export function rolesDigest({ roles, role_units, act }: RoleClaims): string {
  return createHash('sha256')
    .update(JSON.stringify([roles, role_units, ...(act === undefined ? [] : [act])]))
    .digest('base64url');
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

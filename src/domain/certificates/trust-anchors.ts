import type { ListState } from './revocation-list-store.ts';
import type { TreePolicy } from './tree-policy.ts';

const DAY_MS = 86_400_000;
/** An authority's successor takes weeks: its certificate has to be asked for, compared and put on every node. */
export const EXPIRY_WARNING_DAYS = 90;

/** An authority of a tree that is trusted here. */
export interface TrustedAuthority {
  /** For screens. */
  subject: string;
  issuer: string;
  /** As it stands in bindings of the certificates that it issued. */
  name: string;
  serial: string;
  /** SHA-256, hexadecimal. */
  fingerprint: string;
  /** Whether paths end here. */
  isAnchor: boolean;
  keyType: 'RSA' | 'EC';
  keyBits: number;
  /** Certificate policies in its own certificate, OIDs. */
  policies: string[];
  notBefore: Date;
  notAfter: Date;
  /** What its revocation lists are kept under. */
  issuerId: string;
}

/** One tree as the operator's files say it. */
export interface TrustedTree {
  tree: string;
  policy: TreePolicy;
  isSample: boolean;
  authorities: readonly TrustedAuthority[];
}

export type Validity = 'valid' | 'expiring' | 'expired' | 'not_yet';

/** Whether an authority's certificate is in force, and whether for long. */
export function validityOf(
  { notBefore, notAfter }: Pick<TrustedAuthority, 'notBefore' | 'notAfter'>,
  now: Date,
) {
  const daysLeft = Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);
  const inForce: Validity = daysLeft < EXPIRY_WARNING_DAYS ? 'expiring' : 'valid';
  const validity: Validity = notBefore > now ? 'not_yet' : notAfter <= now ? 'expired' : inForce;
  return { validity, daysLeft };
}

/**
 * `fresh`: nothing to do; `failing`: in force, but the last try brought nothing newer; `grace`: over, and still taken;
 * `over`: whoever it is needed for cannot sign in by certificate; `missing`: never fetched.
 */
export type ListStanding = 'fresh' | 'failing' | 'grace' | 'over' | 'missing';

/** How a revocation list stands under its tree's grace for lists that are over. */
export function listStanding(
  { nextUpdate, problem }: Pick<ListState, 'nextUpdate' | 'problem'>,
  graceMs: number,
  now: Date,
): ListStanding {
  if (nextUpdate === null) return 'missing';
  if (nextUpdate > now) return problem === null ? 'fresh' : 'failing';
  return nextUpdate.getTime() + graceMs > now.getTime() ? 'grace' : 'over';
}

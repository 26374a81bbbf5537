import type { DeliveryFault } from './trace.ts';

/**
 * Logout tokens of a session that the relying party does not have, in the order in which they are sent. The first and
 * the last are right, all others must be refused (OpenID Connect Back-Channel Logout 1.0, section 2.6).
 */
export const PROBES = [
  'right',
  'wrong_audience',
  'wrong_issuer',
  'expired',
  'with_nonce',
  'unknown_key',
  'unsigned',
  'other_key',
] as const;
export type Probe = (typeof PROBES)[number];

/** What the receiver made of a token; `unclear` when it neither took it (2xx) nor refused it (4xx). */
export type ProbeOutcome = 'accepted' | 'refused' | 'unclear' | 'failed';

export interface ProbeAnswer {
  probe: Probe;
  outcome: ProbeOutcome;
  status: number | null;
  /** Why there is no answer. */
  fault: DeliveryFault | null;
  /** How far the receiver's clock is ahead, by its header `Date`; negative when it is behind. */
  skewSeconds: number | null;
  tookMs: number;
}

/** What a run of the checks found; a probe that was not sent is absent. */
export interface ProbeReport {
  answers: ProbeAnswer[];
  /** Whether the other key that signed is of the algorithm that the client registered. */
  isOtherKeyOfSameAlg: boolean;
}

/** Sends the probes to a relying party's logout receiver, one after the other, within 18 seconds in all; what finds no time is left out. */
export type SendProbes = (target: ProbeTarget) => Promise<ProbeReport>;

export interface ProbeTarget {
  clientId: string;
  uri: string;
  alg: string;
}

/** What an HTTP status says about a token. 429 says nothing about it. Pure. */
export function outcomeOf(status: number): Exclude<ProbeOutcome, 'failed'> {
  if (status >= 200 && status < 300) return 'accepted';
  return status >= 400 && status < 500 && status !== 429 ? 'refused' : 'unclear';
}

/** How far a receiver's clock is ahead, in whole seconds, by its header `Date` (RFC 9110 section 6.6.1). Pure. */
export function skewOf(header: string | null, now: Date): number | null {
  const at = Date.parse(header ?? '');
  return Number.isNaN(at) ? null : Math.round((at - now.getTime()) / 1000);
}

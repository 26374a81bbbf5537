import type { ClientMetadata } from '../clients/client.ts';
import { clock } from './clock-verdict.ts';
import type { CheckRun } from './lab-store.ts';
import { claimChecks, keyRollOver, logoutReceiver, signatureChecks } from './probe-verdicts.ts';
import { redirectUris, signOut, tokenSize } from './registration-verdicts.ts';
import type { TracedSignIn } from './trace.ts';
import { clientAuthentication, codeRedeemed, pkce, stateAndNonce } from './trace-verdicts.ts';
import type { Finding, VerdictState } from './verdict.ts';

/** What a relying party has to do right, in the order in which it is built. */
export const LAB_ITEMS = [
  'redirect_uri',
  'pkce',
  'state_nonce',
  'client_authentication',
  'code',
  'logout_receiver',
  'claim_checks',
  'signature',
  'key_rollover',
  'clock',
  'token_size',
  'sign_out',
] as const;
export type LabItem = (typeof LAB_ITEMS)[number];

export type Verdict = Finding & { item: LabItem };

/** What the lab knows of a relying party. */
export interface LabFacts {
  metadata: ClientMetadata;
  /** Codes of its roles, and whether each is limited to units. */
  roles: readonly { code: string; isLimited: boolean }[];
  /** The newest first. */
  signIns: readonly TracedSignIn[];
  run: CheckRun | undefined;
  /** Messages that wait for another try. */
  undelivered: number;
  now: Date;
}

const JUDGES: Readonly<Record<LabItem, (facts: LabFacts) => Finding>> = {
  redirect_uri: redirectUris,
  pkce,
  state_nonce: stateAndNonce,
  client_authentication: clientAuthentication,
  code: codeRedeemed,
  logout_receiver: logoutReceiver,
  claim_checks: claimChecks,
  signature: signatureChecks,
  key_rollover: keyRollOver,
  clock,
  token_size: tokenSize,
  sign_out: signOut,
};

/** What means nothing to a client that nobody signs in at. */
const OF_SIGN_INS: ReadonlySet<LabItem> = new Set(
  LAB_ITEMS.filter((item) => item !== 'client_authentication'),
);

const STATES: readonly VerdictState[] = ['failing', 'warning', 'untested', 'passed'];

/** The checklist of a relying party: what is wrong first, what is right last. Pure. */
export function checklist(facts: LabFacts): Verdict[] {
  const hasSignIns = facts.metadata.grant_types.includes('authorization_code');
  const items = LAB_ITEMS.filter((item) => hasSignIns || !OF_SIGN_INS.has(item));
  const verdicts = items.map((item): Verdict => ({ item, ...JUDGES[item](facts) }));
  return STATES.flatMap((state) => verdicts.filter((verdict) => verdict.state === state));
}

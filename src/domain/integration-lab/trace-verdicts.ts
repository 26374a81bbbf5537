import type { LabFacts } from './checklist.ts';
import type { RefusalCause, TraceFacts, TraceKind, TraceStep } from './trace.ts';
import { type Finding, finding } from './verdict.ts';

/** A code lives for a minute; one that nobody brought by then comes no more. */
const CODE_LIFE_MS = 60_000;

/** The newest step of a kind, in the newest sign-in that has one. */
export function newest<Kind extends TraceKind>(
  { signIns }: Pick<LabFacts, 'signIns'>,
  kind: Kind,
): Extract<TraceStep, { kind: Kind }> | undefined {
  return newestOf(signIns, (step): step is Extract<TraceStep, { kind: Kind }> => step.kind === kind);
}

/** The newest refusal of one of these causes; undefined when the client has since done better, by a step that tells. */
export function standingRefusal(
  facts: Pick<LabFacts, 'signIns'>,
  causes: readonly RefusalCause[],
  mendedBy: (step: TraceFacts) => boolean,
): Extract<TraceStep, { kind: 'refused' }> | undefined {
  const refused = newestOf(
    facts.signIns,
    (step): step is Extract<TraceStep, { kind: 'refused' }> =>
      step.kind === 'refused' && causes.includes(step.cause),
  );
  const mended = newestOf(facts.signIns, (step): step is TraceStep => mendedBy(step));
  return refused !== undefined && (mended === undefined || mended.at < refused.at) ? refused : undefined;
}

function newestOf<Step extends TraceStep>(
  signIns: LabFacts['signIns'],
  isWanted: (step: TraceStep) => step is Step,
): Step | undefined {
  const found = signIns.flatMap(({ steps }) => steps.filter(isWanted));
  return found.sort((one, other) => other.at.getTime() - one.at.getTime())[0];
}

/** RFC 7636, RFC 9700 section 2.1.1. */
export function pkce(facts: LabFacts): Finding {
  const refused = standingRefusal(facts, ['pkce'], ({ kind }) => kind === 'redeemed');
  if (refused) return finding('failing', 'pkce_missing');
  const asked = newest(facts, 'asked');
  if (asked === undefined) return finding('untested', 'no_sign_in');
  if (asked.pkce === 'S256') return finding('passed', 'pkce_s256');
  if (asked.pkce === 'plain') return finding('failing', 'pkce_plain');
  return facts.metadata.pkce_policy === 'required'
    ? finding('failing', 'pkce_missing')
    : finding('warning', 'pkce_allowed');
}

/** OpenID Connect Core section 3.1.2.1, RFC 9700 section 4.7.1. */
export function stateAndNonce(facts: LabFacts): Finding {
  const asked = newest(facts, 'asked');
  if (asked === undefined) return finding('untested', 'no_sign_in');
  // PKCE alone protects against forged answers, where it is used (RFC 9700 section 2.1).
  if (!asked.hasState) return finding(asked.pkce === 'none' ? 'failing' : 'warning', 'state_missing');
  if (asked.nonce === 'none') return finding('warning', 'nonce_missing');
  if (asked.nonce === 'reused') return finding('failing', 'nonce_reused');
  return finding('passed', 'state_nonce_given');
}

function isAuthenticated({ kind }: TraceFacts): boolean {
  return kind === 'redeemed' || kind === 'own_token';
}

/** RFC 6749 section 2.3, RFC 7523. */
export function clientAuthentication(facts: LabFacts): Finding {
  const refused = standingRefusal(facts, ['client_authentication'], isAuthenticated);
  if (refused) return finding('failing', 'authentication_refused', { error: refused.error });
  const redeemed = newest(facts, 'redeemed') ?? newest(facts, 'own_token');
  if (redeemed === undefined) return finding('untested', 'no_sign_in');
  const { method } = redeemed;
  if (facts.metadata.legacy_profile) return finding('warning', 'legacy_authentication', { method });
  return finding('passed', method === 'none' ? 'public_client' : 'authenticated', { method });
}

/** RFC 6749 section 4.1.3: a code is redeemed once, at once, under the same redirect_uri. */
export function codeRedeemed(facts: LabFacts): Finding {
  const refused = standingRefusal(facts, ['code'], ({ kind }) => kind === 'redeemed');
  if (refused) return finding('failing', 'code_refused', { error: refused.error });
  const sent = newest(facts, 'code_sent');
  const redeemed = newest(facts, 'redeemed');
  if (sent && (redeemed === undefined || redeemed.at < sent.at))
    return facts.now.getTime() - sent.at.getTime() > CODE_LIFE_MS
      ? finding('failing', 'code_unused')
      : finding('untested', 'no_sign_in');
  return redeemed ? finding('passed', 'code_redeemed') : finding('untested', 'no_sign_in');
}

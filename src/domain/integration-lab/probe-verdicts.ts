import type { LabFacts } from './checklist.ts';
import type { Probe, ProbeAnswer } from './probe.ts';
import { type Finding, finding } from './verdict.ts';

/** OpenID Connect Back-Channel Logout 1.0, section 2.8: whether the receiver takes a right token, and took those of late. */
export function logoutReceiver({ metadata, run, undelivered }: LabFacts): Finding {
  if (metadata.backchannel_logout_uri === undefined) return finding('warning', 'receiver_missing');
  const right = answerTo(run, 'right');
  if (right !== undefined && right.outcome !== 'accepted')
    return right.status === null
      ? finding('failing', 'receiver_unreachable', { fault: right.fault ?? 'unreachable' })
      : finding('failing', 'receiver_refuses', { status: right.status });
  if (undelivered > 0) return finding('failing', 'receiver_behind', { count: undelivered });
  return right === undefined
    ? finding('untested', 'not_run')
    : finding('passed', 'receiver_accepts', { ms: right.tookMs });
}

/** Section 2.6: iss, aud, exp, and that there is no nonce, which would make an ID token pass. */
export function claimChecks(facts: LabFacts): Finding {
  return refusals(facts, ['wrong_audience', 'wrong_issuer', 'expired', 'with_nonce'], 'claims_checked');
}

/** Section 2.6: the signature, by a key that the provider publishes. */
export function signatureChecks(facts: LabFacts): Finding {
  return refusals(facts, ['unknown_key', 'unsigned'], 'signature_checked');
}

/** OpenID Connect Core section 10.1.1: whoever meets an unknown kid fetches the keys anew. */
export function keyRollOver({ metadata, run }: LabFacts): Finding {
  const untested = beforeProbes(metadata.backchannel_logout_uri, run);
  if (untested) return untested;
  const other = answerTo(run, 'other_key');
  if (other?.outcome === 'accepted') return finding('passed', 'other_key_accepted', { ms: other.tookMs });
  // It may insist on the algorithm that it registered, and then says nothing about another key of that.
  if (other?.outcome === 'refused')
    return run?.report.isOtherKeyOfSameAlg
      ? finding('failing', 'other_key_refused')
      : finding('untested', 'other_key_other_alg', { alg: metadata.id_token_signed_response_alg });
  return finding('untested', 'no_answer');
}

/** What tokens have in common that must all be refused. */
function refusals(
  { metadata, run }: LabFacts,
  probes: readonly Probe[],
  checked: 'claims_checked' | 'signature_checked',
): Finding {
  const untested = beforeProbes(metadata.backchannel_logout_uri, run);
  if (untested) return untested;
  const answers = probes.map((probe) => answerTo(run, probe));
  const accepted = answers.flatMap((answer) => (answer?.outcome === 'accepted' ? [answer.probe] : []));
  if (accepted.length > 0) return finding('failing', 'tokens_accepted', { probes: accepted.join(',') });
  if (answers.some((answer) => answer === undefined || answer.outcome === 'failed'))
    return finding('untested', 'no_answer');
  const unclear = answers.find((answer) => answer?.outcome === 'unclear');
  return unclear
    ? finding('warning', 'answers_unclear', { status: unclear.status ?? 0 })
    : finding('passed', checked);
}

/** A receiver that refuses a right token refuses everything: that it refuses wrong ones shows nothing. */
function beforeProbes(uri: string | undefined, run: LabFacts['run']): Finding | undefined {
  if (uri === undefined || run === undefined) return finding('untested', 'not_run');
  return answerTo(run, 'right')?.outcome === 'accepted' ? undefined : finding('untested', 'no_answer');
}

function answerTo(run: LabFacts['run'], probe: Probe): ProbeAnswer | undefined {
  return run?.report.answers.find((answer) => answer.probe === probe);
}

import type { LabFacts } from './checklist.ts';
import { newest } from './trace-verdicts.ts';
import { type Finding, finding } from './verdict.ts';

/** `Date` knows whole seconds, and an answer takes its time. */
const RIGHT_S = 5;
/** What validators of tokens commonly tolerate. */
const TOLERATED_S = 60;

/** The relying party's clock, by what told it last: an assertion that it signed, or the header `Date` of an answer. */
export function clock(facts: LabFacts): Finding {
  const skews = [
    newest(facts, 'redeemed'),
    newest(facts, 'own_token'),
    newest(facts, 'logout'),
    newest(facts, 'logout_failed'),
    ...(facts.run === undefined ? [] : [{ at: facts.run.finishedAt, skewSeconds: skewOfRun(facts.run) }]),
  ].flatMap((known) =>
    known && known.skewSeconds !== null ? [{ at: known.at, skew: known.skewSeconds }] : [],
  );
  const [last] = skews.sort((one, other) => other.at.getTime() - one.at.getTime());
  if (last === undefined) return finding('untested', 'clock_unknown');
  const seconds = Math.abs(last.skew);
  if (seconds <= RIGHT_S) return finding('passed', 'clock_right', { seconds });
  return finding(seconds <= TOLERATED_S ? 'warning' : 'failing', 'clock_off', { seconds });
}

function skewOfRun({ report }: NonNullable<LabFacts['run']>): number | null {
  return report.answers.find(({ skewSeconds }) => skewSeconds !== null)?.skewSeconds ?? null;
}

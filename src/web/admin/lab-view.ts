import type { LabItem, Verdict } from '../../domain/integration-lab/checklist.ts';
import type { LabState } from '../../domain/integration-lab/lab-service.ts';
import type { ProbeAnswer } from '../../domain/integration-lab/probe.ts';
import { isFault, type TimedStep, type TracedSignIn, timed } from '../../domain/integration-lab/trace.ts';
import type { VerdictState } from '../../domain/integration-lab/verdict.ts';
import { formatSize } from '../../messages/sizes.ts';
import { type Lang, type Translate, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { ConsoleFrame } from './console-frame.ts';

export const LAB_NOTICES = ['watching', 'ran', 'busy'] as const;

export interface LabViews {
  'admin/client-lab': LabView;
}

export interface LabRowView {
  item: LabItem;
  state: VerdictState;
  /** What was found, in words. */
  found: string;
  reference: string;
  /** Where more is to be seen or done; null mostly. */
  ledger: string | null;
}

export interface LabStepView {
  text: string;
  /** Of a refusal, what to do about it. */
  remedy: string | null;
  isFault: boolean;
  took: string;
}

export interface LabProbeView {
  probe: ProbeAnswer['probe'];
  expected: 'accepted' | 'refused';
  answer: string;
  isAsExpected: boolean;
}

export interface LabView extends ConsoleFrame {
  notice: (typeof LAB_NOTICES)[number] | null;
  /** Whether whoever looks may watch and run; owners of the system look only. */
  mayRun: boolean;
  id: string;
  title: string;
  /** Where the system itself is; null when it has no page. */
  url: string | null;
  watchedUntil: Date | null;
  ranAt: Date | null;
  passed: number;
  rows: LabRowView[];
  /** The newest first. */
  signIns: { startedAt: Date; steps: LabStepView[] }[];
  probes: LabProbeView[];
}

const REFERENCES: Readonly<Record<LabItem, string>> = {
  redirect_uri: 'RFC 9700, 2.1; RFC 6749, 3.1.2',
  pkce: 'RFC 7636; RFC 9700, 2.1.1',
  state_nonce: 'OpenID Connect Core, 3.1.2.1, 15.5.2; RFC 9700, 4.7',
  client_authentication: 'RFC 6749, 2.3; RFC 7523; OpenID Connect Core, 9',
  code: 'RFC 6749, 4.1.2, 4.1.3',
  logout_receiver: 'OpenID Connect Back-Channel Logout, 2.5, 2.8',
  claim_checks: 'OpenID Connect Core, 3.1.3.7; Back-Channel Logout, 2.6',
  signature: 'RFC 8725, 3.1, 3.2; Back-Channel Logout, 2.6',
  key_rollover: 'OpenID Connect Core, 10.1.1',
  clock: 'RFC 7519, 4.1.4; RFC 7523, 3',
  token_size: 'RFC 9110, 5.4',
  sign_out: 'OpenID Connect RP-Initiated Logout, 2, 3',
};

/** The page of a lab in words. Pure. */
export function labView(
  { client, verdicts, signIns, run, watchedUntil }: LabState,
  lang: Lang,
): Omit<LabView, keyof ConsoleFrame | 'notice' | 'mayRun'> {
  const t = translator(lang);
  return {
    id: client.id,
    title: titleOf(client, lang),
    url: client.metadata.launcher?.url ?? null,
    watchedUntil,
    ranAt: run?.finishedAt ?? null,
    passed: verdicts.filter(({ state }) => state === 'passed').length,
    rows: verdicts.map(({ item, state, ...verdict }) => ({
      item,
      state,
      found: foundIn(verdict, t, lang),
      reference: REFERENCES[item],
      ledger:
        verdict.reason === 'receiver_behind'
          ? `/admin/logouts?client=${encodeURIComponent(client.id)}`
          : null,
    })),
    signIns: signIns.map((signIn) => signInView(signIn, t, lang)),
    probes: run?.report.answers.map((answer) => probeView(answer, t)) ?? [],
  };
}

function foundIn({ reason, facts }: Pick<Verdict, 'reason' | 'facts'>, t: Translate, lang: Lang): string {
  const { probes, fault, ms, bytes } = facts;
  return t(`lab.reason.${reason}`, {
    ...facts,
    ...(probes !== undefined && { probes: namesOf(String(probes), t) }),
    ...(fault !== undefined && { fault: t(`lab.fault.${fault}` as 'lab.fault.late') }),
    ...(ms !== undefined && { time: formatTook(Number(ms), lang) }),
    ...(bytes !== undefined && { size: formatSize(Number(bytes), lang) }),
  });
}

function namesOf(probes: string, t: Translate): string {
  return probes
    .split(',')
    .map((probe) => t(`lab.probe.${probe}` as 'lab.probe.right'))
    .join(', ');
}

function signInView(signIn: TracedSignIn, t: Translate, lang: Lang): LabView['signIns'][number] {
  const steps = timed(signIn).map(({ step, tookMs }) => ({
    text: textOf(step, t),
    remedy: step.kind === 'refused' ? t(`lab.cause.${step.cause}`) : null,
    isFault: isFault(step),
    took: formatTook(tookMs, lang),
  }));
  return { startedAt: signIn.startedAt, steps };
}

function textOf(step: TimedStep['step'], t: Translate): string {
  switch (step.kind) {
    case 'asked': {
      const nonces = {
        fresh: 'lab.step.askedFresh',
        reused: 'lab.step.askedReused',
        none: 'lab.step.askedNone',
      } as const;
      return t('lab.step.asked', {
        pkce: step.pkce === 'none' ? t('lab.step.pkceNone') : step.pkce,
        state: t(step.hasState ? 'lab.step.askedState' : 'lab.step.askedNoState'),
        nonce: t(nonces[step.nonce]),
      });
    }
    case 'signed_in':
      // The level's last word: what stands before it is the same for all.
      return t('lab.step.signed_in', {
        acr: step.acr?.split(':').at(-1) ?? '–',
        amr: step.amr.join(' ') || '–',
      });
    case 'redeemed':
    case 'own_token':
      return t(`lab.step.${step.kind}`, { method: step.method });
    case 'logout':
      return t('lab.step.logout', { status: step.status });
    case 'logout_failed':
      return t('lab.step.logout_failed', {
        fault: t(`lab.fault.${step.fault}`, { status: step.status ?? 0 }),
      });
    case 'refused':
      return t('lab.step.refused', { error: step.error });
    default:
      return t(`lab.step.${step.kind}`);
  }
}

function probeView({ probe, outcome, status, fault }: ProbeAnswer, t: Translate): LabProbeView {
  const expected = probe === 'right' || probe === 'other_key' ? 'accepted' : 'refused';
  const answer =
    status === null ? t(`lab.fault.${fault ?? 'unreachable'}`, { status: 0 }) : `HTTP\u00a0${status}`;
  return { probe, expected, answer, isAsExpected: outcome === expected };
}

/** `41 ms`, or `8,2 s` from a second on. */
function formatTook(ms: number, lang: Lang): string {
  if (ms < 1000) return `${ms}\u00a0ms`;
  const seconds = (ms / 1000).toFixed(1);
  return `${lang === 'vi' ? seconds.replace('.', ',') : seconds}\u00a0s`;
}

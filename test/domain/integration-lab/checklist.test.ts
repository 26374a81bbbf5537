import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseClientMetadata } from '../../../src/domain/clients/client-metadata.ts';
import {
  checklist,
  LAB_ITEMS,
  type LabFacts,
  type LabItem,
} from '../../../src/domain/integration-lab/checklist.ts';
import {
  PROBES,
  type Probe,
  type ProbeAnswer,
  type ProbeOutcome,
} from '../../../src/domain/integration-lab/probe.ts';
import { REFUSAL_CAUSES, type TraceFacts } from '../../../src/domain/integration-lab/trace.ts';

const NOW = new Date('2026-11-22T03:00:00Z');
const ASKED: TraceFacts = { kind: 'asked', pkce: 'S256', hasState: true, nonce: 'fresh', isPushed: false };
const REDEEMED: TraceFacts = {
  kind: 'redeemed',
  method: 'client_secret_basic',
  idTokenBytes: 900,
  skewSeconds: null,
};
const GOOD: TraceFacts[] = [
  ASKED,
  { kind: 'signed_in', acr: 'urn:micconnect:acr:mfa', amr: ['pwd', 'otp', 'mfa'] },
  { kind: 'code_sent' },
  REDEEMED,
];
const TAKEN: readonly Probe[] = ['right', 'other_key'];

/** A test sign-in that began some minutes ago, a step a second. */
function signIn(facts: TraceFacts[], minutesAgo = 1): LabFacts['signIns'][number] {
  const startedAt = new Date(NOW.getTime() - minutesAgo * 60_000);
  const steps = facts.map((each, index) => ({ ...each, at: new Date(startedAt.getTime() + index * 1000) }));
  return { id: `${minutesAgo}`, startedAt, steps };
}

function answer(probe: Probe, outcome: ProbeOutcome, skewSeconds: number | null = 0): ProbeAnswer {
  const status = { accepted: 200, refused: 400, unclear: 503, failed: null }[outcome];
  return { probe, outcome, status, fault: outcome === 'failed' ? 'late' : null, skewSeconds, tookMs: 12 };
}

/** What a receiver answers that is right but for some probes. */
function run(except: Partial<Record<Probe, ProbeOutcome>> = {}, isOtherKeyOfSameAlg = true, skew = 0) {
  const answers = PROBES.map((probe) =>
    answer(probe, except[probe] ?? (TAKEN.includes(probe) ? 'accepted' : 'refused'), skew),
  );
  return { finishedAt: NOW, report: { answers, isOtherKeyOfSameAlg } };
}

function facts(more: Partial<LabFacts> = {}, registration: object = {}): LabFacts {
  const metadata = parseClientMetadata({
    redirect_uris: ['https://app.example/callback'],
    post_logout_redirect_uris: ['https://app.example/'],
    backchannel_logout_uri: 'https://app.example/logout',
    ...registration,
  });
  return { metadata, roles: [], signIns: [signIn(GOOD)], run: run(), undelivered: 0, now: NOW, ...more };
}

function verdict(item: LabItem, more?: Partial<LabFacts>, registration?: object): string {
  const found = checklist(facts(more, registration)).find((each) => each.item === item);
  return `${found?.state} ${found?.reason}`;
}

describe('domain: the checklist of the integration lab', () => {
  it('is green throughout for a system that does everything right', () => {
    assert.deepEqual(
      checklist(facts()).map(({ item, state }) => [item, state]),
      LAB_ITEMS.map((item) => [item, 'passed']),
    );
  });

  it('says of a new system what was not tested, and praises nothing that only trying shows', () => {
    const untested = checklist(facts({ signIns: [], run: undefined })).filter(
      ({ state }) => state === 'untested',
    );
    const shown = LAB_ITEMS.filter((item) => !['redirect_uri', 'token_size', 'sign_out'].includes(item));
    assert.deepEqual(
      untested.map(({ item }) => item),
      shown,
    );
  });

  it('asks of a system that nobody signs in at only whether it authenticates', () => {
    const robot = { grant_types: ['client_credentials'], redirect_uris: [] };
    const own = signIn([{ kind: 'own_token', method: 'private_key_jwt', skewSeconds: 1 }]);
    const found = checklist(facts({ signIns: [own] }, robot));
    assert.deepEqual(
      found.map(({ item, state }) => [item, state]),
      [['client_authentication', 'passed']],
    );
  });

  it('judges what the last request said', () => {
    const asked = (change: object) => ({
      signIns: [signIn([{ ...ASKED, ...change } as TraceFacts]), signIn(GOOD, 9)],
    });
    assert.equal(verdict('pkce', asked({ pkce: 'plain' })), 'failing pkce_plain');
    assert.equal(verdict('pkce', asked({ pkce: 'none' })), 'failing pkce_missing');
    const orNonce = { pkce_policy: 'or_nonce' };
    assert.equal(verdict('pkce', asked({ pkce: 'none' }), orNonce), 'warning pkce_allowed');
    assert.equal(verdict('state_nonce', asked({ hasState: false })), 'warning state_missing');
    assert.equal(verdict('state_nonce', asked({ hasState: false, pkce: 'none' })), 'failing state_missing');
    assert.equal(verdict('state_nonce', asked({ nonce: 'none' })), 'warning nonce_missing');
    assert.equal(verdict('state_nonce', asked({ nonce: 'reused' })), 'failing nonce_reused');
  });

  it('remembers a refusal until the system does better', () => {
    const refused = (cause: (typeof REFUSAL_CAUSES)[number]): TraceFacts[] => [
      ASKED,
      { kind: 'refused', place: 'token', error: 'invalid', cause },
    ];
    const rows = [
      ['redirect_uri', 'redirect_uri', 'redirect_refused'],
      ['pkce', 'pkce', 'pkce_missing'],
      ['client_authentication', 'client_authentication', 'authentication_refused'],
      ['code', 'code', 'code_refused'],
    ] as const;
    for (const [item, cause, reason] of rows) {
      const later = { signIns: [signIn(refused(cause)), signIn(GOOD, 9)] };
      assert.equal(verdict(item, later), `failing ${reason}`);
      assert.match(verdict(item, { signIns: [signIn(GOOD), signIn(refused(cause), 9)] }), /^passed /);
    }
  });

  it('misses a code that nobody redeemed, once it is too late', () => {
    const sent = (minutes: number) => ({ signIns: [signIn([ASKED, { kind: 'code_sent' }], minutes)] });
    assert.equal(verdict('code', sent(0.5)), 'untested no_sign_in');
    assert.equal(verdict('code', sent(2)), 'failing code_unused');
  });

  it('fails a receiver for every single wrong token that it takes, and for nothing else', () => {
    const items: Record<string, Probe[]> = {
      claim_checks: ['wrong_audience', 'wrong_issuer', 'expired', 'with_nonce'],
      signature: ['unknown_key', 'unsigned'],
    };
    for (const [item, probes] of Object.entries(items))
      for (const probe of probes) {
        const found = checklist(facts({ run: run({ [probe]: 'accepted' }) }));
        const failing = found.filter(({ state }) => state !== 'passed');
        assert.deepEqual(
          failing.map((each) => [each.item, each.facts.probes]),
          [[item, probe]],
        );
        assert.equal(
          verdict(item as LabItem, { run: run({ [probe]: 'unclear' }) }),
          'warning answers_unclear',
        );
        assert.equal(verdict(item as LabItem, { run: run({ [probe]: 'failed' }) }), 'untested no_answer');
      }
  });

  it('praises no refusals of a receiver that refuses a right token', () => {
    for (const outcome of ['refused', 'unclear', 'failed'] as const) {
      const wrong = { run: run({ right: outcome }) };
      assert.match(verdict('logout_receiver', wrong), /^failing receiver_(refuses|unreachable)$/);
      for (const item of ['claim_checks', 'signature', 'key_rollover'] as const)
        assert.equal(verdict(item, wrong), 'untested no_answer');
    }
  });

  it('tells a receiver that is missing from one that is behind', () => {
    assert.equal(verdict('logout_receiver', { undelivered: 2 }), 'failing receiver_behind');
    const without = { backchannel_logout_uri: undefined };
    assert.equal(verdict('logout_receiver', {}, without), 'warning receiver_missing');
    assert.equal(verdict('signature', {}, without), 'untested not_run');
  });

  it('expects another key of the registered algorithm to be taken, and no other algorithm', () => {
    assert.equal(
      verdict('key_rollover', { run: run({ other_key: 'refused' }, true) }),
      'failing other_key_refused',
    );
    const other = { run: run({ other_key: 'refused' }, false) };
    assert.equal(verdict('key_rollover', other), 'untested other_key_other_alg');
  });

  it('believes the clock that was told last, and tolerates a minute', () => {
    const skews = [
      [5, 'passed clock_right'],
      [-6, 'warning clock_off'],
      [60, 'warning clock_off'],
      [-61, 'failing clock_off'],
    ] as const;
    for (const [skew, expected] of skews)
      assert.equal(verdict('clock', { run: run({}, true, skew) }), expected);
    const before = { run: { ...run({}, true, 100), finishedAt: new Date(NOW.getTime() - 3_600_000) } };
    const signed = [signIn([{ ...REDEEMED, skewSeconds: 0 } as TraceFacts])];
    assert.equal(verdict('clock', { ...before, signIns: signed }), 'passed clock_right');
    assert.equal(verdict('clock', { run: undefined }), 'untested clock_unknown');
  });

  it('warns of tokens that are large, or may become so', () => {
    const roles = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ code: `role-code-${index}`, isLimited: true }));
    assert.equal(verdict('token_size', { roles: [] }), 'passed size_no_roles');
    assert.equal(verdict('token_size', { roles: roles(40) }), 'passed size_small');
    assert.equal(verdict('token_size', { roles: roles(80) }), 'warning size_possible');
    const large = [signIn([{ ...REDEEMED, idTokenBytes: 6000 } as TraceFacts])];
    assert.equal(verdict('token_size', { signIns: large }), 'warning size_large');
    assert.equal(verdict('token_size', { roles: [], signIns: large }), 'warning size_large');
  });

  it('shows what is wrong first and what is right last, each item once, whatever happened', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('asked' as const),
        pkce: fc.constantFrom('S256', 'plain', 'none'),
        hasState: fc.boolean(),
        nonce: fc.constantFrom('fresh', 'reused', 'none'),
        isPushed: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('refused' as const),
        place: fc.constant('token'),
        error: fc.constant('invalid'),
        cause: fc.constantFrom(...REFUSAL_CAUSES),
      }),
      fc.constantFrom(...GOOD),
    );
    const outcomes = fc.constantFrom<ProbeOutcome>('accepted', 'refused', 'unclear', 'failed');
    const order = ['failing', 'warning', 'untested', 'passed'];
    fc.assert(
      fc.property(
        fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 5 }),
        fc.dictionary(fc.constantFrom(...PROBES), outcomes),
        (signIns, except) => {
          const found = checklist(
            facts({
              signIns: signIns.map((each, index) => signIn(each as TraceFacts[], index + 1)),
              run: run(except as Partial<Record<Probe, ProbeOutcome>>),
            }),
          );
          const ranks = found.map(({ state }) => order.indexOf(state));
          assert.deepEqual(ranks, [...ranks].sort());
          assert.deepEqual(found.map(({ item }) => item).sort(), [...LAB_ITEMS].sort());
        },
      ),
    );
  });
});

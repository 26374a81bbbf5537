import { strict as assert } from 'node:assert';
import { outcomeOf, skewOf } from '../../../src/domain/integration-lab/probe.ts';
import { causeOf, isFault, type RefusalCause, timed } from '../../../src/domain/integration-lab/trace.ts';

const at = (ms: number) => new Date(Date.parse('2026-11-22T03:00:00Z') + ms);

describe('domain: the trace of a test sign-in', () => {
  it('tells the time between steps, whatever order they were noted in', () => {
    const steps = [
      { kind: 'code_sent' as const, at: at(8200) },
      { kind: 'userinfo' as const, at: at(8300) },
      { kind: 'refreshed' as const, at: at(0) },
    ];
    const found = timed({ id: '1', startedAt: at(0), steps });
    assert.deepEqual(
      found.map(({ step, tookMs }) => [step.kind, tookMs]),
      [
        ['refreshed', 0],
        ['code_sent', 8200],
        ['userinfo', 100],
      ],
    );
  });

  it('tells by the refusal what has to be looked at', () => {
    const rows = [
      ['invalid_redirect_uri', '', 'redirect_uri'],
      ['invalid_grant', 'authorization code not found', 'code'],
      ['invalid_grant', 'PKCE verification failed', 'pkce'],
      ['invalid_grant', 'authorization code redirect_uri mismatch', 'redirect_uri'],
      ['invalid_request', 'code_challenge required', 'pkce'],
      ['invalid_request', 'missing required parameter(s)', 'parameters'],
      ['invalid_client', 'PKCE has nothing to do with it', 'client_authentication'],
      ['constructor', '', 'other'],
    ] as const;
    for (const [error, detail, cause] of rows)
      assert.equal(causeOf(error, detail), cause, `${error} ${detail}`);
  });

  it('finds no fault with an ordinary answer', () => {
    const refused = (cause: RefusalCause) =>
      ({ kind: 'refused', place: 'authorize', error: 'x', cause }) as const;
    assert.deepEqual(
      (['prompt_none', 'declined', 'code', 'other'] as const).map((cause) => isFault(refused(cause))),
      [false, false, true, true],
    );
  });

  it('takes no answer for a verdict that is none', () => {
    const rows = [
      [200, 'accepted'],
      [204, 'accepted'],
      [302, 'unclear'],
      [400, 'refused'],
      [401, 'refused'],
      [429, 'unclear'],
      [500, 'unclear'],
    ] as const;
    for (const [status, outcome] of rows) assert.equal(outcomeOf(status), outcome);
  });

  it('reads how far another clock is ahead', () => {
    assert.equal(skewOf('Sun, 22 Nov 2026 03:01:40 GMT', at(0)), 100);
    assert.equal(skewOf('Sun, 22 Nov 2026 02:59:50 GMT', at(400)), -10);
    for (const nothing of [null, '', 'soon']) assert.equal(skewOf(nothing, at(0)), null);
  });
});

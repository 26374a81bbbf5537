import { strict as assert } from 'node:assert';
import type { AuditEvent } from '../../../src/domain/audit/audit-event.ts';
import { isFresh } from '../../../src/domain/authentication/fresh-sign-in.ts';
import {
  attemptOf,
  settledUntil,
  worryingFailures,
} from '../../../src/domain/authentication/sign-in-history.ts';
import { causeInWords } from '../../../src/messages/sign-in-causes.ts';

const NOW = new Date('2026-11-20T03:31:09Z');
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const DAY = 24 * 60;
const refused = (minutes: number, network = '203.0.113.58', details: AuditEvent['details'] = {}) =>
  attemptOf({
    type: 'sign_in.refused',
    at: minutesAgo(minutes),
    actor: { kind: 'system' },
    network,
    supportCode: '7KQ42MXD',
    details: { cause: 'wrong', ...details },
  });
const succeeded = (minutes: number, network = '203.0.113.58') =>
  attemptOf({
    type: 'sign_in.succeeded',
    at: minutesAgo(minutes),
    actor: { kind: 'person', id: 'p' },
    network,
    details: { methods: 'password totp', user_agent: 'Edg/130' },
  });

describe('history of sign-ins', () => {
  it('tells of an attempt what its event says', () => {
    assert.deepEqual(succeeded(1).methods, ['password', 'totp']);
    assert.equal(succeeded(1).cause, null);
    assert.deepEqual(refused(1).methods, ['password']);
    assert.equal(refused(1, '::1', { method: 'totp', cause: 'code_wrong' }).cause, 'code_wrong');
    assert.deepEqual(refused(1, '::1', { method: 'totp' }).methods, ['totp']);
  });

  it('warns of failures of seven days, without those after which their address came in', () => {
    const worries = (...attempts: ReturnType<typeof refused>[]) => worryingFailures(attempts, NOW).length;
    assert.equal(worries(refused(5), refused(6)), 2);
    assert.equal(worries(succeeded(4), refused(5)), 0);
    assert.equal(worries(succeeded(4, '10.0.0.1'), refused(5)), 1);
    assert.equal(worries(refused(3), succeeded(4)), 1);
    assert.equal(worries(succeeded(1), refused(17)), 1);
    assert.equal(worries(refused(7 * DAY)), 1);
    assert.equal(worries(refused(7 * DAY + 1)), 0);
  });

  it('warns of nothing up to what the person answered, whatever she answered', () => {
    const answer = (minutes: number, details?: AuditEvent['details']) =>
      settledUntil({ type: 'sign_in.disowned', at: minutesAgo(minutes), actor: { kind: 'system' }, details });
    const left = (settled: Date | undefined) =>
      worryingFailures([refused(5), refused(6)], NOW, settled).length;
    assert.equal(left(settledUntil(undefined)), 2);
    assert.equal(left(answer(1)), 0);
    assert.equal(left(answer(5.5)), 1);
    assert.equal(left(answer(1, { until: minutesAgo(6).toISOString() })), 1);
    assert.equal(left(answer(1, { until: minutesAgo(7).toISOString() })), 2);
  });

  it('is put in words by the way that was tried, in both languages', () => {
    const says = (cause: string, method: string) => causeInWords({ cause, methods: [method] }, 'vi').cause;
    assert.equal(says('wrong', 'password'), 'Sai mật khẩu');
    assert.notEqual(says('wrong', 'passkey'), says('wrong', 'password'));
    assert.notEqual(says('expired', 'certificate'), says('expired', 'password'));
    assert.equal(says('constructor', 'password'), 'Bị từ chối');
    assert.equal(causeInWords({ cause: 'locked', methods: [] }, 'en').cause.includes('Locked'), true);
  });
});

describe('fresh sign-in', () => {
  const [password, mfa] = ['urn:micconnect:acr:password', 'urn:micconnect:acr:mfa'] as const;

  it('is ten minutes old at most, never from the future, and as strong as is wanted', () => {
    const fresh = (
      minutes: number,
      acr: typeof password | typeof mfa,
      wanted: typeof password | typeof mfa,
    ) => isFresh({ at: minutesAgo(minutes), acr }, wanted, NOW);
    assert.equal(fresh(10, password, password), true);
    assert.equal(fresh(10.01, password, password), false);
    assert.equal(fresh(-0.01, password, password), false);
    assert.equal(fresh(1, password, mfa), false);
    assert.equal(fresh(1, mfa, password), true);
  });
});

import { strict as assert } from 'node:assert';
import { DomainError } from '../../src/domain/errors.ts';
import { createPasswordStrength } from '../../src/password-checks/strength.ts';

const LIMITS = { idleMs: 60_000, patienceMs: 30_000, queue: 20 };
const isCode = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;

describe('password-checks/strength', () => {
  it('answers each question by itself, and again after the thread has ended', async () => {
    const strength = createPasswordStrength({ ...LIMITS, idleMs: 1 });
    const asked = ['matkhau123456789', 'năm con ngựa vàng qua cầu', 'ngocanh'];
    const scores = await Promise.all(asked.map((password) => strength.score(password, ['ngocanh'])));
    assert.deepEqual(scores, [1, 4, 0]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await strength.score('năm con ngựa vàng qua cầu', []), 4);
  });

  it('turns questions away that would wait too long, and recovers', async () => {
    const strength = createPasswordStrength({ ...LIMITS, queue: 1 });
    const asked = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((password) => strength.score(password, [])),
    );
    assert.deepEqual(
      asked.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'rejected'],
    );
    for (const each of asked) if (each.status === 'rejected') assert.ok(isCode('busy')(each.reason));
    assert.equal(await strength.score('a', []), 0);
  });

  it('lets nobody wait for a question that gives way', async () => {
    const strength = createPasswordStrength(LIMITS);
    const needed = strength.score('a', []);
    await assert.rejects(strength.score('b', [], { givesWay: true }), isCode('busy'));
    assert.equal(await needed, 0);
    assert.equal(await strength.score('b', [], { givesWay: true }), 0);
  });

  it('gives nobody a score when the thread is too slow', async () => {
    const strength = createPasswordStrength({ ...LIMITS, patienceMs: 1 });
    await assert.rejects(strength.score('năm con ngựa vàng qua cầu', []), isCode('busy'));
  });
});

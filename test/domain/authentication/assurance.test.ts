import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  ACR_VALUES,
  acrOnTheWire,
  askedLevel,
  assuranceOf,
  type CompletedMethod,
  type KeyStorage,
  LEVELS,
  levelOf,
  type Method,
  reaches,
} from '../../../src/domain/authentication/assurance.ts';

const [PASSWORD, MFA, CERTIFICATE] = LEVELS;

const at = new Date('2026-11-20T01:00:00Z');
const done = (method: Method, key?: KeyStorage): CompletedMethod => ({ method, at, ...(key && { key }) });

describe('domain/authentication/assurance', () => {
  it('gives each set of methods its level, and their names by RFC 8176', () => {
    const table: [CompletedMethod[], string, string[]][] = [
      [[done('password')], PASSWORD, ['pwd']],
      [[done('password'), done('totp')], MFA, ['pwd', 'otp', 'mfa']],
      [[done('password'), done('recovery-code')], MFA, ['pwd', 'otp', 'mfa']],
      [[done('password'), done('trusted-device')], MFA, ['pwd', 'mfa']],
      [[done('passkey', 'swk')], MFA, ['swk', 'user', 'mfa']],
      [[done('password'), done('passkey', 'hwk')], MFA, ['pwd', 'hwk', 'user', 'mfa']],
      [[done('certificate', 'sc')], CERTIFICATE, ['sc', 'mfa']],
      [[done('certificate', 'swk')], CERTIFICATE, ['swk']],
      [[done('certificate')], CERTIFICATE, ['pop']],
      [[done('password'), done('certificate', 'hwk')], CERTIFICATE, ['pwd', 'hwk', 'mfa']],
      // Two people in place of two factors: the level, and no claim of several factors.
      [[done('break-glass')], MFA, ['otp']],
    ];
    for (const [methods, acr, amr] of table) assert.deepEqual(assuranceOf(methods), { acr, amr });
  });

  it('takes no two codes for two factors', () => {
    assert.deepEqual(assuranceOf([done('totp'), done('recovery-code')]), { acr: PASSWORD, amr: ['otp'] });
    assert.equal(assuranceOf([done('trusted-device')]).acr, PASSWORD);
  });

  it('adds to what the session held, and never takes from it', () => {
    const held = assuranceOf([done('password')]);
    assert.deepEqual(assuranceOf([done('totp')], held), { acr: MFA, amr: ['pwd', 'otp', 'mfa'] });
    assert.deepEqual(assuranceOf([], held), held);
    const strong = assuranceOf([done('certificate', 'sc')]);
    assert.equal(assuranceOf([done('password')], strong).acr, CERTIFICATE);
  });

  it('gives nothing for a sign-in without a method', () => {
    assert.throws(() => assuranceOf([]));
  });

  it('reads the level that is asked for: the lowest of the request, and no less than the registration', () => {
    assert.equal(askedLevel(undefined, []), null);
    assert.equal(askedLevel(undefined, ['LoA3', 'LoA2']), MFA);
    assert.equal(askedLevel('LoA2', ['LoA1']), MFA);
    assert.equal(askedLevel('LoA1', [CERTIFICATE]), CERTIFICATE);
    assert.equal(askedLevel('LoA9', ['urn:example:other']), null);
  });

  it('knows the aliases of the national portal, lowest first', () => {
    assert.deepEqual(['LoA1', 'LoA2', 'LoA3'].map(levelOf), [PASSWORD, MFA, CERTIFICATE]);
    assert.deepEqual(LEVELS.map(levelOf), [...LEVELS]);
    for (const unknown of ['', 'loa1', 'LoA4', 'LoA', '0', 'toString', '__proto__', 'constructor']) {
      assert.equal(levelOf(unknown), undefined, unknown);
    }
    assert.deepEqual([...ACR_VALUES].sort(), [...LEVELS, 'LoA1', 'LoA2', 'LoA3'].sort());
  });

  it('orders the levels: each reaches itself and all below', () => {
    const table = LEVELS.map((held) => LEVELS.map((wanted) => reaches(held, wanted)));
    assert.deepEqual(table, [
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  it('answers in the words of the request, with the first value that is met', () => {
    assert.equal(acrOnTheWire(PASSWORD, ['LoA1']), 'LoA1');
    assert.equal(acrOnTheWire(MFA, ['LoA3', 'LoA1', 'LoA2']), 'LoA1');
    assert.equal(acrOnTheWire(MFA, [CERTIFICATE, 'LoA2']), 'LoA2');
  });

  it('answers with the level itself when nothing asked for is met or known', () => {
    assert.equal(acrOnTheWire(PASSWORD, []), PASSWORD);
    assert.equal(acrOnTheWire(PASSWORD, ['LoA2', 'LoA3']), PASSWORD);
    assert.equal(acrOnTheWire(PASSWORD, ['urn:example:other', '']), PASSWORD);
  });

  it('says nothing about a session without a level', () => {
    assert.equal(acrOnTheWire(undefined, ['LoA1']), undefined);
  });

  it('never claims more than was proved', () => {
    const value = fc.oneof(fc.constantFrom(...ACR_VALUES), fc.string());
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), fc.array(value, { maxLength: 6 }), (held, requested) => {
        const answered = acrOnTheWire(held, requested);
        const level = levelOf(String(answered));
        return level !== undefined && reaches(held, level);
      }),
    );
  });
});

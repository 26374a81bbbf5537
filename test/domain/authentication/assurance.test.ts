import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  ACR_VALUES,
  acrOnTheWire,
  assuranceOf,
  LEVELS,
  levelOf,
  type Method,
  reaches,
} from '../../../src/domain/authentication/assurance.ts';

const [PASSWORD, MFA, CERTIFICATE] = LEVELS;

describe('domain/authentication/assurance', () => {
  it('gives the password level, and its method by its RFC 8176 name, for a password', () => {
    assert.deepEqual(assuranceOf(['password']), { acr: 'urn:micconnect:acr:password', amr: ['pwd'] });
  });

  it('gives nothing for a sign-in without a method', () => {
    assert.throws(() => assuranceOf([]));
    assert.throws(() => assuranceOf(['none' as Method]));
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

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type SigningKey, stagesOf } from '../../../src/domain/signing-keys/signing-key.ts';

const HOUR = 3_600_000;
const KEPT = 10 * HOUR;
const at = (hours: number) => new Date(Date.UTC(2026, 10, 20) + hours * HOUR);
const key = (kid: string, from: number, algorithm: SigningKey['algorithm'] = 'ES256'): SigningKey => ({
  ...{ kid, algorithm, jwk: {} },
  createdAt: at(from - 24),
  signsFrom: at(from),
});
const said = (keys: SigningKey[], hours: number) =>
  stagesOf(keys, at(hours), KEPT).map(({ key: { kid }, stage }) => `${kid} ${stage}`);

describe('signing keys: what each does by the clock', () => {
  it('publishes the next one, signs with it, keeps the one before until what it signed has ended', () => {
    const keys = [key('b', 24), key('a', 0), key('r', 0, 'RS256')];
    assert.deepEqual(said(keys, 0), ['a signing', 'b next', 'r signing']);
    assert.deepEqual(said(keys, 23.9), ['a signing', 'b next', 'r signing']);
    assert.deepEqual(said(keys, 24), ['b signing', 'a retiring', 'r signing']);
    assert.deepEqual(said(keys, 33.9), ['b signing', 'a retiring', 'r signing']);
    assert.deepEqual(said(keys, 34), ['b signing', 'a gone', 'r signing']);
  });

  it('has exactly one key sign at any moment, and publishes every key while what it signed counts', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 10 }),
        (begun, now, before) => {
          const first = Math.min(...begun);
          const keys = begun.map((from) => key(String(from), from));
          const signs = (hours: number) =>
            stagesOf(keys, at(hours), KEPT)
              .filter(({ stage }) => stage === 'signing')
              .map((each) => each.key.kid);
          const published = stagesOf(keys, at(now), KEPT).filter(({ stage }) => stage !== 'gone');
          assert.equal(signs(now).length, now >= first ? 1 : 0);
          // What was signed less than its life ago is verified by what is published now.
          const [signer] = signs(now - before);
          if (signer !== undefined && before < 10)
            assert.ok(published.some((each) => each.key.kid === signer));
        },
      ),
    );
  });
});

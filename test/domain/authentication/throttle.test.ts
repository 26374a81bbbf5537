import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  accountKey,
  networkKey,
  normalLogin,
  passwordRule,
  personKey,
  resetKey,
} from '../../../src/domain/authentication/throttle.ts';
import { settingsWith } from '../../../src/domain/settings/settings.ts';

describe('domain/authentication/throttle', () => {
  it('lets a person mistype twice, and closes the path after five failures for a quarter of an hour', () => {
    assert.deepEqual(passwordRule(settingsWith([])), { limit: 5, free: 3, windowMs: 15 * 60_000 });
  });

  it('has one bucket for a person, whatever she typed', () => {
    const keys = ['staff@mic.example', '014-00001', ''].map((login) => accountKey(login, 'id-1'));
    assert.deepEqual(new Set(keys), new Set([personKey('id-1')]));
  });

  it('has one bucket for every name that nobody has, and does not store the name', () => {
    const key = accountKey('mật khẩu gõ nhầm ô', undefined);
    assert.equal(key, accountKey('mật khẩu gõ nhầm ô', undefined));
    assert.notEqual(key, accountKey('mật khẩu gõ nhầm ô.', undefined));
    assert.equal(key.includes('khẩu'), false);
    assert.ok(accountKey('x'.repeat(100_000), undefined).length < 100);
  });

  it('keeps the kinds of buckets apart', () => {
    const same = 'id-1';
    const keys = [accountKey(same, undefined), personKey(same), networkKey(same), resetKey(same)];
    assert.equal(new Set(keys).size, keys.length);
    // Nobody reaches another kind's bucket by a clever name.
    for (const forged of [personKey(same), networkKey(same), resetKey(same)]) {
      assert.equal(keys.includes(accountKey(forged, undefined)), false);
    }
  });

  it('compares user names without case, width and spaces around', () => {
    const spellings = [
      'staff@mic.example',
      ' STAFF@MIC.EXAMPLE\t',
      'ｓｔａｆｆ＠mic.example',
      '\u00a0Staff@mic.Example',
    ];
    assert.deepEqual(new Set(spellings.map(normalLogin)), new Set(['staff@mic.example']));
    assert.equal(normalLogin('０１４-００００１'), '014-00001');
    assert.notEqual(normalLogin('sta ff@mic.example'), 'staff@mic.example');
  });

  it('leaves a normal form as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (login) => {
        const once = normalLogin(login);
        assert.equal(normalLogin(once), once);
      }),
    );
  });
});

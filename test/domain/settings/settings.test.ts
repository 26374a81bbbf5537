import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import {
  parseSettingName,
  parseSettingValue,
  SETTING_NAMES,
  SETTINGS,
  settingsWith,
} from '../../../src/domain/settings/settings.ts';
import { SETTING_WORDS } from '../../../src/messages/settings.ts';

describe('settings', () => {
  it('are at their defaults unless stored, and leave out names of another version', () => {
    assert.equal(settingsWith([])['guard.people'], 50);
    const stored = [
      { name: 'guard.people', value: 7 },
      { name: 'of.another.version', value: 1 },
    ];
    assert.deepEqual(settingsWith(stored), { ...settingsWith([]), 'guard.people': 7 });
  });

  it('have defaults within their ranges, and words in both languages', () => {
    for (const name of SETTING_NAMES) {
      assert.equal(parseSettingValue(name, String(SETTINGS[name].default)), SETTINGS[name].default);
      assert.ok(SETTING_WORDS[name].vi && SETTING_WORDS[name].en, name);
    }
  });

  it('take whole numbers in the range and nothing else', () => {
    assert.equal(parseSettingValue('guard.percent', '0'), 0);
    assert.equal(parseSettingValue('guard.percent', '100'), 100);
    const refused = { code: 'setting_invalid' };
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('101', '-1', '1e1', '0x1', '5.0', ' 5', '')),
        (text) => {
          if (/^\d{1,9}$/.test(text) && Number(text) <= 100) return;
          assert.throws(() => parseSettingValue('guard.percent', text), refused);
        },
      ),
    );
  });

  it('know their names only', () => {
    assert.equal(parseSettingName('guard.people'), 'guard.people');
    for (const name of ['', 'guard', '__proto__', 'toString', 'GUARD.PEOPLE'])
      assert.throws(() => parseSettingName(name), { code: 'setting_unknown' });
  });
});

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { expiryOf, isExpired } from '../../../src/domain/authentication/password-expiry.ts';
import { policyFor } from '../../../src/domain/authentication/password-policy.ts';
import { SETTING_NAMES, SETTINGS, settingsWith } from '../../../src/domain/settings/settings.ts';

const DAY = 86_400_000;
const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

describe('domain/authentication/password-expiry', () => {
  it('ends a password after exactly so many days, and never by 0', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 0, max: 3650 }),
        fc.integer({ min: 0, max: 4000 * DAY }),
        (set, days, age) => {
          const now = new Date(set.getTime() + age);
          assert.equal(isExpired(set, days, now), days > 0 && age >= days * DAY);
          assert.equal(expiryOf(set, days) === null, days === 0);
        },
      ),
    );
  });

  const names = SETTING_NAMES.filter((name) => name.startsWith('password.'));
  const settings = fc
    .tuple(...names.map((name) => fc.integer({ min: SETTINGS[name].least, max: SETTINGS[name].most })))
    .map((values) => settingsWith(names.map((name, index) => ({ name, value: values[index] ?? 0 }))));

  it('never asks less of an administrator, and the same length of everybody with the same factors', () => {
    fc.assert(
      fc.property(settings, fc.boolean(), (chosen, hasSecondFactor) => {
        const staff = policyFor(chosen, { hasSecondFactor, isAdministrator: false });
        const admin = policyFor(chosen, { hasSecondFactor, isAdministrator: true });
        const life = (days: number) => (days === 0 ? Number.POSITIVE_INFINITY : days);
        assert.ok(life(admin.maximumAgeDays) <= life(staff.maximumAgeDays));
        assert.equal(life(staff.maximumAgeDays), life(chosen['password.days']));
        assert.ok(admin.history >= staff.history);
        assert.equal(admin.minimumLength, staff.minimumLength);
        assert.equal(
          staff.minimumLength,
          hasSecondFactor ? chosen['password.length_with_factor'] : chosen['password.length'],
        );
      }),
    );
  });

  it('asks by default 14 alone and 8 with a factor, and of administrators every two months', () => {
    const defaults = settingsWith([]);
    const alone = policyFor(defaults, { hasSecondFactor: false, isAdministrator: false });
    assert.deepEqual(alone, {
      minimumLength: 14,
      lengthAlone: 14,
      strength: 3,
      history: 5,
      maximumAgeDays: 0,
    });
    const admin = policyFor(defaults, { hasSecondFactor: true, isAdministrator: true });
    assert.deepEqual(admin, {
      minimumLength: 8,
      lengthAlone: 14,
      strength: 2,
      history: 10,
      maximumAgeDays: 60,
    });
  });
});

import { strict as assert } from 'node:assert';
import { generateSync } from 'otplib';
import { type CodeMethod, verifyCode } from '../../src/domain/authentication/second-factor.ts';
import {
  FACTOR_LIFETIME_RULE,
  FACTOR_RULE,
  factorKey,
  factorLifetimeKey,
} from '../../src/domain/authentication/throttle.ts';
import { seedMinistry } from '../support/ministry.ts';
import { takeFactorsOf } from '../support/take-factors.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const MINUTE = 60_000;
const START = Date.parse('2026-11-20T01:00:00Z');

describe('flow: counting wrong codes', () => {
  let now = START;
  let database: TestServices;
  let personId: string;
  let secret: string;
  let recoveryCodes: string[];

  before(async function () {
    this.timeout(60_000);
    database = await openTestServices({ now: () => new Date(now) });
    await seedMinistry(database);
    personId = (await database.services.staff.show(EMAIL)).person.id;
  });
  after(() => database.close());
  beforeEach(async () => {
    now += 24 * 60 * MINUTE;
    await takeFactorsOf(database.services, EMAIL);
    ({ secret, recoveryCodes } = await database.services.factors.enrolFor(EMAIL, OPERATOR));
  });

  const right = () => generateSync({ secret, epoch: Math.floor(now / 1000) });
  const wrong = () => (right() === '000000' ? '000001' : '000000');

  /** What becomes of a code, from a network of its own: `taken`, or the refusal. */
  async function outcome(method: CodeMethod, code: string, network = '192.0.2.1'): Promise<string> {
    const origin = {
      address: network,
      networkPrefix: network,
      isOutside: false,
      userAgent: null,
      supportCode: 'ABCD-EFGH',
    };
    return verifyCode(database.services, { id: personId }, { method, code }, origin).then(
      () => 'taken',
      (error) => error.code,
    );
  }

  async function failFiveTimes(): Promise<void> {
    for (let count = 0; count < 5; count += 1)
      assert.equal(await outcome('totp', wrong(), `192.0.2.${count}`), 'code_refused');
  }

  it('counts codes of both kinds together, from wherever they come', async () => {
    for (const network of ['192.0.2.1', '198.51.100.7', '203.0.113.9'])
      assert.equal(await outcome('totp', wrong(), network), 'code_refused');
    for (const network of ['192.0.2.2', '198.51.100.8'])
      assert.equal(await outcome('recovery-code', '2222-2222', network), 'code_refused');
    assert.equal(await outcome('totp', right()), 'codes_paused');
    assert.equal(await outcome('recovery-code', recoveryCodes[0] ?? ''), 'codes_paused');
    now += 15 * MINUTE;
    assert.equal(await outcome('recovery-code', recoveryCodes[0] ?? ''), 'taken');
  });

  it('judges five of thirty parallel codes', async () => {
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, index) => outcome(index % 2 ? 'totp' : 'recovery-code', wrong())),
    );
    assert.equal(all.filter((each) => each === 'code_refused').length, 5);
    assert.equal(all.filter((each) => each === 'codes_paused').length, 25);
  });

  it('is not begun anew by another password, nor by a right one', async () => {
    await failFiveTimes();
    const { accounts, stores } = database.services;
    await accounts.setPassword(EMAIL, 'bảy con mèo nằm trên mái', { mustChange: false, actor: OPERATOR });
    assert.equal(await outcome('totp', right()), 'codes_paused');
    const keys = [factorKey(personId), factorLifetimeKey(personId)];
    for (const [index, rule] of [FACTOR_RULE, FACTOR_LIFETIME_RULE].entries())
      assert.equal(
        await stores.throttle.reserve(keys[index] ?? '', { ...rule, limit: 5 }, new Date(now)),
        false,
      );
  });

  it('begins anew with a right code', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1) assert.equal(await outcome('totp', wrong()), 'code_refused');
      assert.equal(await outcome('totp', right()), 'taken');
      now += MINUTE;
    }
  });

  it('ends the factor after a hundred wrong codes in a row, however slowly, until it is enrolled anew', async () => {
    // All but the last five, as years of patience would leave them.
    const earlier = FACTOR_LIFETIME_RULE.limit - 5;
    for (let count = 0; count < earlier; count += 1)
      await database.services.stores.throttle.reserve(
        factorLifetimeKey(personId),
        FACTOR_LIFETIME_RULE,
        new Date(now),
      );
    now += 3 * 365 * 24 * 60 * MINUTE;
    await failFiveTimes();
    now += 365 * 24 * 60 * MINUTE;
    const { accounts, factors, stores } = database.services;
    assert.equal(await outcome('totp', right()), 'codes_locked');
    assert.equal(await outcome('recovery-code', recoveryCodes[0] ?? ''), 'codes_locked');
    const [newest] = await stores.audit.listOfPerson(personId, ['sign_in.refused'], 1);
    assert.equal(newest?.details?.cause, 'code_locked');
    await accounts.unlock(EMAIL, OPERATOR);
    assert.equal(await outcome('totp', right()), 'codes_locked');

    await takeFactorsOf(database.services, EMAIL);
    ({ secret, recoveryCodes } = await factors.enrolFor(EMAIL, OPERATOR));
    assert.equal(await outcome('totp', right()), 'taken');
    assert.equal(FACTOR_LIFETIME_RULE.limit, 100);
  });
});

import { strict as assert } from 'node:assert';
import { askForPasskey, verifyPasskey } from '../../../src/domain/authentication/passkey.ts';
import { NETWORK_RULE, networkKey } from '../../../src/domain/authentication/throttle.ts';
import type { Person } from '../../../src/domain/directory/person.ts';
import { seedMinistry } from '../../support/ministry.ts';
import { enrolPasskey, givePasskey, TEST_ORIGIN } from '../../support/passkeys.ts';
import { SoftwareAuthenticator, type Tampering } from '../../support/software-authenticator.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const STAFF = 'staff@mic.example';
const CLERK = 'clerk@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const REFUSED = { code: 'passkey_refused' };

describe('the passkey authenticator', () => {
  let opened: TestServices;
  let staff: Person;
  let device: SoftwareAuthenticator;
  let clerksDevice: SoftwareAuthenticator;
  const time = { now: new Date() };
  const clock = { now: () => time.now };

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices(clock);
    await seedMinistry(opened);
    ({ person: staff } = await opened.services.staff.show(STAFF));
    device = await givePasskey(opened.services, STAFF);
    clerksDevice = await givePasskey(opened.services, CLERK);
  });
  after(() => opened?.close());

  type Ask = { context: string; personId: string | null };
  const anybody: Ask = { context: 'interaction-1', personId: null };
  const known = (): Ask => ({ context: 'interaction-2', personId: staff.id });

  /** The answer of a device to a fresh question. */
  async function answered(ask: Ask, by = device, tampering: Tampering = {}): Promise<string> {
    return by.get(await askForPasskey(opened.services, ask), tampering);
  }
  const verify = (ask: Ask, response: string) =>
    verifyPasskey(opened.services, { ...ask, response, clientId: null }, TEST_ORIGIN);

  async function lastCause(): Promise<unknown> {
    const rows = await opened.services.database.source.query(
      `select details from audit_event where type = 'sign_in.refused' order by seq desc limit 1`,
    );
    return rows[0]?.details.cause;
  }

  it('names the person, and where her key lives', async () => {
    const { person, method } = await verify(anybody, await answered(anybody));
    assert.equal(person.id, staff.id);
    assert.deepEqual([method.method, method.key], ['passkey', 'swk']);
    const bound = new SoftwareAuthenticator(opened.services.config.issuer, { isSyncable: false });
    const { passkey } = await enrolPasskey(opened.services, STAFF, bound);
    assert.equal((await verify(anybody, await answered(anybody, bound))).method.key, 'hwk');
    await opened.services.passkeys.revokePasskey(staff, passkey.id, TEST_ORIGIN);
    assert.ok((await opened.services.passkeys.listPasskeys(staff))[0]?.lastUsedAt);
  });

  it('asks a known person for her own passkeys only, and needs no handle from her', async () => {
    const ids = ((await askForPasskey(opened.services, known())).allowCredentials as { id: string }[]).map(
      ({ id }) => id,
    );
    assert.deepEqual(ids, [device.passkeys[0]?.credentialId]);
    assert.ok(await verify(known(), await answered(known(), device, { handle: null })));
  });

  const lies: [string, Tampering, string][] = [
    ['another origin', { origin: 'https://evil.example' }, 'wrong'],
    ['another relying party', { rpId: 'evil.example' }, 'wrong'],
    ['nobody verified', { isVerified: false }, 'wrong'],
    ['nobody present', { isPresent: false }, 'wrong'],
    ['a wrong signature', { isForged: true }, 'wrong'],
    ['the answer of an enrolment', { type: 'webauthn.create' }, 'wrong'],
    ['another site’s frame', { crossOrigin: true }, 'wrong'],
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }, 'wrong'],
    ['another person’s handle', { handle: Buffer.alloc(32).toString('base64url') }, 'foreign'],
  ];
  for (const [lie, tampering, cause] of lies) {
    it(`refuses ${lie}, to whoever is known and to whoever is not`, async () => {
      for (const ask of [anybody, known()]) {
        await assert.rejects(verify(ask, await answered(ask, device, tampering)), REFUSED);
        assert.equal(await lastCause(), cause);
      }
    });
  }

  it('refuses a passkey without a handle where nobody is known', async () => {
    await assert.rejects(verify(anybody, await answered(anybody, device, { handle: null })), REFUSED);
    assert.equal(await lastCause(), 'foreign');
  });

  it('refuses an unknown passkey and what is no answer', async () => {
    const stranger = new SoftwareAuthenticator(opened.services.config.issuer);
    stranger.create({ challenge: 'AA', rp: { id: 'localhost' }, user: { id: 'AA' } });
    await assert.rejects(verify(anybody, await answered(anybody, stranger)), REFUSED);
    assert.equal(await lastCause(), 'unknown');
    for (const text of ['', '{}', 'null']) {
      await askForPasskey(opened.services, anybody);
      await assert.rejects(verify(anybody, text), REFUSED, text);
    }
  });

  it('refuses somebody else’s passkey as a second factor', async () => {
    const passkey = clerksDevice.passkeys[0];
    assert.ok(passkey);
    const response = await answered(known(), clerksDevice, { passkey });
    await assert.rejects(verify(known(), response), REFUSED);
    assert.equal(await lastCause(), 'foreign');
    // Nor with the handle of whom it would pass for.
    const handle = device.passkeys[0]?.handle ?? '';
    await assert.rejects(
      verify(known(), await answered(known(), clerksDevice, { passkey, handle })),
      REFUSED,
    );
  });

  it('takes an answer once, also when it comes 20 times at once', async () => {
    const response = await answered(anybody);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => verify(anybody, response)));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(verify(anybody, response), REFUSED);
    assert.equal(await lastCause(), 'challenge');
  });

  it('uses the challenge up, right or wrong, and asks another one each time', async () => {
    const question = await askForPasskey(opened.services, anybody);
    await assert.rejects(verify(anybody, device.get(question, { isForged: true })), REFUSED);
    await assert.rejects(verify(anybody, device.get(question)), REFUSED);
    const [first, second] = [await answered(anybody), await answered(anybody)];
    await assert.rejects(verify(anybody, first), REFUSED);
    assert.equal(await lastCause(), 'wrong');
    await assert.rejects(verify(anybody, second), REFUSED, 'the question was used up');
  });

  it('refuses an answer to another interaction, to somebody else’s question, and to an enrolment', async () => {
    await askForPasskey(opened.services, { ...anybody, context: 'interaction-3' });
    const response = await answered(anybody);
    await assert.rejects(verify({ ...anybody, context: 'interaction-3' }, response), REFUSED);
    await assert.rejects(verify({ ...anybody, context: 'interaction-4' }, response), REFUSED);
    assert.equal(await lastCause(), 'challenge');
    await assert.rejects(verify({ ...anybody, personId: staff.id }, response), REFUSED);
    assert.ok(await verify(anybody, response), 'nothing of that used it up');

    const options = await opened.services.passkeys.beginPasskey(staff, known().context);
    const given = { challenge: options.challenge, rpId: 'localhost' };
    await assert.rejects(verify(known(), device.get(given)), REFUSED);
  });

  it('refuses after five minutes', async () => {
    const before = time.now;
    const [late, early] = [5 * 60_000, 5 * 60_000 - 1].map((ms) => new Date(before.getTime() + ms));
    for (const [at, isTaken] of [
      [late, false],
      [early, true],
    ] as const) {
      time.now = before;
      const response = await answered(anybody);
      time.now = at ?? before;
      if (isTaken) assert.ok(await verify(anybody, response));
      else await assert.rejects(verify(anybody, response), REFUSED);
    }
    time.now = before;
  });

  it('refuses a counter that does not go up, which tells of a copy', async () => {
    const counting = new SoftwareAuthenticator(opened.services.config.issuer, { isSyncable: false });
    counting.counter = 5;
    const { passkey } = await enrolPasskey(opened.services, STAFF, counting);
    const attempt = async (counter: number) =>
      verify(anybody, await answered(anybody, counting, { counter }));
    for (const counter of [5, 4, 0]) {
      await assert.rejects(attempt(counter), REFUSED, String(counter));
      assert.equal(await lastCause(), 'counter');
    }
    assert.ok(await attempt(9));
    await assert.rejects(attempt(9), REFUSED);
    assert.ok(await attempt(10));
    await opened.services.passkeys.revokePasskey(staff, passkey.id, TEST_ORIGIN);
  });

  it('refuses a counter that two uses bring at once', async () => {
    const counting = new SoftwareAuthenticator(opened.services.config.issuer);
    counting.counter = 1;
    const { passkey } = await enrolPasskey(opened.services, STAFF, counting);
    const asks = Array.from({ length: 6 }, (_, index) => ({ context: `copy-${index}`, personId: null }));
    const responses = await Promise.all(asks.map((ask) => answered(ask, counting, { counter: 7 })));
    const outcomes = await Promise.allSettled(asks.map((ask, index) => verify(ask, responses[index] ?? '')));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    await opened.services.passkeys.revokePasskey(staff, passkey.id, TEST_ORIGIN);
  });

  it('refuses a revoked passkey, and an account that is not open', async () => {
    const { services } = opened;
    const lost = new SoftwareAuthenticator(services.config.issuer);
    const { passkey } = await enrolPasskey(services, CLERK, lost);
    await services.passkeys.revokeFor(CLERK, passkey.id, OPERATOR);
    await assert.rejects(verify(anybody, await answered(anybody, lost)), REFUSED);
    assert.equal(await lastCause(), 'unknown');

    await services.staff.disable(CLERK, OPERATOR);
    await assert.rejects(verify(anybody, await answered(anybody, clerksDevice)), REFUSED);
    assert.equal(await lastCause(), 'disabled');
    await services.staff.enable(CLERK, OPERATOR);
    assert.ok(await verify(anybody, await answered(anybody, clerksDevice)));
  });

  it('counts wrong answers in the network’s bucket alone', async () => {
    const origin = { ...TEST_ORIGIN, networkPrefix: '203.0.113.9' };
    const attempt = (response: string) =>
      verifyPasskey(opened.services, { ...anybody, response, clientId: null }, origin);
    const { throttle } = opened.services.stores;
    const key = networkKey(origin.networkPrefix);
    for (let others = 2; others < 200; others += 1) await throttle.reserve(key, NETWORK_RULE, time.now);
    assert.ok(await attempt(await answered(anybody)), 'a right answer is not counted');
    for (let wrong = 0; wrong < 2; wrong += 1) await assert.rejects(attempt(''), REFUSED);
    const response = await answered(anybody);
    await assert.rejects(attempt(response), { code: 'network_paused' });
    assert.ok(await verify(anybody, response), 'another network goes on, and the answer is not used up');
  });
});

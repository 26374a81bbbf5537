import { strict as assert } from 'node:assert';
import type { Person } from '../../src/domain/directory/person.ts';
import type { Services } from '../../src/services.ts';
import { seedMinistry } from '../support/ministry.ts';
import { enrolPasskey, TEST_ORIGIN } from '../support/passkeys.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const STAFF = 'staff@mic.example';
const ROUNDS = 10;
const PARALLEL = 12;

/** On PostgreSQL these are races; on the embedded database, which has one connection, they hold anyhow. */
describe('storage: passkeys in races', () => {
  let opened: TestServices;
  let services: Services;
  let staff: Person;

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => new Date() });
    services = opened.services;
    await seedMinistry(opened);
    ({ person: staff } = await services.staff.show(STAFF));
  });
  after(() => opened?.close());

  const device = () => new SoftwareAuthenticator(services.config.issuer);
  const atOnce = <Result>(work: (index: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: PARALLEL }, (_, index) => work(index)));

  it('uses a challenge up once', async () => {
    const asked = { context: 'interaction', purpose: 'sign-in', personId: null } as const;
    const now = new Date();
    for (let round = 0; round < ROUNDS; round += 1) {
      const challenge = `challenge-${round}`;
      const expiresAt = new Date(now.getTime() + 1000);
      await services.stores.passkeys.saveChallenge({ ...asked, challenge, expiresAt });
      const found = await atOnce(() => services.stores.passkeys.consumeChallenge(asked, now));
      assert.deepEqual(found.filter(Boolean), [challenge]);
    }
  });

  it('notes a counter once', async () => {
    const { passkey } = await enrolPasskey(services, STAFF, device());
    const note = (counter: number) =>
      services.stores.passkeys.use(passkey.id, { counter, isBackedUp: true }, new Date());
    assert.deepEqual([await note(0), await note(0)], [true, true], 'some do not count');
    for (let counter = 1; counter <= ROUNDS; counter += 1)
      assert.equal((await atOnce(() => note(counter))).filter(Boolean).length, 1);
    assert.equal(await note(0), false);
  });

  it('keeps one handle, whoever asks for the first', async () => {
    const { person: clerk } = await services.staff.show('clerk@mic.example');
    const handles = await atOnce((index) => services.stores.passkeys.keepHandle(clerk.id, `handle-${index}`));
    assert.equal(new Set(handles).size, 1);
  });

  it('lets ten be enrolled at most, also when more are at once', async () => {
    for (let index = 0; index < 7; index += 1) await enrolPasskey(services, STAFF, device());
    const started = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const context = `tab-${index}`;
        return { context, response: device().create(await services.passkeys.beginPasskey(staff, context)) };
      }),
    );
    const outcomes = await Promise.allSettled(
      started.map((proof) =>
        services.passkeys.confirmPasskey(staff, { ...proof, name: 'Cùng lúc' }, TEST_ORIGIN),
      ),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 2);
    const tooMany = { code: 'too_many_passkeys' };
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.equal(outcome.reason.code, tooMany.code);
    await assert.rejects(services.passkeys.beginPasskey(staff, 's'), tooMany);
  });
});

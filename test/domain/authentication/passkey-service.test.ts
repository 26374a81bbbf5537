import { strict as assert } from 'node:assert';
import type { Person } from '../../../src/domain/directory/person.ts';
import type { Services } from '../../../src/services.ts';
import { seedMinistry } from '../../support/ministry.ts';
import { enrolPasskey, givePasskey, TEST_ORIGIN } from '../../support/passkeys.ts';
import { SoftwareAuthenticator } from '../../support/software-authenticator.ts';
import { takeFactorsOf } from '../../support/take-factors.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const STAFF = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('the passkeys of a person', () => {
  let opened: TestServices;
  let services: Services;
  let staff: Person;
  const time = { now: new Date() };

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => time.now });
    services = opened.services;
    await seedMinistry(opened);
    ({ person: staff } = await services.staff.show(STAFF));
  });
  after(() => opened?.close());
  afterEach(() => takeFactorsOf(services, STAFF));

  const device = () => new SoftwareAuthenticator(services.config.issuer);
  const methods = () => services.stores.credentials.listSecondMethods(staff.id);
  const events = (type: string): Promise<{ actor: object; details: Record<string, string> }[]> =>
    services.database.source.query(
      'select actor, details from audit_event where type = $1 and person_id = $2 order by seq',
      [type, staff.id],
    );
  const letters = async () => {
    const [{ n }] = await services.database.source.query(
      `select count(*)::int as n from outbox where kind = 'mail'`,
    );
    return n as number;
  };

  it('begin with recovery codes, which stand in for any of them', async () => {
    const before = await letters();
    const first = await enrolPasskey(services, STAFF, device());
    assert.equal(new Set(first.recoveryCodes).size, 10);
    assert.deepEqual(await methods(), ['passkey', 'recovery-code']);
    const second = await enrolPasskey(services, STAFF, device(), { name: 'Điện thoại' });
    assert.deepEqual(second.recoveryCodes, [], 'the codes that she has keep their force');
    assert.equal((await services.stores.totp.countRecoveryCodes(staff.id))?.left, 10);
    assert.equal(await letters(), before + 2);
    const [event] = (await events('credential.enrolled')).slice(-1);
    assert.deepEqual(event?.details, { method: 'passkey', name: 'Điện thoại' });
    const names = (await services.passkeys.listPasskeys(staff)).map(({ name }) => name);
    assert.deepEqual(names.sort(), ['Máy thử', 'Điện thoại'].sort());
  });

  it('bring no new codes to who has a phone, and are told apart in what is offered', async () => {
    await services.factors.enrolFor(STAFF, OPERATOR);
    const { recoveryCodes } = await enrolPasskey(services, STAFF, device());
    assert.deepEqual(recoveryCodes, []);
    assert.deepEqual(await methods(), ['totp', 'passkey', 'recovery-code']);
  });

  it('keep one handle a person, which is neither her id nor her address', async () => {
    const first = await services.passkeys.beginPasskey(staff, 's');
    await takeFactorsOf(services, STAFF);
    const again = await services.passkeys.beginPasskey(staff, 't');
    const { id } = first.user as { id: string };
    assert.deepEqual(first.user, again.user);
    assert.equal(Buffer.from(id, 'base64url').length, 32);
    assert.notEqual(first.challenge, again.challenge);
    const { person: clerk } = await services.staff.show('clerk@mic.example');
    assert.notEqual((await services.passkeys.beginPasskey(clerk, 's')).user, first.user);
  });

  it('are refused when the answer is late, repeated, another context’s, or somebody else’s', async () => {
    const response = device().create(await services.passkeys.beginPasskey(staff, 'one'));
    const confirm = (context: string, person = staff) =>
      services.passkeys.confirmPasskey(person, { context, response, name: 'x' }, TEST_ORIGIN);
    const notMade = { code: 'passkey_not_made' };
    await services.passkeys.beginPasskey(staff, 'two');
    await assert.rejects(confirm('two'), notMade);
    const { person: clerk } = await services.staff.show('clerk@mic.example');
    await assert.rejects(confirm('one', clerk), notMade);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => confirm('one')));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(confirm('one'), notMade);

    const before = time.now;
    const late = device().create(await services.passkeys.beginPasskey(staff, 'one'));
    time.now = new Date(before.getTime() + 5 * 60_000);
    const proof = { context: 'one', response: late, name: 'x' };
    await assert.rejects(services.passkeys.confirmPasskey(staff, proof, TEST_ORIGIN), notMade);
    time.now = before;
  });

  it('are nobody else’s: a credential id is taken once', async () => {
    const hers = await givePasskey(services, STAFF);
    const [passkey] = hers.passkeys;
    assert.ok(passkey);
    const stolen = enrolPasskey(services, 'clerk@mic.example', device(), { passkey });
    await assert.rejects(stolen, { code: 'passkey_exists' });
    const { person: clerk } = await services.staff.show('clerk@mic.example');
    assert.deepEqual(await services.passkeys.listPasskeys(clerk), []);
  });

  it('carry a name that hides nothing', async () => {
    const { passkey } = await enrolPasskey(services, STAFF, device(), { name: '  Máy   tính\tở cơ quan ' });
    assert.equal(passkey.name, 'Máy tính ở cơ quan');
    for (const name of ['', '   ', 'x'.repeat(61), 'a\u202eb', 'a\u0007b', 'a\u200bb']) {
      const renamed = services.passkeys.renamePasskey(staff, passkey.id, name, TEST_ORIGIN);
      await assert.rejects(renamed, { code: 'passkey_name_invalid' }, JSON.stringify(name));
    }
    await services.passkeys.renamePasskey(staff, passkey.id, '🔑 Khóa của Ánh', TEST_ORIGIN);
    assert.equal((await services.passkeys.listPasskeys(staff))[0]?.name, '🔑 Khóa của Ánh');
    assert.equal((await events('credential.renamed')).length, 1);
  });

  it('are renamed and revoked by their owner and by officers, by nobody else', async () => {
    await services.factors.enrolFor(STAFF, OPERATOR);
    const { passkey } = await enrolPasskey(services, STAFF, device());
    const { person: clerk } = await services.staff.show('clerk@mic.example');
    const missing = { code: 'passkey_not_found' };
    const { passkeys } = services;
    await assert.rejects(passkeys.renamePasskey(clerk, passkey.id, 'x', TEST_ORIGIN), missing);
    await assert.rejects(passkeys.revokePasskey(clerk, passkey.id, TEST_ORIGIN), missing);
    await assert.rejects(passkeys.revokeFor('clerk@mic.example', passkey.id, OPERATOR), missing);
    await assert.rejects(passkeys.revokePasskey(staff, 'no-uuid', TEST_ORIGIN), missing);
    const before = await letters();
    await passkeys.revokePasskey(staff, passkey.id, TEST_ORIGIN);
    await assert.rejects(passkeys.revokePasskey(staff, passkey.id, TEST_ORIGIN), missing);
    assert.equal(await letters(), before + 1);
    assert.deepEqual(await methods(), ['totp', 'recovery-code'], 'the codes stand in for the phone');
    const [event] = (await events('credential.revoked')).slice(-1);
    assert.deepEqual(event?.details, { method: 'passkey', name: 'Máy thử' });
  });

  it('take the recovery codes along with the last of them', async () => {
    const { passkey } = await enrolPasskey(services, STAFF, device());
    await services.passkeys.revokeFor(STAFF, passkey.id, OPERATOR);
    assert.equal(await services.stores.totp.countRecoveryCodes(staff.id), null);
    assert.deepEqual(await methods(), []);
    assert.equal((await enrolPasskey(services, STAFF, device())).recoveryCodes.length, 10);
  });

  it('go with a reset', async () => {
    await enrolPasskey(services, STAFF, device());
    await takeFactorsOf(services, STAFF);
    assert.deepEqual(await services.passkeys.listFor(STAFF), []);
    const [event] = (await events('credentials.reset')).slice(-1);
    assert.equal(event?.details.methods, 'passkey recovery-code');
  });
});

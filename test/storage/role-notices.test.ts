import { strict as assert } from 'node:assert';
import { roleClaims, rolesDigest } from '../../src/domain/roles/role-claims.ts';
import { changedAmong } from '../../src/domain/sessions/noticed-changes.ts';
import type { Services } from '../../src/services.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const CLIENTS = ['documents', 'portal'];

/** Every way to hold a role, and some that give nothing. */
const TO = [
  { person: '014-00001' },
  { person: '014-00004' },
  { unit: 'G14.05' },
  { unit: 'G14', subtree: true },
  { position: 'chuyen-vien' },
  { position: 'chuyen-vien', unit: 'G14.05', subtree: true },
  { category: 'công chức' },
  { category: 'viên chức' },
];
const EXTENTS = ['none', 'own-unit', 'any'] as const;

describe('storage: what clients were told of roles', () => {
  let test: TestServices;
  let services: Services;
  const now = new Date('2026-03-15T03:00:00Z');

  before(async function () {
    this.timeout(60_000);
    test = await openTestServices({ now: () => now });
    services = test.services;
    await seedMinistry(test);
    for (const client_id of CLIENTS) {
      const notices = { role_change_notice: 'webhook', role_change_uri: 'https://rp.example/roles' };
      await seedClient(test, { client_id, ...(client_id === 'documents' && notices) });
      for (const extent of EXTENTS)
        for (const [index, to] of TO.entries()) {
          const code = `${extent}-${index}`;
          await services.roles.createRole(OFFICER, { clientId: client_id, code, name: code, extent });
          const bounds = extent === 'any' && index % 2 === 0 ? { extent: 'G14.05.1' } : {};
          await services.roles.grantRole(OFFICER, { clientId: client_id, code, to, ...bounds });
        }
    }
    // A role of one client by a composite of the other.
    const part = { clientId: 'documents', code: 'none-1' };
    await services.roles.includeRoles(OFFICER, {
      role: { clientId: 'portal', code: 'none-3' },
      parts: [part],
    });
    await signInEverybody([1, 2]);
  });
  after(() => test?.close());

  /** Sessions of each, at both clients; what the clients know is what a token would tell them. */
  async function signInEverybody(sessions: number[]): Promise<void> {
    const { protocol } = services.stores;
    const expiresAt = new Date('2026-03-15T13:00:00Z');
    for (const { id } of await services.staff.list())
      for (const session of sessions) {
        const uid = `${id}-${session}`;
        const authorizations: Record<string, object> = {};
        for (const clientId of CLIENTS) {
          const consentId = `${uid}-${clientId}`;
          authorizations[clientId] = { sid: `sid-${consentId}`, grantId: consentId };
          const consent = { payload: {}, accountId: id, clientId, expiresAt };
          await protocol.save('Grant', consentId, consent);
        }
        await protocol.save('Session', uid, { payload: { authorizations }, uid, accountId: id, expiresAt });
      }
  }

  const stores = () => services.stores;
  const consents = () => stores().roleNotices.list(null, now);
  /** One of somebody whose account is open. */
  async function oneConsent() {
    const { person } = await services.staff.show('014-00001');
    const [consent] = await stores().roleNotices.list([person.id], now);
    assert.ok(consent);
    return consent;
  }
  const changed = async () => changedAmong(stores(), await consents(), now);

  it('are consents of open sessions at clients that want notices', async () => {
    const found = await consents();
    assert.equal(found.length, 2 * 5);
    assert.ok(found.every(({ clientId, told }) => clientId === 'documents' && told === null));
    const [first] = found;
    assert.deepEqual(first, {
      consentId: first?.consentId,
      clientId: 'documents',
      personId: first?.personId,
      sid: `sid-${first?.consentId}`,
      sessionUid: first?.consentId.replace('-documents', ''),
      notice: 'webhook',
      told: null,
    });
    const one = [first?.personId ?? ''];
    assert.equal((await stores().roleNotices.list(one, now)).length, 2);
    assert.deepEqual(await stores().roleNotices.list(null, new Date('2026-03-16T03:00:00Z')), []);
  });

  it('are judged alike for many people and for one who signs in', async () => {
    for (const { consentId, personId, clientId } of await consents()) {
      const record = await stores().directory.findPersonRecord(personId);
      assert.ok(record);
      const held = await services.roles.effectiveRolesOf(record, clientId, now);
      await stores().roleNotices.noteFirst(consentId, rolesDigest(roleClaims(held, record.person)));
    }
    assert.deepEqual(await changed(), []);
    const told = new Set((await consents()).map((each) => each.told));
    assert.ok(told.size >= 4, 'people differ in what they hold');
  });

  it('stay what they are once noted, until something else is', async () => {
    const first = await oneConsent();
    assert.ok(first.told);
    await stores().roleNotices.noteFirst(first.consentId, 'other');
    assert.equal((await oneConsent()).told, first.told);
    await stores().roleNotices.note([{ consentId: first.consentId, digest: 'other' }]);
    assert.deepEqual(await changed(), [{ ...first, told: 'other', digest: first.told }]);
  });

  it('survive that the provider writes the consent anew', async () => {
    const first = await oneConsent();
    const { consentId, personId: accountId, clientId } = first;
    const expiresAt = new Date('2026-03-15T13:00:00Z');
    await stores().protocol.save('Grant', consentId, { payload: { x: 1 }, accountId, clientId, expiresAt });
    assert.equal((await oneConsent()).told, first.told);
  });

  it('end with the consent, of which the session forgets that client alone', async () => {
    const first = await oneConsent();
    await stores().roleNotices.end([first]);
    assert.equal(await stores().protocol.find('Grant', first.consentId), undefined);
    const session = await stores().protocol.findByUid('Session', first.sessionUid);
    assert.deepEqual(Object.keys(session?.authorizations as object), ['portal']);
    assert.equal((await consents()).length, 9);
  });

  it('of many, only those whom a role grant reaches are judged', async () => {
    await signInEverybody(Array.from({ length: 50 }, (_, index) => index + 3));
    const untold = async () =>
      new Set((await consents()).filter(({ told }) => told === null).map(({ personId }) => personId));
    assert.equal((await untold()).size, 5);
    const grant = (to: object) =>
      services.roles.grantRole(OFFICER, { clientId: 'documents', code: 'any-0', to });
    const { id } = await grant({ unit: 'G14.05', subtree: true });
    // Left are the clerk, and who has retired: her account is closed.
    assert.equal((await untold()).size, 2);
    await services.roles.revokeRole(OFFICER, id);
    assert.equal((await untold()).size, 2);
    // Of a composite nobody is asked whom it reaches.
    const role = { clientId: 'portal', code: 'none-3' };
    await services.roles.excludeRoles(OFFICER, { role, parts: [{ clientId: 'documents', code: 'none-1' }] });
    assert.equal((await untold()).size, 1);
  });
});

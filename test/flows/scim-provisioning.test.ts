import { strict as assert } from 'node:assert';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { browser, isActive, relyingParty, signIn } from './relying-party.ts';
import {
  assertRefused,
  ENTERPRISE,
  liftGuard,
  type ScimCaller,
  STAFF,
  scimCaller,
  USER,
} from './scim-caller.ts';
import { importPerson } from './staff-rows.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;

describe('flow: a directory that provisions over SCIM', () => {
  let server: TestServer;
  let entra: ScimCaller;
  let keycloak: ScimCaller;
  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await liftGuard(server);
    entra = await scimCaller(server, 'entra');
    keycloak = await scimCaller(server, 'keycloak');
  });
  after(() => server.stop());

  const idOf = async (userName: string) => (await entra.find('/Users', `userName eq "${userName}"`))[0]?.id;

  it('as Entra does: looks for somebody, makes her, moves her, closes and removes her', async () => {
    assert.deepEqual(await entra.find('/Users', 'userName eq "mai.lt@mic.example"'), []);
    const made = await entra.call('POST', '/Users', {
      schemas: [USER, ENTERPRISE],
      externalId: 'mai.lt',
      userName: 'Mai.LT@mic.example',
      active: true,
      displayName: 'Lê Thị Mai',
      emails: [{ primary: true, type: 'work', value: 'mai.lt@mic.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Lê Thị Mai', familyName: 'Lê', givenName: 'Mai' },
      roles: [{ value: 'system-administrator' }],
      [ENTERPRISE]: { employeeNumber: '014-00100' },
      [STAFF]: { unitCode: 'G14.05', position: 'Chuyên viên', category: 'cong_chuc' },
    });
    assert.equal(made.status, 201, JSON.stringify(made.json));
    const { id } = made.json;
    assert.equal(made.headers.get('location'), `${entra.base}/Users/${id}`);
    assert.equal(made.json.userName, 'mai.lt@mic.example');
    assert.equal(made.json.active, true);
    assert.equal(made.json[ENTERPRISE].department, 'Cục An toàn thông tin');

    const moved = await entra.patch(
      `/Users/${id}`,
      { op: 'Replace', path: `${STAFF}:unitCode`, value: 'G14.05.1' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+84 912 345 678' },
      { op: 'Replace', path: 'name.givenName', value: 'Mây' },
    );
    assert.equal(moved.status, 200, JSON.stringify(moved.json));
    assert.equal(moved.json[STAFF].unitCode, 'G14.05.1');
    assert.equal(moved.json[STAFF].position, 'Chuyên viên');
    assert.equal(moved.json.phoneNumbers[0].value, '0912345678');
    assert.equal(moved.json.displayName, 'Lê Thị Mây');
    const { posts } = await server.services.staff.show('014-00100');
    assert.deepEqual(
      posts.map(({ unitCode }) => unitCode),
      ['G14.05.1'],
    );

    assert.equal(
      (await entra.patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' })).json.active,
      false,
    );
    assert.equal(
      (await entra.patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'True' })).json.active,
      true,
    );
    assert.equal((await entra.call('DELETE', `/Users/${id}`)).status, 204);
    assertRefused(await entra.get(`/Users/${id}`), 404);
    assertRefused(await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true }), 404);
    assertRefused(await entra.call('DELETE', `/Users/${id}`), 404);
    assert.deepEqual(await entra.find('/Users', 'userName eq "mai.lt@mic.example"'), []);
    const { person } = await server.services.staff.show('014-00100');
    assert.deepEqual(
      [person.id, person.status],
      [id, 'thoi_viec'],
      'the row stays, and so its id is never given again',
    );
  });

  it('as Keycloak does: whole resources, accounts without an employee number', async () => {
    const body = {
      schemas: [USER],
      userName: 'contractor@mic.example',
      name: { familyName: 'Trần', givenName: 'Nam' },
    };
    const made = await keycloak.call('POST', '/Users', { ...body, active: true });
    assert.equal(made.status, 201, JSON.stringify(made.json));
    assert.equal(made.json.displayName, 'Trần Nam');
    const path = `/Users/${made.json.id}`;
    const { json: seen } = await keycloak.get(path);
    const put = await keycloak.call('PUT', path, { ...seen, title: 'Kỹ sư', active: false });
    assert.equal(put.status, 200, JSON.stringify(put.json));
    assert.deepEqual([put.json.title, put.json.active], ['Kỹ sư', false]);
    assert.equal((await keycloak.call('PUT', path, { ...put.json, active: true })).json.active, true);
    assert.equal((await keycloak.call('DELETE', path)).status, 204);
  });

  it('closes an account: her session dies with the request, and her systems are told', async () => {
    const party = await relyingParty(server, {
      client_id: 'documents',
      backchannel_logout_uri: 'http://localhost:9/logout',
    });
    const tokens = await signIn(party, browser());
    const id = tokens.claims()?.sub ?? '';
    const [session] = await server.services.stores.sessions.listOpen(id);
    assert.equal(await isActive(party, tokens.access_token), true);
    await entra.patch(`/Users/${id}`, { op: 'replace', value: { active: false } });
    assert.equal(await isActive(party, tokens.access_token), false);
    assert.deepEqual(await server.services.stores.sessions.listOpen(id), []);
    const told = await server.services.stores.deliveries.listOfSession(session?.uid ?? '');
    assert.deepEqual(
      told.map(({ clientId }) => clientId),
      ['documents'],
    );
    await entra.patch(`/Users/${id}`, { op: 'replace', value: { active: true } });
    assert.equal(await isActive(party, tokens.access_token), false, 'opening revives nothing');
  });

  it('lifts no block but its own', async () => {
    const id = await idOf('clerk@mic.example');
    const open = (caller: ScimCaller) =>
      caller.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
    assertRefused(await open(keycloak), 403, 'mutability');
    assert.equal((await open(entra)).status, 200);

    await server.services.staff.disable('clerk@mic.example', OFFICER);
    assertRefused(await open(entra), 403, 'mutability');
    const put = { schemas: [USER], userName: 'clerk@mic.example', active: true };
    assertRefused(await entra.call('PUT', `/Users/${id}`, put), 403, 'mutability');
    assert.equal((await entra.get(`/Users/${id}`)).json.active, false);
    // Said again, a block stays the officer's.
    await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
    assertRefused(await open(entra), 403, 'mutability');
    await server.services.staff.enable('clerk@mic.example', OFFICER);
    assert.equal((await open(entra)).json.active, true);
  });

  it('closes an account that is closed for now, so that no day opens it', async () => {
    await importPerson(server.services, 'person-7@mic.example', { from: '01/01/2090' });
    const id = await idOf('person-7@mic.example');
    assert.equal((await entra.get(`/Users/${id}`)).json.active, false);
    await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
    const { person } = await server.services.staff.show('person-7@mic.example');
    assert.notEqual(person.disabledAt, null);
    const opened = await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    assertRefused(opened, 403, 'mutability');
  });

  it('opens nobody whom HR let go', async () => {
    const id = await idOf('retired@mic.example');
    assert.equal((await entra.get(`/Users/${id}`)).json.active, false);
    const opened = await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    assertRefused(opened, 403, 'mutability');
    assert.equal((await entra.call('DELETE', `/Users/${id}`)).status, 204);
    assert.equal((await server.services.staff.show('014-00004')).person.status, 'nghi_huu');
    assertRefused(await entra.get(`/Users/${id}`), 404);
  });

  it('adopts nobody: who is there already is a conflict, gone or not', async () => {
    const somebody = (fields: object) => ({
      schemas: [USER],
      userName: 'x@mic.example',
      displayName: 'X Y',
      ...fields,
    });
    for (const fields of [
      { userName: 'staff@mic.example' },
      { userName: 'STAFF@mic.example' },
      { userName: 'retired@mic.example' },
      { userName: '014-00001' },
      { [ENTERPRISE]: { employeeNumber: '014-00001' } },
    ])
      assertRefused(await entra.call('POST', '/Users', somebody(fields)), 409, 'uniqueness');
    const taken = await entra.patch(`/Users/${await idOf('head@mic.example')}`, {
      op: 'replace',
      path: 'userName',
      value: 'staff@mic.example',
    });
    assertRefused(taken, 409, 'uniqueness');
    assert.equal((await server.services.staff.show('014-00001')).person.fullName, 'Đặng Thị Ngọc Ánh');
  });

  it('never finds anybody by an externalId, whatever it holds', async () => {
    const id = await idOf('head@mic.example');
    const body = { schemas: [USER], userName: 'ghost@mic.example', displayName: 'Ma', externalId: id, id };
    const made = await entra.call('POST', '/Users', body);
    assert.equal(made.status, 201);
    assert.notEqual(made.json.id, id);
    assertRefused(
      await entra.get(`/Users?filter=${encodeURIComponent(`externalId eq "${id}"`)}`),
      400,
      'invalidFilter',
    );
  });

  it('empties no ministry one request at a time', async () => {
    const people = await entra.find('/Users', 'active eq true');
    await server.services.settings.set('guard.people', '0', OFFICER);
    const id = people[0]?.id;
    assertRefused(
      await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }),
      403,
      'tooMany',
    );
    assertRefused(await entra.call('DELETE', `/Users/${id}`), 403, 'tooMany');
    assert.equal((await entra.get(`/Users/${id}`)).json.active, true);
    await server.services.settings.reset('guard.people', OFFICER);
  });

  it('leaves protected accounts open', async () => {
    await server.services.staff.protect('head@mic.example', OFFICER);
    const id = await idOf('head@mic.example');
    assertRefused(
      await entra.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }),
      403,
      'mutability',
    );
    assertRefused(await entra.call('DELETE', `/Users/${id}`), 403, 'mutability');
    assert.equal((await entra.get(`/Users/${id}`)).json.active, true);
  });

  it('keeps every write as a plan, and in the audit log whom it was about', async () => {
    const events = await server.services.stores.audit.list(0, 1000);
    const about = events.filter(({ type }) => type === 'staff.provisioned');
    assert.ok(about.length > 5);
    assert.ok(about.every(({ actor, personId }) => actor.kind === 'client' && personId !== undefined));
    assert.equal(events.filter(({ type }) => type === 'person.deprovisioned').length, 3);
    const [last] = await server.services.staffPlans.list();
    assert.equal(last?.kind, 'scim');
    assert.equal(last?.appliedBy, 'client:entra');
    const undone = await server.services.staffPlans.undo(last?.plan ?? '', { isDryRun: true }, OFFICER);
    assert.equal(undone.plan.length, 64);
  });
});

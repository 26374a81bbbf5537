import { strict as assert } from 'node:assert';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import {
  assertRefused,
  ENTERPRISE,
  GROUP,
  type ScimCaller,
  STAFF,
  scimCaller,
  UNIT,
  USER,
} from './scim-caller.ts';

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

describe('flow: reading and units over SCIM', () => {
  let server: TestServer;
  let client: ScimCaller;
  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    client = await scimCaller(server, 'reader');
  });
  after(() => server.stop());

  const names = async (filter: string) =>
    (await client.find('/Users', filter)).map(({ userName }) => userName.split('@')[0]).sort();

  it('filters people by every attribute of the list', async () => {
    const everybody = ['clerk', 'head', 'newcomer', 'retired', 'staff'];
    for (const [filter, found] of [
      ['userName eq "STAFF@MIC.EXAMPLE"', ['staff']],
      [`${USER}:userName sw "ne"`, ['newcomer']],
      ['name.givenName eq "Ánh"', ['staff']],
      ['displayName co "\\u0110\\u1ee9c"', ['newcomer']],
      ['displayName co "ĐỨC" or name.givenName eq "ÁNH"', ['newcomer', 'staff']],
      ['emails[type eq "work" and value ew "d@mic.example"]', ['head', 'retired']],
      ['emails.type eq "home"', []],
      ['not (emails[type eq "home"])', everybody],
      ['phoneNumbers.value eq "0900000003"', ['head']],
      [`${ENTERPRISE}:employeeNumber gt "014-00003"`, ['newcomer', 'retired']],
      [`${ENTERPRISE}:department eq "bộ"`, ['clerk']],
      [`${STAFF}:unitCode sw "G14.05" and active eq true`, ['head', 'newcomer', 'staff']],
      [`${STAFF}:status ne "dang_cong_tac" or title pr`, ['retired']],
      ['groups[display eq "Phòng Thẩm định"]', ['newcomer', 'staff']],
      ['groups pr', everybody],
      ['title eq null', everybody],
    ] as const)
      assert.deepEqual(await names(filter), found, filter);
  });

  it('pages and sorts by what is asked', async () => {
    const page = async (query: string) => (await client.get(`/Users?${query}`)).json;
    const first = await page('sortBy=name.givenName&count=2');
    assert.deepEqual([first.totalResults, first.startIndex, first.itemsPerPage], [5, 1, 2]);
    const all = await page('sortBy=displayName&sortOrder=descending');
    const given = all.Resources.map((each: { name: { givenName: string } }) => each.name.givenName);
    assert.deepEqual(given, ['Mai', 'Hưng', 'Đức', 'Ánh', 'An']);
    const last = await page('sortBy=displayName&sortOrder=descending&startIndex=5&count=10');
    assert.equal(last.Resources[0].id, all.Resources[4].id);
    assert.deepEqual((await page('count=0')).Resources, []);
    assert.equal((await page('startIndex=-5&count=-1')).startIndex, 1);
    assert.equal((await page('startIndex=99')).itemsPerPage, 0);
    for (const query of ['sortBy=password', 'sortBy=id%3Bdrop', 'sortBy=groups'])
      assertRefused(await client.get(`/Users?${query}`), 400, 'invalidPath');
    for (const query of ['count=x', 'startIndex=1e9', 'sortOrder=up', 'count=1&count=2'])
      assertRefused(await client.get(`/Users?${query}`), 400, 'invalidValue');
  });

  it('searches by POST, and shows no more than is asked for', async () => {
    const body = {
      schemas: [SEARCH],
      filter: 'userName eq "staff@mic.example"',
      attributes: ['name.givenName'],
    };
    const { json } = await client.call('POST', '/Users/.search', body);
    const [found] = json.Resources;
    assert.deepEqual(Object.keys(found).sort(), ['id', 'name', 'schemas']);
    assert.deepEqual(found.name, { givenName: 'Ánh' });
    const path = `/Users/${found.id}`;
    const only = (await client.get(`${path}?attributes=userName,${ENTERPRISE}:employeeNumber,emails.value`))
      .json;
    assert.deepEqual(only, {
      schemas: only.schemas,
      id: found.id,
      userName: 'staff@mic.example',
      emails: [{ value: 'staff@mic.example' }],
      [ENTERPRISE]: { employeeNumber: '014-00001' },
    });
    const rest = (await client.get(`${path}?excludedAttributes=name.formatted,groups,${STAFF},id`)).json;
    assert.equal(rest.id, found.id);
    assert.equal(rest.name.formatted, undefined);
    assert.equal(rest.name.givenName, 'Ánh');
    assert.equal(rest.groups ?? rest[STAFF], undefined);
    assert.doesNotMatch(JSON.stringify((await client.get(path)).json), /000200000001|citizen|password|role/i);
  });

  it('tells by the ETag whether anything has changed', async () => {
    const [{ id }] = await client.find('/Users', 'userName eq "head@mic.example"');
    const seen = await client.get(`/Users/${id}`);
    const etag = seen.headers.get('etag') ?? '';
    assert.equal(etag, seen.json.meta.version);
    const again = await client.get(`/Users/${id}`, { 'if-none-match': etag });
    assert.deepEqual([again.status, again.json], [304, '']);
    const write = (version: string) =>
      client.call(
        'PATCH',
        `/Users/${id}`,
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', path: 'title', value: version }],
        },
        { 'if-match': version },
      );
    const changed = await write(etag);
    assert.equal(changed.status, 200);
    assert.notEqual(changed.headers.get('etag'), etag);
    assertRefused(await write(etag), 412);
    assertRefused(await client.call('DELETE', `/Users/${id}`, undefined, { 'if-match': etag }), 412);
    assertRefused(await client.call('PUT', `/Users/${id}`, seen.json, { 'if-match': etag }), 412);
    assert.equal((await client.get(`/Users/${id}`, { 'if-none-match': etag })).json.title, etag);
    const race = await Promise.all([1, 2, 3].map(() => write(changed.headers.get('etag') ?? '')));
    assert.equal(race.filter(({ status }) => status === 200).length, 1);
  });

  it('says in discovery what is true', async () => {
    const { json: config } = await client.get('/ServiceProviderConfig');
    assert.deepEqual(config.filter, { supported: true, maxResults: 200 });
    assert.deepEqual(config.bulk, { supported: true, maxOperations: 100, maxPayloadSize: 1_048_576 });
    const { json: types } = await client.get('/ResourceTypes');
    assert.deepEqual(
      types.Resources.map(({ endpoint }: { endpoint: string }) => endpoint),
      ['/Users', '/Groups'],
    );
    const { json: schemas } = await client.get('/Schemas');
    const ids = schemas.Resources.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids, [USER, ENTERPRISE, STAFF, GROUP, UNIT]);
    for (const id of ids) assert.equal((await client.get(`/Schemas/${id}`)).json.id, id);
    assertRefused(await client.get('/Schemas?filter=id%20pr'), 403);
    assertRefused(await client.get('/Schemas/constructor'), 404);
    assertRefused(await client.call('DELETE', '/ResourceTypes/User'), 405);
    // Every attribute that a resource shows is described, and every writable one is described as such.
    const { json: user } = await client.get('/Users?count=1');
    const described = schemas.Resources[0].attributes.map(({ name }: { name: string }) => name);
    const shown = Object.keys(user.Resources[0]).filter((name) => !ids.includes(name));
    assert.deepEqual(
      shown.filter((name) => !['schemas', 'id', 'meta', ...described].includes(name)),
      [],
    );
  });

  it('makes, renames and ends units; who belongs to one follows from posts', async () => {
    const body = { schemas: [GROUP, UNIT], displayName: 'Phòng Mật mã', members: [{ value: 'x' }] };
    const made = await client.call('POST', '/Groups', {
      ...body,
      [UNIT]: { code: 'G14.05.7', parentCode: 'G14.05', kind: 'Phòng' },
    });
    assert.equal(made.status, 201, JSON.stringify(made.json));
    assert.deepEqual(made.json.members, []);
    const path = `/Groups/${made.json.id}`;
    assertRefused(
      await client.call('POST', '/Groups', { ...body, [UNIT]: { code: 'g14.05.07' } }),
      409,
      'uniqueness',
    );
    assertRefused(await client.call('POST', '/Groups', body), 400, 'invalidValue');
    const renamed = await client.patch(path, { op: 'replace', path: 'displayName', value: 'Phòng Cơ yếu' });
    assert.equal(renamed.json.displayName, 'Phòng Cơ yếu');
    for (const op of ['add', 'remove', 'replace'])
      assertRefused(
        await client.patch(path, { op, path: 'members', value: [{ value: 'x' }] }),
        400,
        'mutability',
      );
    assertRefused(
      await client.patch(path, { op: 'replace', path: `${UNIT}:code`, value: 'G14.9' }),
      400,
      'mutability',
    );
    assertRefused(
      await client.patch(path, { op: 'replace', path: `${UNIT}:parentCode`, value: 'G14.05.7' }),
      400,
      'invalidValue',
    );

    const [head] = await client.find('/Users', 'userName eq "head@mic.example"');
    await client.patch(`/Users/${head.id}`, { op: 'replace', path: `${STAFF}:unitCode`, value: 'G14.05.7' });
    const staffed = await client.get(path);
    assert.deepEqual(staffed.json.members, [
      { value: head.id, $ref: `${client.base}/Users/${head.id}`, display: 'Trần Quốc Hưng', type: 'User' },
    ]);
    assert.notEqual(staffed.json.meta.version, renamed.json.meta.version, 'the version knows the members');
    const without = await client.get(`${path}?excludedAttributes=members`);
    assert.deepEqual(
      [without.json.members, without.json.meta.version],
      [undefined, staffed.json.meta.version],
    );
    assert.equal((await client.find('/Groups', `members.value eq "${head.id}"`))[0].id, made.json.id);
    assertRefused(await client.call('DELETE', path), 409);
    const [parent] = await client.find('/Groups', `${UNIT}:code eq "G14.05"`);
    await client.patch(`/Users/${head.id}`, { op: 'replace', path: `${STAFF}:unitCode`, value: 'G14.05' });
    assert.equal((await client.call('DELETE', path)).status, 204);
    assertRefused(await client.get(path), 404);
    assertRefused(await client.call('DELETE', `/Groups/${parent.id}`), 409);
    assertRefused(
      await client.call('POST', '/Groups', { ...body, [UNIT]: { code: 'G14.05.7' } }),
      409,
      'uniqueness',
    );
  });

  it('does in bulk what it does one by one, each for itself', async () => {
    const bulk = (Operations: unknown, more: object = {}) =>
      client.call('POST', '/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations,
        ...more,
      });
    const user = (name: string) => ({
      schemas: [USER],
      userName: `${name}@mic.example`,
      displayName: `Lê ${name}`,
    });
    const post = (bulkId: string, name = bulkId) => ({
      method: 'POST',
      path: '/Users',
      bulkId,
      data: user(name),
    });
    const { status, json } = await bulk([
      post('a'),
      post('b', 'a'),
      {
        method: 'patch',
        path: '/Users/bulkId:a',
        data: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', path: 'title', value: 'x' }],
        },
      },
      { method: 'DELETE', path: '/Users/bulkId:a', version: 'W/"old"' },
      { method: 'DELETE', path: '/Users/bulkId:nobody' },
      { method: 'POST', path: '/Bulk', bulkId: 'c', data: {} },
    ]);
    assert.equal(status, 200);
    const statuses = json.Operations.map((each: { status: string }) => each.status);
    assert.deepEqual(statuses, ['201', '409', '200', '412', '404', '404']);
    assert.equal(json.Operations[1].response.scimType, 'uniqueness');
    assert.equal((await client.find('/Users', 'userName eq "a@mic.example"'))[0].title, 'x');

    const stopped = await bulk([post('d', 'a'), post('e')], { failOnErrors: 1 });
    assert.equal(stopped.json.Operations.length, 1);
    assertRefused(await bulk([post('f'), { method: 'GET', path: '/Users' }]), 400, 'invalidSyntax');
    assertRefused(await bulk([{ method: 'POST', path: '/Users', data: user('g') }]), 400, 'invalidSyntax');
    assertRefused(await bulk({}), 400, 'invalidSyntax');
    assertRefused(await bulk([], { failOnErrors: 0 }), 400, 'invalidValue');
    assertRefused(await bulk(Array.from({ length: 101 }, (_, index) => post(`h${index}`))), 413);
    assert.deepEqual(await client.find('/Users', 'userName sw "f@" or userName sw "e@"'), []);
  });
});

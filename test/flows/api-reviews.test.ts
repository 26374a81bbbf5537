import { strict as assert } from 'node:assert';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const SYSTEM_OPERATOR = { kind: 'operator', name: 'an' } as const;
const OFFICER = 'head@mic.example';

describe('flow: access reviews over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let machine: string;
  let officer: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    const { roles } = server.services;
    const to = { person: OFFICER };
    await roles.grantRole(SYSTEM, { clientId: 'micconnect', code: 'system-administrator', to });
    const { id: clientId } = await seedClient(server, { client_id: 'documents' });
    // One of a person beside the rules, one of which reaches the officer herself.
    await roles.grantRole(SYSTEM, { clientId, code: 'author', to: { person: 'clerk@mic.example' } });
    api = await apiCaller(server, await apiClient(server));
    machine = await api.machineToken('roles:read roles:write');
    officer = await api.personToken(OFFICER, 'roles:read roles:write');
  });
  after(() => server.stop());

  const get = (path: string, token = machine) => api.call('GET', path, token);
  const post = (path: string, token: string, body: object = {}) =>
    api.call('POST', path, token, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  interface Item {
    item: number;
    person: string | null;
    role_grant: string;
  }

  it('go from opening to a record that verifies, by people alone', async () => {
    const asked = { name: 'Rà soát', client: 'documents' };
    assert.equal((await post('/reviews', machine, asked)).json.code, 'permission_denied');
    assert.equal((await post('/reviews', officer, { client: 'documents' })).json.code, 'request_invalid');
    assert.equal((await post('/reviews', officer, { name: 'x' })).json.code, 'review_invalid');
    const { id, counts } = (await post('/reviews', officer, asked)).json;
    assert.deepEqual(counts, { items: 3, kept: 0, revoked: 0, undecided: 3 });

    const first = (await get(`/reviews/${id}?limit=2`)).json;
    const rest = (await get(`/reviews/${id}?limit=2&after=${first.next_after}`)).json;
    const items: Item[] = [...first.items, ...rest.items];
    assert.deepEqual(
      items.map(({ item }) => item),
      [1, 2, 3],
    );
    assert.equal((await get(`/reviews/${id}?signal=privileged`)).json.items.length, 0);

    const decide = (item: number | string, body: object, token = officer) =>
      post(`/reviews/${id}/items/${item}/decide`, token, body);
    assert.equal((await decide(1, { verdict: 'keep' }, machine)).json.code, 'permission_denied');
    assert.equal((await decide(1, {})).json.code, 'request_invalid');
    assert.equal((await decide('x', { verdict: 'keep' })).json.code, 'review_item_not_found');
    const clerk = items.find(({ person }) => person !== null);
    assert.equal((await decide(clerk?.item ?? 0, { verdict: 'revoke' })).json.code, 'review_invalid');
    assert.equal((await decide(clerk?.item ?? 0, { verdict: 'revoke', note: 'thôi việc' })).status, 200);
    const again = await decide(clerk?.item ?? 0, { verdict: 'keep' });
    assert.deepEqual([again.status, again.json.code], [409, 'review_item_decided']);
    const { stores, reviews } = server.services;
    assert.ok((await stores.roles.findRoleGrant(clerk?.role_grant ?? ''))?.revokedAt);

    // Both rules reach her: the server's operator decides.
    for (const { item } of items.filter(({ person }) => person === null)) {
      assert.equal((await decide(item, { verdict: 'keep' })).json.code, 'review_own_role');
      assert.equal((await post(`/reviews/${id}/close`, officer)).json.code, 'review_incomplete');
      await reviews.decide({ kind: 'operator', name: 'an' }, { reviewId: id, item, verdict: 'keep' });
    }
    assert.equal((await get(`/reviews/${id}/record`)).json.code, 'review_not_closed');
    assert.equal((await post(`/reviews/${id}/close`, machine)).json.code, 'permission_denied');
    const closed = (await post(`/reviews/${id}/close`, officer)).json;
    assert.deepEqual([closed.state, closed.counts.revoked], ['closed', 1]);

    const { files } = (await get(`/reviews/${id}/record`)).json as {
      files: { name: string; content: string }[];
    };
    const verdict = await reviews.verify(async (name) => {
      const file = files.find((each) => each.name === name) ?? assert.fail(name);
      return Buffer.from(file.content, 'base64');
    });
    assert.ok(verdict.files.every(({ isIntact }) => isIntact));
    assert.equal((await get('/reviews')).json.items[0].record_sha256, closed.record_sha256);
    assert.equal((await get('/reviews/x')).json.code, 'review_not_found');
  });

  it('are read and decided by a reviewer who may nothing else, who asks back and is answered', async () => {
    const { roles, reviews, stores } = server.services;
    const head = (await stores.directory.findPersonByLogin(OFFICER))?.id ?? '';
    const to = { person: 'clerk@mic.example' };
    const given = await roles.grantRole(
      { kind: 'person', id: head },
      { clientId: 'documents', code: 'author', to },
    );
    const named = { name: 'z', client: 'documents', reviewers: ['staff@mic.example'] };
    const { review } = await reviews.open(SYSTEM_OPERATOR, named);
    const other = await reviews.open(SYSTEM_OPERATOR, { name: 'other', client: 'documents' });
    const staff = await api.personToken('staff@mic.example', 'roles:read roles:write');
    const listed: { id: string }[] = (await get('/reviews', staff)).json.items;
    assert.deepEqual(
      listed.map(({ id }) => id),
      [review.id],
    );
    assert.equal((await get(`/reviews/${other.review.id}`, staff)).status, 404);
    assert.equal((await get('/roles', staff)).status, 403);
    const items: Item[] = (await get(`/reviews/${review.id}`, staff)).json.items;
    const item = items.find(({ role_grant }) => role_grant === given.id)?.item;
    const path = `/reviews/${review.id}/items/${item}`;
    assert.equal((await post(`${path}/ask`, staff, { to: 'granter' })).json.code, 'request_invalid');
    const question = { to: 'granter', question: 'Còn cần không?' };
    const asked = await post(`${path}/ask`, staff, question);
    assert.deepEqual(asked.json.questions[0].to, [head]);
    assert.equal((await post(`${path}/answer`, staff, { answer: 'x' })).json.code, 'review_not_asked');
    const answered = await post(`${path}/answer`, officer, { answer: 'Còn.' });
    assert.equal(answered.json.questions[0].answer, 'Còn.');
    assert.equal((await post(`${path}/decide`, staff, { verdict: 'keep' })).json.verdict, 'keep');
  });

  it('have tried each of their operations whole', () => {
    assert.deepEqual(
      api.untried((path) => path.startsWith('/reviews')),
      [],
    );
  });
});

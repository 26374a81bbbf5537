import { strict as assert } from 'node:assert';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { createServices, type Services } from '../../src/services.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { browser, connect, isActive, type RelyingParty, relyingParty, signIn } from './relying-party.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('flow: rotation of the signing keys', () => {
  let server: TestServer;
  let documents: RelyingParty;
  /** How often the client has asked for the keys. */
  let asked = 0;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' }, undefined, noting);
  });
  after(() => server.stop());

  const noting: oidc.CustomFetch = (url, init) => {
    if (url.endsWith('/oidc/jwks')) asked += 1;
    return fetch(url, init as RequestInit);
  };
  const kidOf = (token: string | undefined) => decodeProtectedHeader(token ?? '').kid;
  const source = () => server.services.database.source;
  const published = async () => {
    const { keys } = (await (await fetch(`${server.issuer}/oidc/jwks`)).json()) as {
      keys: { kid: string; alg: string; d?: string }[];
    };
    assert.ok(keys.every((key) => key.d === undefined));
    return keys;
  };
  const events = async (type: string) =>
    (await server.services.stores.audit.list(0, 1000)).filter((event) => event.type === type);
  /** As on another machine, which has read no keys yet. */
  const anotherNode = (): Services =>
    createServices(server.services.config, server.services.database, server.services.clock);
  /** Lets so many hours pass for the keys; then nobody has them in memory. */
  async function pass(hours: number): Promise<void> {
    await source().query(
      `update signing_key set signs_from = signs_from - $1 * interval '1 hour', created_at = created_at - $1 * interval '1 hour'`,
      [hours],
    );
    // The server reads them anew within ten seconds, or when somebody looks.
    await server.services.keyService.stages();
  }

  /** The client asked for the keys two minutes ago: it keeps them for five, and asks for an unknown one no sooner than after one. */
  async function age(): Promise<void> {
    const { jwks } = oidc.getJwksCache(documents.config) ?? assert.fail('nothing cached');
    documents = await connect(server.issuer, documents, undefined, undefined, noting);
    oidc.setJwksCache(documents.config, { jwks, uat: Math.floor(Date.now() / 1000) - 120 });
  }

  it('changes nothing for a client that knows the keys: tokens before and after it hold', async () => {
    const before = await signIn(documents, browser());
    const old = kidOf(before.id_token);
    const verifier = createRemoteJWKSet(new URL(`${server.issuer}/oidc/jwks`));
    await jwtVerify(before.id_token ?? '', verifier);
    await server.services.keyService.rotate(OPERATOR);
    const next = (await published()).filter(({ alg }) => alg === 'ES256');
    assert.deepEqual([next.length, next[0]?.kid], [2, old], 'the next key is published, the old one signs');
    const between = await signIn(documents, browser());
    assert.equal(kidOf(between.id_token), old);
    await assert.rejects(server.services.keyService.rotate(OPERATOR), { code: 'keys_rotating' });
    await pass(24);
    await age();
    const askedBefore = asked;
    const after = await signIn(documents, browser());
    assert.equal(kidOf(after.id_token), next[1]?.kid);
    assert.notEqual(kidOf(after.id_token), old);
    assert.ok(asked > askedBefore, 'a client that was caching meets an unknown kid and asks again');
    // What the old key signed holds until it ends.
    await jwtVerify(before.id_token ?? '', createRemoteJWKSet(new URL(`${server.issuer}/oidc/jwks`)));
    assert.equal(await isActive(documents, before.access_token), true);
    const end = oidc.buildEndSessionUrl(documents.config, { id_token_hint: before.id_token ?? '' });
    assert.equal((await fetch(end, { redirect: 'manual' })).status < 400, true);
  });

  it('deletes the old keys when nothing that they signed can count any more', async () => {
    const had = await published();
    await server.services.keyService.sweep();
    assert.equal((await published()).length, had.length);
    await pass(11);
    const nodes = [anotherNode(), anotherNode(), anotherNode()];
    await Promise.all(nodes.map(({ keyService }) => keyService.sweep()));
    const [{ count = 0 } = {}] = await source().query('select count(*)::integer as count from signing_key');
    assert.equal(count, 3);
    assert.equal((await events('keys.retired')).length, 1, 'by one of three nodes');
    await server.services.keyService.stages();
    assert.equal((await published()).length, 3);
  });

  it('is done once when two officers ask at the same time on two machines', async () => {
    const tries = await Promise.allSettled(
      [anotherNode(), anotherNode()].map((node) => node.keyService.rotate(OPERATOR)),
    );
    assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const [{ count = 0 } = {}] = await source().query('select count(*)::integer as count from signing_key');
    assert.equal(count, 6);
    const rotated = await events('keys.rotated');
    assert.equal(rotated.length, 2);
    assert.equal(rotated.at(-1)?.details?.leaked, false);
  });

  it('lets nothing that leaked keys have signed count, at once', async () => {
    const before = await signIn(documents, browser());
    const leaked = (await published()).map(({ kid }) => kid);
    await server.services.keyService.rotate(OPERATOR, { leaked: true });
    const left = await published();
    assert.equal(left.length, 3);
    assert.ok(left.every(({ kid }) => !leaked.includes(kid)));
    await assert.rejects(
      jwtVerify(before.id_token ?? '', createRemoteJWKSet(new URL(`${server.issuer}/oidc/jwks`))),
      { code: 'ERR_JWKS_NO_MATCHING_KEY' },
    );
    await age();
    const after = await signIn(documents, browser());
    assert.equal(kidOf(after.id_token), left[0]?.kid);
  });

  it('keeps private keys sealed, and starts with no other SECRETS_KEY', async () => {
    const rows = await source().query('select jwk_sealed from signing_key');
    for (const { jwk_sealed: sealed } of rows) assert.doesNotMatch(String(sealed), /"d"|kty/);
    const config = { ...server.services.config, secretsKey: Buffer.alloc(32, 7) };
    const other = createServices(config, server.services.database, server.services.clock);
    await assert.rejects(other.signingKeys(), /SECRETS_KEY is not the one/);
  });

  it('is made once by nodes that start together without any key', async () => {
    await source().query('delete from signing_key');
    const nodes = [anotherNode(), anotherNode()];
    const sets = await Promise.all(nodes.map(({ signingKeys }) => signingKeys()));
    assert.deepEqual(
      sets[0]?.keys.map(({ kid }) => kid),
      sets[1]?.keys.map(({ kid }) => kid),
    );
    const [{ count = 0 } = {}] = await source().query('select count(*)::integer as count from signing_key');
    assert.equal(count, 3);
  });
});

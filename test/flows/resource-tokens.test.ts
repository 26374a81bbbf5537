import { strict as assert } from 'node:assert';
import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import {
  browser,
  isActive,
  type RelyingParty,
  refusal,
  relyingParty,
  SCOPE,
  signIn,
} from './relying-party.ts';

const API = 'urn:micconnect:client:documents';

describe('flow: tokens for an API', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let portal: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' });
    portal = await relyingParty(server, { client_id: 'portal', resources: ['https://portal.example/api'] });
  });
  after(() => server.stop());

  /** What a resource server does with a token: no call to us but for the keys (RFC 9068 section 4). */
  async function verified(token: string, audience: string): Promise<JWTPayload> {
    const keys = createRemoteJWKSet(new URL(documents.config.serverMetadata().jwks_uri ?? ''));
    const { payload } = await jwtVerify(token, keys, {
      issuer: server.issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'sub', 'client_id', 'iat', 'jti'],
    });
    return payload;
  }

  describe('client credentials', () => {
    it('are opaque without a resource, and speak for no person', async () => {
      const { access_token, refresh_token, id_token } = await oidc.clientCredentialsGrant(documents.config);
      assert.throws(() => decodeProtectedHeader(access_token));
      assert.equal(refresh_token, undefined);
      assert.equal(id_token, undefined);
      const answer = await oidc.tokenIntrospection(documents.config, access_token);
      assert.equal(answer.active, true);
      assert.equal(answer.client_id, 'documents');
      assert.equal(answer.sub, undefined);
      assert.equal(answer.username, undefined);
      assert.equal(answer.roles, undefined);
      const asPerson = oidc.fetchUserInfo(documents.config, access_token, oidc.skipSubjectCheck);
      await assert.rejects(asPerson, { status: 401 });
    });

    it('are a signed JWT for a resource, which its API can verify by itself', async () => {
      const tokens = await oidc.clientCredentialsGrant(documents.config, { resource: API });
      const payload = await verified(tokens.access_token, API);
      assert.equal(payload.client_id, 'documents');
      assert.equal(payload.sub, 'documents');
      assert.equal(payload.roles, undefined);
      assert.equal(await isActive(documents, tokens.access_token), true);
      assert.equal(await isActive(portal, tokens.access_token), false);
    });

    it("are for a registered resource too, and for nobody else's", async () => {
      const own = await oidc.clientCredentialsGrant(portal.config, {
        resource: 'https://portal.example/api',
      });
      assert.equal((await verified(own.access_token, 'https://portal.example/api')).client_id, 'portal');
      for (const resource of [API, 'https://unknown.example/api', 'urn:micconnect:client:', `${API}/`]) {
        const attempt = oidc.clientCredentialsGrant(portal.config, { resource });
        await assert.rejects(attempt, refusal('invalid_target'), resource);
      }
    });

    it('need the right secret', async () => {
      const guess = new oidc.Configuration(
        documents.config.serverMetadata(),
        'documents',
        'wrong-secret-wrong',
      );
      oidc.allowInsecureRequests(guess);
      await assert.rejects(oidc.clientCredentialsGrant(guess), refusal('invalid_client', 401));
    });
  });

  describe("a person's", () => {
    it("carry roles, their units and the session for the client's own API", async () => {
      const tokens = await signIn(documents, browser(), { resource: API });
      const payload = await verified(tokens.access_token, API);
      assert.equal(payload.client_id, 'documents');
      assert.equal(payload.sub, tokens.claims()?.sub);
      assert.equal(payload.sid, tokens.claims()?.sid);
      assert.equal(payload.scope?.toString().includes('roles'), true);
      assert.deepEqual(payload.roles, ['author', 'reader']);
      assert.deepEqual(payload.role_units, { author: ['G14.05.1'], reader: ['G14.05.1'] });
      assert.equal(payload.email, undefined);
    });

    it('carry no roles without the scope', async () => {
      const tokens = await signIn(documents, browser(), { resource: API, scope: 'openid email' });
      const payload = await verified(tokens.access_token, API);
      assert.equal(payload.roles, undefined);
      assert.equal(payload.role_units, undefined);
    });

    it('are refreshed for the same API', async () => {
      const tokens = await signIn(documents, browser(), { resource: API });
      const refreshed = await oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? '', {
        resource: API,
      });
      assert.deepEqual((await verified(refreshed.access_token, API)).roles, ['author', 'reader']);
    });

    it('open no userinfo', async () => {
      const { access_token } = await signIn(documents, browser(), { resource: API });
      const attempt = oidc.fetchUserInfo(documents.config, access_token, oidc.skipSubjectCheck);
      await assert.rejects(attempt, { status: 401 });
    });

    it("cannot be asked for another client's API", async () => {
      const visitor = browser();
      await signIn(portal, visitor);
      const url = oidc.buildAuthorizationUrl(portal.config, {
        redirect_uri: portal.redirectUri,
        scope: SCOPE,
        resource: API,
        code_challenge: await oidc.calculatePKCECodeChallenge(oidc.randomPKCECodeVerifier()),
        code_challenge_method: 'S256',
      });
      const answer = new URL((await visitor.get(url.href)).url);
      assert.equal(answer.searchParams.get('error'), 'invalid_target');
      assert.equal(answer.searchParams.has('code'), false);
    });
  });

  describe('introspection', () => {
    it('of a JWT names the person and her roles, until she signs out', async () => {
      const visitor = browser();
      const tokens = await signIn(documents, visitor, { resource: API });
      const answer = await oidc.tokenIntrospection(documents.config, tokens.access_token);
      assert.equal(answer.active, true);
      assert.equal(answer.username, 'staff@mic.example');
      assert.deepEqual(answer.roles, ['author', 'reader']);
      assert.deepEqual(answer.role_units, { author: ['G14.05.1'], reader: ['G14.05.1'] });
      assert.equal(answer.sub, tokens.claims()?.sub);
      assert.equal(answer.aud, API);
      const out = oidc.buildEndSessionUrl(documents.config, { id_token_hint: tokens.id_token ?? '' });
      await visitor.get(out.href);
      assert.deepEqual(await oidc.tokenIntrospection(documents.config, tokens.access_token), {
        active: false,
      });
    });

    it('of a JWT is over with its family', async () => {
      const tokens = await signIn(documents, browser(), { resource: API });
      await oidc.tokenRevocation(documents.config, tokens.refresh_token ?? '');
      assert.equal(await isActive(documents, tokens.refresh_token), false);
      assert.equal(await isActive(documents, tokens.access_token), false);
    });

    it('tells another client nothing, whatever the token is', async () => {
      const opaque = await signIn(documents, browser());
      const signed = await signIn(documents, browser(), { resource: API });
      const machine = await oidc.clientCredentialsGrant(documents.config);
      for (const token of [
        opaque.access_token,
        opaque.refresh_token ?? '',
        signed.access_token,
        machine.access_token,
      ]) {
        assert.deepEqual(await oidc.tokenIntrospection(portal.config, token), { active: false });
      }
    });

    it('knows no token that was altered, shortened or is not one', async () => {
      const opaque = (await signIn(documents, browser())).access_token;
      const signed = (await signIn(documents, browser(), { resource: API })).access_token;
      const [header = '', payload = '', signature = ''] = signed.split('.');
      const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
      for (const token of [
        opaque.slice(0, -1),
        `${opaque}A`,
        opaque.toUpperCase(),
        `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
        `${header}.${Buffer.from(JSON.stringify({ sub: 'x' })).toString('base64url')}.${signature}`,
        `${unsigned}.${payload}.`,
        'x',
      ]) {
        assert.deepEqual(await oidc.tokenIntrospection(documents.config, token), { active: false }, token);
      }
      assert.equal(await isActive(documents, opaque), true);
      assert.equal(await isActive(documents, signed), true);
    });

    it('does not take an ID token for an access token', async () => {
      const { id_token = '' } = await signIn(documents, browser());
      assert.deepEqual(await oidc.tokenIntrospection(documents.config, id_token), { active: false });
    });
  });

  describe('revocation', () => {
    it("ends a token of one's own", async () => {
      const tokens = await signIn(documents, browser());
      await oidc.tokenRevocation(documents.config, tokens.refresh_token ?? '');
      assert.equal(await isActive(documents, tokens.refresh_token), false);
      assert.equal(await isActive(documents, tokens.access_token), false);
      const use = oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? '');
      await assert.rejects(use, refusal('invalid_grant'));
      const info = oidc.fetchUserInfo(documents.config, tokens.access_token, oidc.skipSubjectCheck);
      await assert.rejects(info, { status: 401 });
    });

    it('of an access token works as well, and so it does for client credentials', async () => {
      const tokens = await signIn(documents, browser());
      await oidc.tokenRevocation(documents.config, tokens.access_token);
      assert.equal(await isActive(documents, tokens.access_token), false);
      const machine = await oidc.clientCredentialsGrant(documents.config);
      await oidc.tokenRevocation(documents.config, machine.access_token);
      assert.equal(await isActive(documents, machine.access_token), false);
    });

    it('has no effect on a token of another client', async () => {
      const tokens = await signIn(documents, browser());
      for (const token of [tokens.access_token, tokens.refresh_token ?? '']) {
        await oidc.tokenRevocation(portal.config, token);
        assert.equal(await isActive(documents, token), true);
      }
    });

    it('of a token that nobody knows is no error (RFC 7009 section 2.2)', async () => {
      await assert.doesNotReject(oidc.tokenRevocation(documents.config, 'never-was'));
    });
  });
});

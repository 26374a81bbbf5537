import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { Browser } from '../support/browser.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { isActive, type RelyingParty, refusal, relyingParty, request, signIn } from './relying-party.ts';

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

describe('flow: private_key_jwt', () => {
  let server: TestServer;
  let key: Key;
  let robot: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    robot = await relyingParty(
      server,
      {
        client_id: 'robot',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] },
      },
      () => oidc.PrivateKeyJwt({ key: pair.privateKey as oidc.CryptoKey, kid: 'k1' }),
    );
  });
  after(() => server.stop());

  /** An assertion; fields that are undefined are left out. */
  function assertion(claims: Record<string, unknown> = {}, signer = key, kid = 'k1'): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: 'robot',
      sub: 'robot',
      aud: server.issuer,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
      ...claims,
    };
    const present = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
    return new SignJWT(present).setProtectedHeader({ alg: 'ES256', kid }).sign(signer);
  }

  async function ask(clientAssertion: string, endpoint = 'token', extra: Record<string, string> = {}) {
    const answer = await fetch(`${server.issuer}/oidc/${endpoint}`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: clientAssertion,
        ...extra,
      }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async function assertRefused(clientAssertion: string, what: string): Promise<void> {
    const { status, body } = await ask(clientAssertion);
    assert.equal(status, 401, what);
    assert.equal(body.error, 'invalid_client', what);
    assert.equal(body.access_token, undefined, what);
  }

  it('goes through the code flow, refresh, introspection and pushed requests', async () => {
    const browser = new Browser();
    browser.stopAt.push('https://');
    const tokens = await signIn(robot, browser);
    const refreshed = await oidc.refreshTokenGrant(robot.config, tokens.refresh_token ?? '');
    assert.equal(await isActive(robot, refreshed.access_token), true);
    const { parameters } = await request(robot);
    const pushed = await oidc.buildAuthorizationUrlWithPAR(robot.config, parameters);
    assert.equal(pushed.searchParams.has('request_uri'), true);
  });

  it('takes our issuer as the audience', async () => {
    const { status, body } = await ask(await assertion());
    assert.equal(status, 200);
    assert.equal(body.token_type, 'Bearer');
  });

  it('refuses every other audience', async () => {
    const audiences = {
      'the token endpoint': `${server.issuer}/oidc/token`,
      'a list with the issuer and another': [server.issuer, `${server.issuer}/oidc/token`],
      'a list with the issuer': [server.issuer],
      'the issuer with a slash': `${server.issuer}/`,
      'another server': 'https://evil.example',
      none: undefined,
    };
    for (const [what, aud] of Object.entries(audiences)) await assertRefused(await assertion({ aud }), what);
  });

  it('refuses an assertion that was seen before, at whatever endpoint', async () => {
    const once = await assertion();
    assert.equal((await ask(once)).status, 200);
    await assertRefused(once, 'the same endpoint');
    assert.equal((await ask(once, 'introspect', { token: 'x' })).status, 401);
    const jti = randomUUID();
    assert.equal((await ask(await assertion({ jti }))).status, 200);
    await assertRefused(await assertion({ jti, exp: Math.floor(Date.now() / 1000) + 30 }), 'the same jti');
  });

  it('lets one of ten win who send one assertion at the same time', async () => {
    const once = await assertion();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(once)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  it('refuses another key, another issuer, a past or a missing end, and no jti', async () => {
    const { privateKey: stranger } = await generateKeyPair('ES256');
    const past = Math.floor(Date.now() / 1000) - 600;
    await assertRefused(await assertion({}, stranger), 'another key');
    await assertRefused(await assertion({ iss: 'somebody' }), 'another issuer');
    await assertRefused(await assertion({ iat: past, exp: past + 60 }), 'past');
    await assertRefused(await assertion({ exp: undefined }), 'no end');
    await assertRefused(await assertion({ jti: undefined }), 'no jti');
    const far = Math.floor(Date.now() / 1000) + 10 * 365 * 86_400;
    await assertRefused(await assertion({ exp: far }), 'an end in ten years');
  });

  it('refuses an unsigned assertion, and one signed with the public key as a secret', async () => {
    const [, payload = ''] = (await assertion()).split('.');
    const header = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
    await assertRefused(`${header({ alg: 'none' })}.${payload}.`, 'alg none');
    const hmac = await new SignJWT({ ...claimsOf(payload), jti: randomUUID() })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(Buffer.from('k1'.repeat(32)));
    await assertRefused(hmac, 'HS256');
  });

  it('cannot be replaced by a secret', async () => {
    const guess = oidc.clientCredentialsGrant(
      (() => {
        const config = new oidc.Configuration(robot.config.serverMetadata(), 'robot', 'x'.repeat(32));
        oidc.allowInsecureRequests(config);
        return config;
      })(),
    );
    await assert.rejects(guess, refusal('invalid_client', 401));
  });
});

function claimsOf(payload: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

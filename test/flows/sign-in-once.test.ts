import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

describe('flow: sign in once', () => {
  let server: TestServer;
  const secrets = new Map<string, string>();

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    for (const id of ['documents', 'portal']) {
      const { secret } = await seedClient(server, { client_id: id });
      secrets.set(id, secret ?? '');
    }
  });
  after(() => server.stop());

  async function relyingParty(id: string) {
    return oidc.discovery(new URL(server.issuer), id, secrets.get(id), undefined, {
      execute: [oidc.allowInsecureRequests],
    });
  }

  async function start(config: oidc.Configuration, id: string, extra: Record<string, string> = {}) {
    const verifier = oidc.randomPKCECodeVerifier();
    const checks = {
      pkceCodeVerifier: verifier,
      expectedState: oidc.randomState(),
      expectedNonce: oidc.randomNonce(),
    };
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `https://${id}.example/callback`,
      scope: 'openid profile email staff roles',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      ...extra,
    });
    return { url, checks };
  }

  it('gives each client the person and the roles she holds there', async () => {
    const browser = new Browser();
    browser.stopAt.push('https://');
    const documents = await relyingParty('documents');
    const first = await start(documents, 'documents');
    const signIn = await browser.get(first.url.href);
    assert.equal(signIn.status, 200);
    const back = await browser.submit(signIn, { username: 'staff@mic.example', password: PASSWORD });
    const tokens = await oidc.authorizationCodeGrant(documents, new URL(back.url), first.checks);
    const claims = tokens.claims();
    assert.equal(claims?.email, 'staff@mic.example');
    assert.deepEqual(claims?.roles, ['author', 'reader']);
    assert.deepEqual(claims?.role_units, { author: ['G14.05.1'], reader: ['G14.05.1'] });
    assert.deepEqual(claims?.unit_path, ['G14', 'G14.05', 'G14.05.1']);
    assert.equal(claims?.acr, 'urn:micconnect:acr:password');
    assert.deepEqual(claims?.amr, ['pwd']);

    const portal = await relyingParty('portal');
    const second = await start(portal, 'portal', { acr_values: 'LoA1' });
    const straight = await browser.get(second.url.href);
    const portalTokens = await oidc.authorizationCodeGrant(portal, new URL(straight.url), second.checks);
    assert.equal(portalTokens.claims()?.sub, claims?.sub);
    assert.equal(portalTokens.claims()?.acr, 'LoA1');

    const info = await oidc.fetchUserInfo(documents, tokens.access_token, claims?.sub ?? '');
    assert.deepEqual(info.roles, ['author', 'reader']);
    const active = await oidc.tokenIntrospection(documents, tokens.access_token);
    assert.equal(active.active, true);
    assert.equal(active.username, 'staff@mic.example');
    assert.deepEqual(active.roles, ['author', 'reader']);

    const refreshed = await oidc.refreshTokenGrant(documents, tokens.refresh_token ?? '');
    assert.notEqual(refreshed.refresh_token, tokens.refresh_token);

    const launcher = await browser.get(`${server.issuer}/`);
    assert.equal(launcher.status, 200);
    const out = await browser.get(
      oidc.buildEndSessionUrl(documents, {
        id_token_hint: refreshed.id_token ?? '',
        post_logout_redirect_uri: 'https://documents.example/signed-out',
        state: 'x',
      }).href,
    );
    assert.equal(out.url, 'https://documents.example/signed-out?state=x');
    for (const [config, token] of [
      [documents, refreshed.access_token],
      [documents, refreshed.refresh_token ?? ''],
      [portal, portalTokens.access_token],
    ] as const) {
      assert.equal((await oidc.tokenIntrospection(config, token)).active, false);
    }
  });
});

import { strict as assert } from 'node:assert';
import { createHash, randomBytes } from 'node:crypto';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const S256 = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };

describe('oidc: PKCE', () => {
  let server: TestServer;
  let browser: Browser;
  const secrets = new Map<string, string | null>();

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    const grantTypes = { grant_types: ['authorization_code', 'refresh_token'] };
    for (const input of [
      { client_id: 'required' },
      { client_id: 'public', token_endpoint_auth_method: 'none' },
      { client_id: 'either', pkce_policy: 'or_nonce' },
      { client_id: 'free', pkce_policy: 'none' },
      { client_id: 'old', legacy_profile: true },
    ]) {
      secrets.set(input.client_id, (await seedClient(server, { ...grantTypes, ...input })).secret);
    }
    browser = new Browser();
    browser.stopAt.push('https://');
    const page = await browser.get(addressOf('required', S256));
    await browser.submit(page, { username: 'staff@mic.example', password: PASSWORD });
  });
  after(() => server.stop());

  function addressOf(client: string, extra: Record<string, string>): string {
    const query = new URLSearchParams({
      client_id: client,
      redirect_uri: `https://${client}.example/callback`,
      response_type: 'code',
      scope: 'openid',
      state: 's',
      ...extra,
    });
    return `${server.issuer}/oidc/authorize?${query}`;
  }

  /** What an authorization request is answered with, by a browser in which somebody is signed in. */
  async function ask(client: string, extra: Record<string, string>): Promise<Record<string, string>> {
    const { url } = await browser.get(addressOf(client, extra));
    assert.ok(url.startsWith(`https://${client}.example/callback?`), url);
    return Object.fromEntries(new URL(url).searchParams);
  }

  async function assertRefused(client: string, extra: Record<string, string>): Promise<void> {
    const { code, error } = await ask(client, extra);
    assert.deepEqual({ code, error }, { code: undefined, error: 'invalid_request' }, JSON.stringify(extra));
  }

  async function redeem(client: string, code: string | undefined, extra: Record<string, string> = {}) {
    const secret = secrets.get(client);
    const isInBody = client === 'old' || secret === null;
    const answer = await fetch(`${server.issuer}/oidc/token`, {
      method: 'POST',
      headers: isInBody ? {} : { authorization: `Basic ${btoa(`${client}:${secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: code ?? '',
        redirect_uri: `https://${client}.example/callback`,
        ...(isInBody && { client_id: client, ...(secret && { client_secret: secret }) }),
        ...extra,
      }),
    });
    const body = (await answer.json()) as { access_token?: string; error?: string };
    assert.equal(answer.status, body.access_token === undefined ? 400 : 200, JSON.stringify(body));
    return body;
  }

  for (const client of ['required', 'public']) {
    describe(`a ${client} client`, () => {
      it('gets tokens with an S256 challenge and its verifier', async () => {
        const { code } = await ask(client, S256);
        assert.equal(typeof (await redeem(client, code, { code_verifier: VERIFIER })).access_token, 'string');
      });

      it('is refused without a challenge, with or without a nonce', async () => {
        await assertRefused(client, {});
        await assertRefused(client, { nonce: 'n' });
      });

      it('is refused with plain, with a method of no name, and with a challenge of no method', async () => {
        await assertRefused(client, { code_challenge: VERIFIER, code_challenge_method: 'plain' });
        await assertRefused(client, { code_challenge: CHALLENGE, code_challenge_method: 's256' });
        await assertRefused(client, { code_challenge: CHALLENGE });
        await assertRefused(client, { code_challenge_method: 'S256' });
      });

      it('is refused with a challenge that is none', async () => {
        for (const challenge of ['short', `${CHALLENGE}${'A'.repeat(100)}`, `${CHALLENGE.slice(0, -1)}!`]) {
          await assertRefused(client, { code_challenge: challenge, code_challenge_method: 'S256' });
        }
      });

      const wrong: Record<string, Record<string, string>> = {
        'no verifier': {},
        'another verifier': { code_verifier: randomBytes(32).toString('base64url') },
        'the challenge as verifier': { code_verifier: CHALLENGE },
        'a verifier in another case': { code_verifier: swapCase(VERIFIER) },
        'a longer verifier': { code_verifier: `${VERIFIER}A` },
      };
      for (const [what, extra] of Object.entries(wrong)) {
        it(`gets no tokens with ${what}`, async () => {
          const { code } = await ask(client, S256);
          assert.equal((await redeem(client, code, extra)).error, 'invalid_grant');
        });
      }
    });
  }

  describe('a client with pkce_policy or_nonce', () => {
    it('may use a nonce instead', async () => {
      const { code } = await ask('either', { nonce: 'n' });
      assert.equal(typeof (await redeem('either', code)).access_token, 'string');
    });

    it('may use PKCE, which then counts', async () => {
      const { code } = await ask('either', S256);
      assert.equal(typeof (await redeem('either', code, { code_verifier: VERIFIER })).access_token, 'string');
      for (const extra of [S256, { ...S256, nonce: 'n' }]) {
        const again = await ask('either', extra);
        assert.equal((await redeem('either', again.code)).error, 'invalid_grant', 'no verifier');
      }
    });

    it('is refused with neither, and with an empty nonce', async () => {
      await assertRefused('either', {});
      await assertRefused('either', { nonce: '' });
    });
  });

  for (const client of ['free', 'old']) {
    describe(`a client that needs none (${client})`, () => {
      it('gets tokens without', async () => {
        const { code } = await ask(client, {});
        assert.equal(typeof (await redeem(client, code)).access_token, 'string');
      });

      it('is held to a challenge that it sent (no downgrade)', async () => {
        const { code } = await ask(client, S256);
        assert.equal((await redeem(client, code)).error, 'invalid_grant');
      });

      it('gets no tokens for a verifier without a challenge', async () => {
        const { code } = await ask(client, {});
        const { access_token, error } = await redeem(client, code, { code_verifier: VERIFIER });
        assert.deepEqual([access_token, error], [undefined, 'invalid_grant']);
      });

      it('cannot use plain either', async () => {
        await assertRefused(client, { code_challenge: VERIFIER, code_challenge_method: 'plain' });
      });
    });
  }

  it('is asked of pushed requests as well', async () => {
    const answer = await fetch(`${server.issuer}/oidc/par`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`required:${secrets.get('required')}`)}` },
      body: new URLSearchParams({
        response_type: 'code',
        scope: 'openid',
        redirect_uri: 'https://required.example/callback',
      }),
    });
    assert.equal(answer.status, 400);
    assert.equal(((await answer.json()) as { error: string }).error, 'invalid_request');
  });

  it('cannot be switched off for a public client', async () => {
    for (const policy of ['none', 'or_nonce']) {
      const input = {
        client_id: `lax-${policy.replace('_', '-')}`,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        pkce_policy: policy,
      };
      await assert.rejects(seedClient(server, input), { code: 'client_invalid' });
    }
  });
});

function swapCase(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');
}

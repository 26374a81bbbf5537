import { strict as assert } from 'node:assert';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8 } from 'jose';
import * as oidc from 'openid-client';
import { AUTH_METHODS } from '../../src/domain/clients/client-metadata.ts';
import { clientSnippet } from '../../src/web/admin/snippets/client-snippets.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { browser } from './relying-party.ts';

/** What the snippet for Node.js offers. */
interface SignInCode {
  startSignIn(session: Record<string, string>): Promise<URL>;
  finishSignIn(session: Record<string, string>, search: string): Promise<Record<string, unknown>>;
}
type Run = (client: typeof oidc, env: object, read: typeof importPKCS8) => Promise<SignInCode>;
const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => Run;

describe('flow: the snippet for Node.js, run as it stands', () => {
  let server: TestServer;
  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
  });
  after(() => server.stop());

  /** Runs a module by giving it what it imports. */
  function run(code: string, env: object): Promise<SignInCode> {
    const body = code.replace(/^import .*$/gm, '').replaceAll('export async function', 'async function');
    return new AsyncFunction(
      'client',
      'env',
      'importPKCS8',
      `${body}\nreturn { startSignIn, finishSignIn };`,
    )(oidc, env, importPKCS8);
  }

  for (const method of AUTH_METHODS)
    it(`signs somebody in with ${method}`, async () => {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
      const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig' }] };
      const id = `node-${method.replaceAll('_', '-')}`;
      const { secret } = await seedClient(server, {
        client_id: id,
        token_endpoint_auth_method: method,
        grant_types: ['authorization_code'],
        scope: 'openid roles',
        ...(method === 'private_key_jwt' && { jwks }),
      });
      const { code } = clientSnippet(await server.services.clients.get(id), server.issuer, 'node');
      const env = { CLIENT_SECRET: secret, CLIENT_KEY: await exportPKCS8(privateKey) };
      const { startSignIn, finishSignIn } = await run(code, env);
      const session = {};
      const person = browser();
      const page = await person.get(String(await startSignIn(session)));
      const back = await person.submit(page, { username: 'staff@mic.example', password: PASSWORD });
      const claims = await finishSignIn(session, new URL(back.url).search);
      assert.deepEqual(claims.roles, ['author', 'reader']);
    });
});

import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { PreparingClient } from '../../src/storage/prepared-statements.ts';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const CALLBACK = 'https://documents.example/callback';

/** Statements are most of what a sign-in costs beside its hash; `npm run bench` says how much that is. */
describe('flow: what a sign-in asks of the database', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
    await seedMinistry(server);
    await seedClient(server, { client_id: 'documents' });
    // Whether somebody is an administrator is a question that only this rule asks.
    await server.services.settings.set('multi_factor.administrators', '1', { kind: 'system' });
  });
  after(() => server.stop());

  it('is 29 statements from the authorization request to the code, in one transaction and beside it', async () => {
    // A sweep runs now and then: not in every one of three sign-ins.
    const all = [await sent(signIn), await sent(signIn), await sent(signIn)];
    const [fewest = []] = all.sort((one, other) => one.length - other.length);
    assert.equal(fewest.length, 29, fewest.join('\n\n'));
    assert.equal(fewest.filter((text) => text.startsWith('START TRANSACTION')).length, 1);
  });

  async function signIn(): Promise<void> {
    const visitor = new Browser();
    visitor.stopAt.push(CALLBACK);
    const page = await visitor.get(authorizationRequest());
    const back = await visitor.submit(page, { username: 'staff@mic.example', password: PASSWORD });
    assert.ok(new URL(back.url).searchParams.has('code'), back.url);
  }

  function authorizationRequest(): string {
    const query = new URLSearchParams({
      client_id: 'documents',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid email',
      code_challenge: createHash('sha256').update('a verifier').digest('base64url'),
      code_challenge_method: 'S256',
    });
    return `${server.issuer}/oidc/authorize?${query}`;
  }
});

/** Texts of the statements that any connection sends meanwhile, without the outbox's: it looks for work twice a second. */
async function sent(work: () => Promise<void>): Promise<string[]> {
  const texts: string[] = [];
  const { query } = PreparingClient.prototype;
  PreparingClient.prototype.query = function noted(this: PreparingClient, ...asked: [unknown]) {
    if (typeof asked[0] === 'string') texts.push(asked[0].trim());
    return query.apply(this, asked);
  };
  try {
    await work();
    return texts.filter((text) => !text.includes('update outbox'));
  } finally {
    PreparingClient.prototype.query = query;
  }
}

import { strict as assert } from 'node:assert';
import { createHash, randomBytes } from 'node:crypto';
import type { PasswordLinkPurpose } from '../../src/domain/authentication/authentication-store.ts';
import { keyOf } from '../../src/domain/authentication/password-link.ts';
import type { RoleName } from '../../src/domain/roles/compose-role.ts';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTwoNodes, type TwoNodes } from './two-nodes.ts';

const ROUNDS = 50;
const PARALLEL = 12;
const CALLBACK = 'https://documents.example/callback';

interface Tokens {
  access_token: string;
  refresh_token: string;
}

const ORIGIN = {
  address: '192.0.2.1',
  networkPrefix: '192.0.2.0/24',
  isOutside: false,
  userAgent: null,
  supportCode: 'ABCD-EFGH',
};

const keyed = (purpose: PasswordLinkPurpose, token: string) => ({ purpose, token, signedInAs: undefined });

/** Single use is a promise about every interleaving, so each race runs many times, on two processes. */
describe('races on two processes', () => {
  let pair: TwoNodes;
  let authorization: string;

  before(async () => {
    pair = await startTwoNodes();
    await seedMinistry(pair);
    const { secret } = await seedClient(pair, { client_id: 'documents' });
    authorization = `Basic ${Buffer.from(`documents:${secret}`).toString('base64')}`;
  });
  after(() => pair.stop());

  it(`redeems each of ${ROUNDS} codes once in ${PARALLEL} parallel tries, then the family is dead`, async function () {
    this.timeout(180_000);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { code, verifier } = await newCode();
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        code_verifier: verifier,
      };
      await assertOneWinner(await race(form));
    }
  });

  it(`rotates each of ${ROUNDS} refresh tokens once in ${PARALLEL} parallel tries, then the family is dead`, async function () {
    this.timeout(180_000);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { code, verifier } = await newCode();
      const first = await token(0, {
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        code_verifier: verifier,
      });
      const { refresh_token } = first.body as unknown as Tokens;
      await assertOneWinner(await race({ grant_type: 'refresh_token', refresh_token }));
    }
  });

  it('registers a client once, and lets no change bring an old secret back', async () => {
    const actor = { kind: 'operator', name: 'an' } as const;
    const { clients } = pair.services;
    for (let round = 0; round < ROUNDS; round += 1) {
      const input = { client_id: `app-${round}`, redirect_uris: [CALLBACK] };
      const made = await Promise.allSettled(Array.from({ length: 8 }, () => clients.create(input, actor)));
      assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 1);
      const before = (await clients.get(input.client_id)).secretHash;
      const [rotated] = await Promise.all([
        clients.rotateSecret(input.client_id, actor),
        clients.update(input, actor),
        clients.update(input, actor),
      ]);
      const after = await clients.get(input.client_id);
      assert.notEqual(after.secretHash, before);
      assert.equal(after.secretHash, rotated.client.secretHash);
    }
  });

  it('lets no import close an account that was protected before it', async () => {
    const actor = { kind: 'operator', name: 'an' } as const;
    const { staff, staffPlans, stores } = pair.services;
    const header = ['so_hieu', 'ho_va_ten', 'trang_thai'];
    const row = (status: string) => [
      { file: 'p.csv', header, rows: [{ line: 2, cells: ['014-00003', 'Trần Quốc Hưng', status] }] },
    ];
    const options = { isDryRun: false, isPartial: true, allowedRemovals: 1 };
    let closed = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await staff.unprotect('014-00003', actor);
      await staffPlans.importStaff(row('đang công tác'), options, actor);
      const [newest] = (await stores.audit.list(0, 1_000_000)).slice(-1);
      const importing = staffPlans.importStaff(row('thôi việc'), options, actor);
      await new Promise((resolve) => setTimeout(resolve, round % 12));
      const [{ refused }] = await Promise.all([importing, staff.protect('014-00003', actor)]);
      const types = (await stores.audit.list(newest?.seq ?? 0, 100)).map(({ type }) => type);
      const order = types.filter((type) => type === 'staff.imported' || type === 'person.protected');
      if (refused.length === 0) {
        closed += 1;
        assert.deepEqual(order, ['staff.imported', 'person.protected']);
      } else assert.deepEqual(order, ['person.protected']);
    }
    assert.ok(closed > 0, 'the protection always came first');
  });

  it('sends each joiner one letter, and lets one of her links win', async function () {
    this.timeout(180_000);
    const actor = { kind: 'operator', name: 'an' } as const;
    const { staff, staffPlans, activations, passwords, stores, ids, clock } = pair.services;
    const numbers = Array.from({ length: 8 }, (_, index) => `014-7${String(index).padStart(4, '0')}`);
    const table = {
      file: 'p.csv',
      header: ['so_hieu', 'ho_va_ten', 'thu_dien_tu'],
      rows: numbers.map((number, line) => ({
        line,
        cells: [number, 'Hoàng Văn Thử', `${number}@mic.example`],
      })),
    };
    await staffPlans.importStaff([table], { isDryRun: false, isPartial: true }, actor);
    await Promise.all(Array.from({ length: 8 }, () => activations.sendDue()));
    for (const number of numbers) {
      const { person } = await staff.show(number);
      const letters = await stores.audit.listOfPerson(person.id, ['activation.sent'], 9);
      assert.equal(letters.length, 1, number);

      const links = [keyed('activation', ids.secret()), keyed('reset', ids.secret())] as const;
      const [createdAt, expiresAt] = [clock.now(), new Date(clock.now().getTime() + 60_000)];
      const [personId, sentTo] = [person.id, `${number}@mic.example`];
      for (const link of links)
        await stores.passwordResets.add({ ...keyOf(link), personId, sentTo, createdAt, expiresAt });
      const uses = Array.from({ length: PARALLEL }, (_, index) =>
        passwords.setByLink(links[index % 2] ?? links[0], `${number} câu dài thứ ${index}`, ORIGIN),
      );
      const outcomes = await Promise.allSettled(uses);
      const codes = outcomes.map((each) => (each.status === 'rejected' ? each.reason.code : 'done'));
      assert.deepEqual(codes.sort(), ['done', ...Array(PARALLEL - 1).fill('reset_link_invalid')]);
    }
  });

  it('closes no circle of composite roles by two inclusions at the same time', async () => {
    const actor = { kind: 'operator', name: 'an' } as const;
    const { roles } = pair.services;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = ['one', 'other'].map((code) => ({
        clientId: 'documents',
        code: `${code}-${round}`,
      })) as [RoleName, RoleName];
      for (const role of [one, other]) await roles.createRole(actor, { ...role, name: 'Vai trò' });
      const made = await Promise.allSettled([
        roles.includeRoles(actor, { role: one, parts: [other] }),
        roles.includeRoles(actor, { role: other, parts: [one] }),
      ]);
      assert.deepEqual(made.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    }
  });

  it('counts and settles attempts of one office and writes each down, and nobody waits in a circle', async () => {
    const { throttle, audit } = pair.services.stores;
    const rule = { limit: 1000, windowMs: 60_000 };
    const now = new Date();
    const attempt = async (index: number) => {
      const tried = { network: { key: 'office', rule }, account: { key: `one of ${index % 3}`, rule } };
      const { byNetwork, byAccount } = await throttle.reserveAttempt(tried, now);
      assert.ok(byNetwork && byAccount);
      await throttle.settleAttempt(tried);
      await audit.append({ type: 'account.unlocked', at: now, actor: { kind: 'system' } });
    };
    await Promise.all(Array.from({ length: 200 }, (_, index) => attempt(index)));
    const rows = await pair.services.database.source.query(
      `select failures from throttle where key = 'office'`,
    );
    assert.deepEqual(rows, [{ failures: 0 }]);
  });

  it('keeps an unbroken audit chain through it all', async () => {
    const { verifyChain } = await import('../../src/domain/audit/hash-chain.ts');
    const records = await pair.services.stores.audit.list(0, 1_000_000);
    const verdict = await verifyChain(records);
    assert.equal(verdict.ok, true, JSON.stringify(verdict));
    const reuses = records.filter(({ type }) => type === 'token.reuse_detected');
    assert.ok(reuses.length >= 2 * ROUNDS, `only ${reuses.length} reuses were recorded`);
  });

  /** A fresh sign-in, so that each round has a family of its own. */
  async function newCode(): Promise<{ code: string; verifier: string }> {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: 'documents',
      response_type: 'code',
      scope: 'openid roles',
      redirect_uri: CALLBACK,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const browser = new Browser();
    browser.stopAt.push('https://');
    const page = await browser.get(`${pair.issuer}/oidc/authorize?${query}`);
    const back = await browser.submit(page, { username: 'staff@mic.example', password: PASSWORD });
    const code = new URL(back.url).searchParams.get('code');
    assert.ok(code, `no code at ${back.url} ${back.text}`);
    return { code, verifier };
  }

  function race(form: Record<string, string>) {
    return Promise.all(Array.from({ length: PARALLEL }, (_, index) => token(index % 2, form)));
  }

  async function assertOneWinner(answers: Awaited<ReturnType<typeof race>>): Promise<void> {
    const winners = answers.filter(({ status }) => status === 200);
    assert.equal(winners.length, 1, JSON.stringify(answers.map(({ status, body }) => [status, body.error])));
    for (const { status, body } of answers) if (status !== 200) assert.equal(body.error, 'invalid_grant');
    const [winner] = winners;
    const { access_token, refresh_token } = (winner?.body ?? {}) as unknown as Tokens;
    assert.equal((await post(1, '/oidc/introspect', { token: access_token })).body.active, false);
    assert.equal(
      (await token(1, { grant_type: 'refresh_token', refresh_token })).body.error,
      'invalid_grant',
    );
  }

  const token = (node: number, form: Record<string, string>) => post(node, '/oidc/token', form);

  async function post(node: number, path: string, form: Record<string, string>) {
    const response = await fetch(`${pair.nodes[node === 0 ? 0 : 1].origin}${path}`, {
      method: 'POST',
      headers: { authorization, accept: 'application/json' },
      body: new URLSearchParams(form),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
});

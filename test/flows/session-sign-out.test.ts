import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { Browser } from '../support/browser.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { isActive, type RelyingParty, relyingParty, signIn } from './relying-party.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** What tells the question's form from the others on its page. */
const AGREED = { request: 'client' };
const OPERATOR = { kind: 'operator', name: 'test' } as const;

/** A relying party's back-channel endpoint: keeps the tokens it gets and answers as the test says. */
class Receiver {
  readonly tokens: string[] = [];
  /** The status to answer with; may take its time, or call back. */
  answer: (token: string) => number | Promise<number> = () => 200;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const token = new URLSearchParams(body).get('logout_token') ?? '';
      receiver.tokens.push(token);
      response.writeHead(await receiver.answer(token), { 'cache-control': 'no-store' }).end();
    });
    const receiver = new Receiver(server);
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    return receiver;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/logout`;
  }

  reset(): void {
    this.tokens.length = 0;
    this.answer = () => 200;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('flow: sign-out reaches every relying party', () => {
  let server: TestServer;
  let receivers: Receiver[];
  let documents: RelyingParty;
  let portal: RelyingParty;
  let silent: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    receivers = [await Receiver.start(), await Receiver.start()];
    const [one, other] = receivers;
    documents = await relyingParty(server, { client_id: 'documents', backchannel_logout_uri: one?.url });
    portal = await relyingParty(server, { client_id: 'portal', backchannel_logout_uri: other?.url });
    silent = await relyingParty(server, { client_id: 'silent' });
  });
  after(async () => {
    for (const receiver of receivers) receiver.stop();
    await server.stop();
  });
  beforeEach(async () => {
    for (const receiver of receivers) receiver.reset();
    await server.services.accounts.signOut('staff@mic.example', OPERATOR);
    await until(async () => (await waiting()) === 0, 'the outbox is empty', 30_000);
    for (const receiver of receivers) receiver.reset();
  });

  function receiverOf(index: 0 | 1): Receiver {
    return receivers[index] ?? assert.fail('no receiver');
  }

  async function personId(): Promise<string> {
    return (await server.services.staff.show('staff@mic.example')).person.id;
  }

  async function sessionUid(): Promise<string> {
    const [session] = await server.services.stores.sessions.listOpen(await personId());
    return session?.uid ?? assert.fail('nobody is signed in');
  }

  /** One browser, signed in at all three clients. */
  async function everywhere() {
    const visitor = new Browser();
    visitor.stopAt.push('https://');
    const first = await signIn(documents, visitor);
    const second = await signIn(portal, visitor);
    const third = await signIn(silent, visitor);
    return { visitor, first, second, third, uid: await sessionUid() };
  }

  async function signOut(visitor: Browser) {
    const portalPage = await visitor.get(`${server.issuer}/`);
    const question = await visitor.get(`${server.issuer}/oidc/end-session`);
    assert.match(question.text, /action="\/sign-out"/);
    assert.equal(portalPage.status, 200);
    return visitor.submit(question, AGREED);
  }

  async function waiting(): Promise<number> {
    const { source } = server.services.database;
    const [row] = await source.query('select count(*)::int as rows from outbox where due_at is not null');
    return row.rows;
  }

  const told = (uid: string) => server.services.stores.deliveries.listOfSession(uid);

  async function until(
    condition: () => boolean | Promise<boolean>,
    what: string,
    withinMs = 8000,
  ): Promise<void> {
    for (const end = Date.now() + withinMs; !(await condition()); await pause(20)) {
      if (Date.now() > end) assert.fail(`not within ${withinMs} ms: ${what}`);
    }
  }

  it('sends each client with an address one logout token that names its session', async () => {
    const { visitor, first, second, uid } = await everywhere();
    await signOut(visitor);
    assert.deepEqual(
      (await told(uid)).map(({ clientId }) => clientId),
      ['documents', 'portal'],
    );
    await until(() => receivers.every(({ tokens }) => tokens.length === 1), 'both are told');
    const keys = createRemoteJWKSet(new URL(`${server.issuer}/oidc/jwks`));
    for (const [index, tokens] of [
      [0, first],
      [1, second],
    ] as const) {
      const party = index === 0 ? documents : portal;
      const { payload, protectedHeader } = await jwtVerify(receiverOf(index).tokens[0] ?? '', keys, {
        issuer: server.issuer,
        audience: party.id,
        typ: 'logout+jwt',
        algorithms: ['ES256'],
        requiredClaims: ['iat', 'exp', 'jti'],
      });
      assert.equal(payload.sub, tokens.claims()?.sub);
      assert.equal(payload.sid, tokens.claims()?.sid);
      assert.deepEqual(payload.events, { [EVENT]: {} });
      assert.equal('nonce' in payload, false);
      const life = Number(payload.exp) - Number(payload.iat);
      assert.ok(life > 0 && life <= 120, `${life} s`);
      assert.notEqual(protectedHeader.kid, undefined);
    }
    assert.notEqual(first.claims()?.sid, second.claims()?.sid);
  });

  it('ends every token and the cookie at once, and writes who ended it', async () => {
    const { visitor, first, second, third } = await everywhere();
    const cookie = visitor.cookie('micconnect_session');
    const signature = visitor.cookie('micconnect_session.sig');
    await signOut(visitor);
    for (const [party, tokens] of [
      [documents, first],
      [portal, second],
      [silent, third],
    ] as const) {
      assert.equal(await isActive(party, tokens.access_token), false);
      assert.equal(await isActive(party, tokens.refresh_token), false);
    }
    const replayed = await fetch(`${server.issuer}/`, {
      redirect: 'manual',
      headers: { cookie: `micconnect_session=${cookie}; micconnect_session.sig=${signature}` },
    });
    assert.notEqual(replayed.status, 200);
    const [event] = await server.services.stores.audit.listOfPerson(await personId(), ['session.ended'], 1);
    assert.equal(event?.details?.reason, 'signed_out');
    assert.deepEqual(
      new Set(String(event?.details?.clients).split(' ')),
      new Set(['documents', 'portal', 'silent']),
    );
    assert.deepEqual(event?.actor, { kind: 'person', id: await personId() });
    assert.match(event?.network ?? '', /^(127\.0\.0\.1|::1)$/);
  });

  it('is one transaction: without its audit event nothing ends and nobody is told', async () => {
    const { visitor, first, uid } = await everywhere();
    const { source } = server.services.database;
    const question = await visitor.get(`${server.issuer}/oidc/end-session`);
    await source.query('alter table audit_event rename to audit_event_away');
    try {
      assert.equal((await visitor.submit(question, AGREED)).status, 503);
    } finally {
      await source.query('alter table audit_event_away rename to audit_event');
    }
    assert.deepEqual(await told(uid), []);
    assert.equal(await isActive(documents, first.access_token), true);
    assert.equal(await sessionUid(), uid);
    assert.equal(receiverOf(0).tokens.length, 0);
  });

  it('tries again with a fresh token when a receiver fails, and records the arrival', async () => {
    const { visitor, uid } = await everywhere();
    const statuses = [500, 302];
    receiverOf(0).answer = () => statuses.shift() ?? 200;
    await signOut(visitor);
    await until(() => receiverOf(0).tokens.length >= 2, 'the second try', 12_000);
    await until(() => receiverOf(0).tokens.length >= 3, 'the third try', 20_000);
    await until(
      async () => (await told(uid)).every(({ deliveredAt }) => deliveredAt !== null),
      'all delivered',
    );
    const ids = receiverOf(0).tokens.map((token) => payloadOf(token).jti);
    assert.equal(new Set(ids).size, 3);
    assert.equal(receiverOf(1).tokens.length, 1);
    const events = await server.services.stores.audit.listOfPerson(await personId(), ['logout.delivered'], 2);
    assert.deepEqual(new Set(events.map(({ clientId }) => clientId)), new Set(['documents', 'portal']));
  });

  it('answers a receiver that calls back before it answers', async () => {
    const { visitor, first } = await everywhere();
    const answers: unknown[] = [];
    receiverOf(0).answer = async () => {
      answers.push(await isActive(documents, first.access_token));
      await oidc.tokenRevocation(documents.config, first.refresh_token ?? '');
      answers.push('revoked');
      return 200;
    };
    await signOut(visitor);
    await until(() => answers.length === 2, 'the call back is answered', 4000);
    assert.deepEqual(answers, [false, 'revoked']);
  });

  it('does not keep the person waiting for a receiver that hangs, nor the other receivers', async () => {
    const { visitor } = await everywhere();
    let letGo = () => {};
    let isHanging = true;
    receiverOf(0).answer = () =>
      new Promise((resolve) => {
        letGo = () => {
          isHanging = false;
          resolve(200);
        };
      });
    const page = await signOut(visitor);
    assert.equal(new URL(page.url).pathname, '/signed-out');
    await until(
      () => receiverOf(0).tokens.length === 1 && receiverOf(1).tokens.length === 1,
      'both are called',
    );
    assert.equal(isHanging, true);
    letGo();
  });

  it('goes straight back to the client that has a hint for this session', async () => {
    const { visitor, first, uid } = await everywhere();
    const url = oidc.buildEndSessionUrl(documents.config, {
      id_token_hint: first.id_token ?? '',
      post_logout_redirect_uri: 'https://documents.example/signed-out',
      state: 'a b',
    });
    const page = await visitor.get(url.href);
    assert.equal(page.url, 'https://documents.example/signed-out?state=a+b');
    assert.equal((await told(uid)).length, 2);
  });

  it('asks before it ends the session of somebody who did not ask for it', async () => {
    const { visitor, first, uid } = await everywhere();
    const other = new Browser();
    other.stopAt.push('https://');
    const foreign = await signIn(documents, other);
    const url = `${server.issuer}/oidc/end-session?id_token_hint=${foreign.id_token}`;
    assert.match((await visitor.get(url)).text, /action="\/sign-out"/);
    assert.match((await visitor.get(`${server.issuer}/oidc/end-session`)).text, /action="\/sign-out"/);
    const forged = await visitor.post(`${server.issuer}/sign-out`, { csrf: 'x' });
    assert.equal(forged.status, 403);
    assert.equal((await visitor.post(`${server.issuer}/sign-out`, {}, 'https://evil.example/')).status, 403);
    assert.deepEqual(await told(uid), []);
    assert.equal(await isActive(documents, first.access_token), true);
  });

  it('happens at once for everybody whose account is disabled', async () => {
    const { first, second, uid } = await everywhere();
    await server.services.staff.disable('staff@mic.example', OPERATOR);
    try {
      assert.equal(await isActive(documents, first.access_token), false);
      assert.equal(await isActive(portal, second.refresh_token), false);
      assert.deepEqual(
        (await told(uid)).map(({ clientId }) => clientId),
        ['documents', 'portal'],
      );
      await until(() => receivers.every(({ tokens }) => tokens.length === 1), 'both are told', 4000);
      const [event] = await server.services.stores.audit.listOfPerson(await personId(), ['session.ended'], 1);
      assert.equal(event?.details?.reason, 'disabled');
      assert.deepEqual(event?.actor, OPERATOR);
    } finally {
      await server.services.staff.enable('staff@mic.example', OPERATOR);
    }
  });

  it('happens for every browser of a person whom an officer signs out, and for nobody else', async () => {
    const { first } = await everywhere();
    const other = new Browser();
    other.stopAt.push('https://');
    const elsewhere = await signIn(documents, other);
    assert.equal(await server.services.accounts.signOut('staff@mic.example', OPERATOR), 2);
    assert.equal(await isActive(documents, first.refresh_token), false);
    assert.equal(await isActive(documents, elsewhere.refresh_token), false);
    await until(() => receiverOf(0).tokens.length === 2, 'told of both sessions');
    const sids = receiverOf(0).tokens.map((token) => payloadOf(token).sid);
    assert.deepEqual(new Set(sids), new Set([first.claims()?.sid, elsewhere.claims()?.sid]));
  });

  it('sends a token once when two sign-outs of one session meet', async () => {
    const { visitor, uid } = await everywhere();
    const question = await visitor.get(`${server.issuer}/oidc/end-session`);
    await Promise.all([
      visitor.submit(question, AGREED),
      visitor.submit(question, AGREED),
      visitor.submit(question, AGREED),
    ]);
    assert.equal((await told(uid)).length, 2);
    await until(
      async () => (await told(uid)).every(({ deliveredAt }) => deliveredAt !== null),
      'all delivered',
    );
    assert.deepEqual(
      receivers.map(({ tokens }) => tokens.length),
      [1, 1],
    );
  });
});

function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

import { strict as assert } from 'node:assert';
import { mock } from 'node:test';
import * as oidc from 'openid-client';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import {
  browser,
  isActive,
  isSignIn,
  prepare,
  type RelyingParty,
  relyingParty,
  signIn,
  travel,
} from './relying-party.ts';

const MINUTE = 60_000;
const COOKIE = 'micconnect_session';

describe('flow: the life of a session', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let portal: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, {
      client_id: 'documents',
      backchannel_logout_uri: 'http://localhost:9/nobody-listens',
    });
    portal = await relyingParty(server, { client_id: 'portal' });
  });
  after(() => server.stop());
  afterEach(() => mock.timers.reset());

  /** Everything in this process, library included, sees this moment from now on. */
  function laterBy(milliseconds: number): void {
    const now = Date.now() + milliseconds;
    mock.timers.reset();
    mock.timers.enable({ apis: ['Date'], now });
  }

  const personId = async (email: string) => (await server.services.staff.show(email)).person.id;
  const openSessions = async (email: string) =>
    server.services.stores.sessions.listOpen(await personId(email));

  async function sessionOf(tokens: Awaited<ReturnType<typeof signIn>>): Promise<string> {
    const claims = tokens.claims() ?? assert.fail('no ID token');
    const uid = await server.services.stores.sessions.findBySid(claims.sub, 'documents', String(claims.sid));
    return uid ?? assert.fail('no session');
  }

  async function lastEnd(email: string) {
    const events = await server.services.stores.audit.listOfPerson(
      await personId(email),
      ['session.ended'],
      1,
    );
    return events[0];
  }

  it('gets another cookie at every sign-in, and the former one opens nothing', async () => {
    const visitor = browser();
    await visitor.get((await prepare(documents)).url.href);
    const anonymous = visitor.cookie(COOKIE);
    await signIn(documents, visitor);
    const first = visitor.cookie(COOKIE);
    assert.ok(first);
    assert.notEqual(first, anonymous);
    await signIn(documents, visitor, { prompt: 'login' });
    const second = visitor.cookie(COOKIE);
    assert.notEqual(second, first);
    for (const [value, works] of [
      [second, true],
      [first, false],
      [anonymous, false],
    ] as const) {
      const signature = value === second ? visitor.cookie(`${COOKIE}.sig`) : 'x';
      const answer = await fetch(`${server.issuer}/`, {
        redirect: 'manual',
        headers: { cookie: `${COOKIE}=${value}; ${COOKIE}.sig=${signature}` },
      });
      assert.equal(answer.status === 200, works);
    }
  });

  it('is not fixed by a cookie that was planted before the sign-in', async () => {
    const attacker = browser();
    await attacker.get((await prepare(documents)).url.href);
    const planted = [COOKIE, `${COOKIE}.sig`]
      .map((name) => `${name}=${attacker.cookie(name) ?? ''}`)
      .join('; ');
    const visit = ['micconnect_visit', 'micconnect_visit.sig'].map(
      (name) => `${name}=${attacker.cookie(name)}`,
    );
    await signIn(documents, attacker);
    for (const cookie of [planted, [planted, ...visit].join('; ')]) {
      const answer = await fetch(`${server.issuer}/`, { redirect: 'manual', headers: { cookie } });
      assert.notEqual(answer.status, 200);
    }
  });

  it('carries a cookie that scripts and other sites do not get', async () => {
    const visitor = browser();
    const page = await visitor.get((await prepare(documents)).url.href);
    const answer = await fetch(page.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        origin: server.issuer,
        cookie: ['micconnect_visit', 'micconnect_visit.sig']
          .map((name) => `${name}=${visitor.cookie(name)}`)
          .join('; '),
      },
      body: new URLSearchParams({ username: 'clerk@mic.example', password: PASSWORD }),
    });
    const location = new URL(answer.headers.get('location') ?? '', server.issuer);
    const resumed = await fetch(location, {
      redirect: 'manual',
      headers: {
        cookie: ['micconnect_resume', 'micconnect_resume.sig']
          .map((name) => `${name}=${visitor.cookie(name)}`)
          .join('; '),
      },
    });
    const cookie = resumed.headers.getSetCookie().find((line) => line.startsWith(`${COOKIE}=`)) ?? '';
    assert.match(cookie, /;\s*httponly/i);
    assert.match(cookie, /;\s*samesite=lax/i);
    assert.match(cookie, /;\s*path=\/(;|$)/i);
    assert.doesNotMatch(cookie, /;\s*domain=/i);
    // Over with the browser: the person does not stay signed in on a shared computer.
    assert.doesNotMatch(cookie, /;\s*(expires|max-age)=/i);
  });

  it('lasts over sign-ins at other clients and counts each use', async () => {
    const visitor = browser();
    const first = await signIn(documents, visitor);
    laterBy(29 * MINUTE);
    assert.equal(isSignIn(await visitor.get((await prepare(portal)).url.href)), false);
    laterBy(29 * MINUTE);
    const second = await signIn(portal, visitor);
    assert.equal(second.claims()?.sub, first.claims()?.sub);
    assert.equal(second.claims()?.auth_time, first.claims()?.auth_time);
  });

  it('asks for the password again after 30 minutes of rest, at clients and at the portal', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    laterBy(31 * MINUTE);
    assert.equal(isSignIn(await visitor.get((await prepare(documents)).url.href)), true);
    assert.equal(isSignIn(await visitor.get(`${server.issuer}/`)), true);
    const silent = await travel(visitor, (await prepare(portal, { prompt: 'none' })).url);
    assert.equal(silent.searchParams.get('error'), 'login_required');
    const again = await signIn(documents, visitor);
    assert.equal(again.claims()?.email, 'staff@mic.example');
    assert.equal(isSignIn(await visitor.get((await prepare(portal)).url.href)), false);
  });

  it('still tells the clients of a sign-out after a rest: with a hint', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    const uid = await sessionOf(tokens);
    laterBy(45 * MINUTE);
    const out = await visitor.get(
      oidc.buildEndSessionUrl(documents.config, {
        id_token_hint: tokens.id_token ?? '',
        post_logout_redirect_uri: 'https://documents.example/signed-out',
      }).href,
    );
    assert.equal(out.url, 'https://documents.example/signed-out');
    await assertToldAndEnded(uid, tokens.refresh_token);
  });

  it('still tells the clients of a sign-out after a rest: by the question and its answer', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    const uid = await sessionOf(tokens);
    laterBy(45 * MINUTE);
    const question = await visitor.get(`${server.issuer}/oidc/end-session?client_id=documents`);
    assert.match(question.text, /action="\/sign-out"/);
    await visitor.submit(question, { request: 'client' });
    await assertToldAndEnded(uid, tokens.refresh_token);
  });

  async function assertToldAndEnded(uid: string, refreshToken: string | undefined): Promise<void> {
    const told = await server.services.stores.deliveries.listOfSession(uid);
    assert.deepEqual(
      told.map(({ clientId }) => clientId),
      ['documents'],
      'the client is not told',
    );
    mock.timers.reset();
    assert.equal(await isActive(documents, refreshToken), false);
    assert.deepEqual(
      (await openSessions('staff@mic.example')).filter((session) => session.uid === uid),
      [],
    );
  }

  it('ends ten hours after the sign-in, however busy it was, and its tokens with it', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    let refreshToken = tokens.refresh_token ?? '';
    for (let quarter = 1; quarter < 24; quarter += 1) {
      laterBy(25 * MINUTE);
      assert.equal(
        isSignIn(await visitor.get((await prepare(portal)).url.href)),
        false,
        `${quarter * 25} minutes`,
      );
      const refreshed = await oidc.refreshTokenGrant(documents.config, refreshToken);
      refreshToken = refreshed.refresh_token ?? '';
    }
    laterBy(26 * MINUTE);
    assert.equal(isSignIn(await visitor.get((await prepare(portal)).url.href)), true);
    await assert.rejects(oidc.refreshTokenGrant(documents.config, refreshToken), { error: 'invalid_grant' });
    assert.equal(await isActive(documents, refreshToken), false);
  });

  it('starts anew when the same person signs in again', async () => {
    const visitor = browser();
    const first = await signIn(documents, visitor);
    const second = await signIn(documents, visitor, { prompt: 'login' });
    assert.equal(second.claims()?.sub, first.claims()?.sub);
    assert.equal(await isActive(documents, first.refresh_token), true);
    assert.equal(await isActive(documents, second.refresh_token), true);
  });

  it('ends when somebody else signs in in its browser, with every token it gave', async () => {
    const visitor = browser();
    const ofStaff = await signIn(documents, visitor);
    const uid = await sessionOf(ofStaff);
    const former = visitor.cookie(COOKIE);
    const { url, checks } = await prepare(portal, { prompt: 'login' });
    const answer = await travel(visitor, url, 'clerk@mic.example');
    const ofClerk = await oidc.authorizationCodeGrant(portal.config, answer, checks);
    assert.equal(ofClerk.claims()?.email, 'clerk@mic.example');
    assert.notEqual(visitor.cookie(COOKIE), former);

    for (const token of [ofStaff.access_token, ofStaff.refresh_token]) {
      assert.equal(await isActive(documents, token), false);
    }
    await assert.rejects(oidc.refreshTokenGrant(documents.config, ofStaff.refresh_token ?? ''), {
      error: 'invalid_grant',
    });
    const told = await server.services.stores.deliveries.listOfSession(uid);
    assert.deepEqual(
      told.map(({ clientId }) => clientId),
      ['documents'],
    );
    assert.equal((await lastEnd('staff@mic.example'))?.details?.reason, 'replaced');

    // The first client, in the same browser: the second person, in a session of another name.
    const next = await signIn(documents, visitor);
    assert.equal(next.claims()?.email, 'clerk@mic.example');
    assert.notEqual(next.claims()?.sid, ofStaff.claims()?.sid);
    const info = await oidc.fetchUserInfo(documents.config, next.access_token, ofClerk.claims()?.sub ?? '');
    assert.equal(info.email, 'clerk@mic.example');
    const opened = (await openSessions('clerk@mic.example')).map(({ uid }) => uid);
    assert.ok(!opened.includes(uid));
  });

  it('gives nobody the code that the person before asked for', async () => {
    const visitor = browser();
    const ofStaff = await prepare(documents);
    const answer = await travel(visitor, ofStaff.url);
    await travel(visitor, (await prepare(portal, { prompt: 'login' })).url, 'clerk@mic.example');
    const late = oidc.authorizationCodeGrant(documents.config, answer, ofStaff.checks);
    await assert.rejects(late, { error: 'invalid_grant' });
  });

  it('takes no visit of another browser', async () => {
    const owner = browser();
    const page = await owner.get((await prepare(documents)).url.href);
    const thief = browser();
    await thief.get((await prepare(documents)).url.href);
    for (const visitor of [thief, browser()]) {
      assert.equal((await visitor.get(page.url)).status, 400);
      const posted = await visitor.post(page.url, { username: 'staff@mic.example', password: PASSWORD });
      assert.equal(posted.status, 400);
      const uid = new URL(page.url).pathname.split('/')[2];
      const resumed = await visitor.get(`${server.issuer}/oidc/authorize/${uid}`);
      assert.ok(resumed.status >= 400 && resumed.status < 500);
    }
  });

  it('is the owner’s alone at the portal: another browser’s cookie without its signature is nothing', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    for (const signature of ['', 'x', 'A'.repeat(27)]) {
      const answer = await fetch(`${server.issuer}/`, {
        redirect: 'manual',
        headers: { cookie: `${COOKIE}=${visitor.cookie(COOKIE)}; ${COOKIE}.sig=${signature}` },
      });
      assert.notEqual(answer.status, 200);
    }
  });
});

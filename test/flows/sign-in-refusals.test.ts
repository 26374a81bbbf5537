import { strict as assert } from 'node:assert';
import type { AuditRecord } from '../../src/domain/audit/audit-event.ts';
import { findSignInFailure } from '../../src/domain/authentication/sign-in-failure.ts';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';
import { hire, importPerson } from './staff-rows.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const SUPPORT_CODE = /<code class="support-code">([2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4})<\/code>/;

/** How each refusal is asked for, and what the audit log knows about it. */
const REFUSALS = [
  { state: 'unknown', username: 'nobody@mic.example', cause: 'unknown' },
  { state: 'without a password', username: 'no-password@mic.example', cause: 'no_password' },
  { state: 'disabled', username: 'head@mic.example', cause: 'disabled' },
  { state: 'retired', username: 'retired@mic.example', cause: 'not_working' },
  { state: 'expired', username: 'person-1@mic.example', cause: 'expired' },
  { state: 'not yet active', username: 'person-2@mic.example', cause: 'not_yet_active' },
  { state: 'locked', username: 'clerk@mic.example', cause: 'locked' },
  { state: 'wrong', username: 'staff@mic.example', cause: 'wrong' },
] as const;

describe('flow: refusals of a sign-in', () => {
  let server: TestServer;
  let visit: { url: string; cookie: string };
  let addresses = 0;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let token: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer({ TRUSTED_PROXIES: '127.0.0.1,::1' });
    await seedMinistry(server);
    const { staff, stores } = server.services;
    for (const email of ['person-1@mic.example', 'person-2@mic.example']) await hire(server.services, email);
    await importPerson(server.services, 'person-1@mic.example', { until: '31/12/2020' });
    await importPerson(server.services, 'person-2@mic.example', { from: '01/01/2090' });
    await staff.disable('head@mic.example', OPERATOR);
    const { person } = await staff.show('newcomer@mic.example');
    await stores.directory.savePerson({ ...person, email: 'no-password@mic.example' });
    await server.services.database.source.query('delete from password_credential where person_id = $1', [
      person.id,
    ]);

    const browser = new Browser();
    const { url } = await browser.get(`${server.issuer}/`);
    const cookie = ['micconnect_visit', 'micconnect_visit.sig'].map(
      (name) => `${name}=${browser.cookie(name)}`,
    );
    visit = { url, cookie: cookie.join('; ') };
    api = await apiCaller(server, await apiClient(server));
    token = await api.machineToken('audit:read');
    for (let guess = 0; guess < 5; guess += 1) await post('clerk@mic.example', 'wrong');
  });
  after(() => server.stop());

  /** Posts the sign-in form, from a network of its own unless one is given. */
  async function post(username: string, password: string, address = freshAddress()) {
    const response = await fetch(visit.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: visit.cookie,
        'x-forwarded-for': address,
        origin: server.issuer,
        accept: 'text/html',
      },
      body: new URLSearchParams({ username, password }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  function freshAddress(): string {
    addresses += 1;
    return `198.51.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`;
  }

  async function auditOf(supportCode: string): Promise<AuditRecord | undefined> {
    return (await server.services.stores.audit.list(0, 10_000)).find(
      (event) => event.supportCode === supportCode,
    );
  }

  const refused = (username: string) => post(username, username.startsWith('staff@') ? 'wrong' : PASSWORD);

  it('are one answer for every state, down to the byte', async () => {
    const answers = new Map<string, string>();
    for (const { state, username } of REFUSALS) {
      // Spaces around a name do not count; echoed names of one length leave the lengths comparable.
      const echoed = username.padEnd(30);
      const { status, headers, text } = await refused(echoed);
      const head = [...headers].map(([name, value]) => `${name}: ${isOwn(name) ? '*' : value}`);
      const body = text.replaceAll(echoed, 'USER').replaceAll(SUPPORT_CODE.exec(text)?.[1] ?? 'none', 'CODE');
      answers.set(state, [status, ...head, body].join('\n'));
    }
    const [first = ''] = answers.values();
    assert.match(first, /^401\n/);
    assert.match(first, /name="password"/);
    assert.match(first, /CODE/);
    for (const [state, answer] of answers) assert.equal(answer, first, `${state} answers differently`);
  });

  for (const { state, username, cause } of REFUSALS) {
    it(`lead the help desk by their code to the cause: ${state}`, async () => {
      const { text } = await refused(username);
      const code = SUPPORT_CODE.exec(text)?.[1] ?? assert.fail('no support code on the page');
      const lines = server.logLines.filter(({ supportCode }) => supportCode === code);
      assert.equal(lines.length, 1);
      assert.equal(lines[0]?.status, 401);
      const event = await auditOf(code);
      assert.equal(event?.type, 'sign_in.refused');
      assert.equal(event?.details?.cause, cause);
      const spoken = code.replace('-', ' ').toLowerCase();
      const found = await findSignInFailure(server.services, spoken, 'whole');
      assert.equal(found.attempt.cause, cause);
      assert.equal(found.person?.email ?? null, cause === 'unknown' ? null : username);
      const { status, json } = await api.call(
        'GET',
        `/sign-in-failures/${encodeURIComponent(spoken)}`,
        token,
      );
      assert.equal(status, 200);
      assert.deepEqual([json.cause, json.person], [cause, found.person?.id ?? null]);
      assert.equal(event?.network, lines[0]?.address);
      assert.equal(JSON.stringify(lines).includes(username), false, 'a user name in the log');
    });
  }

  it('meet whoever shows the cookie of one visit at the address of another', async () => {
    const { url } = await new Browser().get(`${server.issuer}/`);
    const headers = { cookie: visit.cookie, origin: server.issuer, accept: 'text/html' };
    const body = new URLSearchParams({ username: 'staff@mic.example', password: PASSWORD });
    for (const init of [{ headers }, { headers, method: 'POST', body }])
      assert.equal((await fetch(url, { ...init, redirect: 'manual' })).status, 400);
    assert.equal((await fetch(visit.url, { headers, redirect: 'manual' })).status, 200);
  });

  it('are found by their own codes alone', async () => {
    for (const code of ['2222-2222', 'x', '%00', '%27%20or%201=1', 'A'.repeat(300)]) {
      const { status } = await api.call('GET', `/sign-in-failures/${code}`, token);
      assert.equal(status, 404, code);
    }
    assert.deepEqual(
      api.untried((path) => path.startsWith('/sign-in-failures')),
      [],
    );
  });

  it('say nothing of the password that was tried, anywhere', async () => {
    const secret = 'Canary-8d1f3b-word';
    const { text } = await post('staff@mic.example', secret);
    assert.equal(text.includes(secret), false);
    assert.equal(JSON.stringify(server.logLines).includes(secret), false);
    assert.equal(JSON.stringify(await server.services.stores.audit.list(0, 10_000)).includes(secret), false);
  });

  it('echo the user name as text, never as markup', async () => {
    const { text } = await post('"><script>alert(1)</script>', 'wrong');
    assert.equal(text.includes('<script>alert'), false);
    assert.match(text, /value="&quot;&gt;&lt;script&gt;alert\(1\)/);
  });

  it('take as long for one state as for another', async function () {
    this.timeout(120_000);
    const usernames = {
      unknown: 'nobody-',
      disabled: 'head@mic.example',
      expired: 'person-1@mic.example',
      wrong: 'staff@mic.example',
    };
    const times: Record<string, number[]> = { unknown: [], disabled: [], expired: [], wrong: [] };
    for (let round = 0; round < 25; round += 1) {
      // A bucket of its own for every guess: what is compared is the judging, not the pause.
      await server.services.accounts.unlock('staff@mic.example', OPERATOR);
      await server.services.accounts.unlock('head@mic.example', OPERATOR);
      await server.services.accounts.unlock('person-1@mic.example', OPERATOR);
      for (const [state, name] of Object.entries(usernames)) {
        const username = state === 'unknown' ? `${name}${round}@mic.example` : name;
        const started = performance.now();
        const { status } = await post(username, 'wrong');
        times[state]?.push(performance.now() - started);
        assert.equal(status, 401);
      }
    }
    const medians = Object.values(times).map(median);
    const factor = Math.max(...medians) / Math.min(...medians);
    assert.ok(factor < 1.5, `medians ${medians.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  });

  it('are a 503 with a time to come back when the hash queue is full, and count nothing', async () => {
    const { gate, accounts } = server.services;
    await accounts.unlock('staff@mic.example', OPERATOR);
    const held = fillQueue();
    try {
      for (let guess = 0; guess < 6; guess += 1) {
        const answer = await post('staff@mic.example', 'wrong', '203.0.113.9');
        assert.equal(answer.status, 503);
        assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
        assert.match(answer.text, SUPPORT_CODE);
      }
      for (const path of ['/.well-known/openid-configuration', '/oidc/jwks', '/health/ready']) {
        assert.ok((await fetch(`${server.issuer}${path}`)).ok, path);
      }
    } finally {
      await held.release();
    }
    assert.deepEqual([gate.active, gate.waiting], [0, 0]);
    const after = await post('staff@mic.example', PASSWORD, '203.0.113.9');
    assert.equal(after.status, 303);
  });

  /** Takes every slot and every place in the queue of the password hashes. */
  function fillQueue() {
    let open = () => {};
    const gateOpens = new Promise<void>((resolve) => {
      open = resolve;
    });
    const outcomes: Promise<string>[] = [];
    const { gate } = server.services;
    for (let before = -1; before < gate.active + gate.waiting; ) {
      before = gate.active + gate.waiting;
      outcomes.push(
        gate
          .run(() => gateOpens)
          .then(
            () => 'ran',
            () => 'turned away',
          ),
      );
    }
    return {
      async release() {
        open();
        await Promise.all(outcomes);
      },
    };
  }
});

function isOwn(header: string): boolean {
  return ['x-request-id', 'date', 'set-cookie'].includes(header);
}

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

import { strict as assert } from 'node:assert';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import { loadConfig } from '../../src/config.ts';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import { askForPasskey } from '../../src/domain/authentication/passkey.ts';
import { keyOf } from '../../src/domain/authentication/password-link.ts';
import { OWN_CLIENT_ID } from '../../src/domain/clients/client-service.ts';
import { registerProduct } from '../../src/product-client.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Database } from '../../src/storage/database.ts';
import { seedMinistry } from '../support/ministry.ts';
import { givePasskey } from '../support/passkeys.ts';
import { openTestDatabase } from '../support/test-database.ts';
import type { Race } from './single-use-racer.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'an' } as const;
const TRIES = 20;
const ROUNDS = {
  totp: 500,
  'recovery-code': 500,
  'reset-link': 500,
  certificate: 500,
  passkey: 500,
  'break-glass': 5,
  approval: 25,
};

/** What a person proves once, brought 20 times at once to two processes on one database. */
describe('what works once, on two processes', () => {
  let directory: string;
  let database: Database & { url?: string };
  let services: Services;
  let racers: ChildProcess[];
  let personId: string;

  before(async function () {
    this.timeout(60_000);
    directory = mkdtempSync(join(tmpdir(), 'micconnect-races-'));
    database = await openTestDatabase();
    const url = database.url ?? '';
    const environment = { DATABASE_URL: url, DATA_DIR: directory, KEYS_DIR: join(directory, 'keys') };
    services = createServices(loadConfig(environment, directory), database);
    await seedMinistry({ services });
    personId = (await services.staff.show(EMAIL)).person.id;
    racers = [1, 2].map(() =>
      fork(join(import.meta.dirname, 'single-use-racer.ts'), {
        env: { PATH: process.env.PATH, RACE_DATABASE_URL: url, RACE_DIRECTORY: directory },
        execArgv: ['--import', join(import.meta.dirname, '..', 'support', 'typescript.mjs')],
      }),
    );
    await Promise.all(racers.map((racer) => once(racer, 'message')));
  });
  after(async () => {
    for (const racer of racers) racer.kill();
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Half of the tries by each process; what became of all of them. */
  async function race(told: Race): Promise<string[]> {
    const outcomes = await Promise.all(
      racers.map(async (racer) => {
        const answer = once(racer, 'message');
        racer.send({ ...told, tries: told.tries / racers.length });
        return (await answer)[0] as string[];
      }),
    );
    return outcomes.flat();
  }

  function assertOneOf(outcomes: string[], refusal: string): void {
    assert.deepEqual(outcomes.sort(), [...Array(outcomes.length - 1).fill(refusal), 'done'].sort());
  }

  it(`takes each of ${ROUNDS.totp} one-time codes once`, async function () {
    this.timeout(240_000);
    const { secret } = await services.factors.enrolFor(EMAIL, OPERATOR);
    const { lastStep, ...credential } = (await services.stores.totp.find(personId)) ?? assert.fail();
    for (let round = 0; round < ROUNDS.totp; round += 1) {
      // The step is unused again, as if 30 s had passed.
      await services.stores.totp.save({ ...credential, lastStep });
      const code = generateSync({ secret });
      assertOneOf(await race({ use: 'totp', personId, code, tries: TRIES }), 'code_used');
    }
  });

  it(`takes each of ${ROUNDS['recovery-code']} recovery codes once`, async function () {
    this.timeout(240_000);
    let codes: string[] = [];
    const { person } = await services.staff.show(EMAIL);
    const origin = {
      address: '192.0.2.1',
      networkPrefix: '192.0.2.1',
      isOutside: false,
      userAgent: null,
      supportCode: 'A',
    };
    for (let round = 0; round < ROUNDS['recovery-code']; round += 1) {
      if (codes.length === 0) codes = await services.factors.makeRecoveryCodes(person, origin);
      const code = codes.pop() ?? '';
      assertOneOf(await race({ use: 'recovery-code', personId, code, tries: TRIES }), 'code_refused');
    }
  });

  it(`takes each of ${ROUNDS['reset-link']} reset links once`, async function () {
    this.timeout(240_000);
    const { stores, ids, clock } = services;
    for (let round = 0; round < ROUNDS['reset-link']; round += 1) {
      const token = ids.secret();
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + 60_000);
      const key = keyOf({ purpose: 'reset', token });
      await stores.passwordResets.add({ ...key, personId, sentTo: EMAIL, createdAt, expiresAt });
      assertOneOf(await race({ use: 'reset-link', token, tries: TRIES }), 'reset_link_invalid');
    }
  });

  it(`opens the emergency account once by each of ${ROUNDS['break-glass']} seals, of 50 who bring both halves`, async function () {
    this.timeout(240_000);
    await registerProduct(services);
    for (let round = 0; round < ROUNDS['break-glass']; round += 1) {
      const first = await services.breakGlass.seal(OPERATOR);
      const second = await services.breakGlass.seal({ kind: 'operator', name: 'binh' });
      const typed = first.half + second.half;
      assertOneOf(await race({ use: 'break-glass', typed, tries: 50 }), 'sign_in_refused');
    }
  });

  it(`takes the factors of a privileged account once by each of ${ROUNDS.approval} approvals`, async function () {
    this.timeout(240_000);
    const role = { clientId: OWN_CLIENT_ID, code: 'auditor' };
    await services.roles.grantRole(OPERATOR, { ...role, to: { person: EMAIL } });
    const grounds = { checked: 'id-card', reference: 'x', reason: 'x' } as const;
    for (let round = 0; round < ROUNDS.approval; round += 1) {
      const { reset } = await services.factorResets.ask(EMAIL, grounds, OPERATOR);
      const approved = { use: 'approval', reset: reset.id, tries: TRIES } as const;
      assertOneOf(await race(approved), 'factor_reset_not_waiting');
    }
  });

  it(`takes each of ${ROUNDS.passkey} answers of a passkey once`, async function () {
    this.timeout(240_000);
    // The key is synced and counts nothing: only the challenge can be used up.
    const device = await givePasskey(services, EMAIL);
    for (let round = 0; round < ROUNDS.passkey; round += 1) {
      const context = `visit-passkey-${round}`;
      const response = device.get(await askForPasskey(services, { context, personId: null }));
      assertOneOf(await race({ use: 'passkey', response, context, tries: TRIES }), 'passkey_refused');
    }
  });

  for (const use of ['challenge', 'ticket', 'answer'] as const)
    it(`takes each of ${ROUNDS.certificate} times one ${use} on the way of a certificate once`, async function () {
      this.timeout(240_000);
      const { certificateTickets } = services;
      for (let round = 0; round < ROUNDS.certificate; round += 1) {
        const context = `visit-${use}-${round}`;
        const ticket = await certificateTickets.issue(context);
        const secret = use === 'answer' ? (await certificateTickets.present(ticket, null)).answer : ticket;
        assertOneOf(await race({ use, secret, context, tries: TRIES }), 'certificate_ticket_invalid');
      }
    });

  it('keeps an unbroken audit chain through it all', async () => {
    const records = await services.stores.audit.list(0, 1_000_000);
    assert.equal((await verifyChain(records)).ok, true);
    const uses = (type: string) => records.filter((record) => record.type === type).length;
    assert.equal(uses('recovery_code.used'), ROUNDS['recovery-code']);
    assert.equal(uses('password.reset'), ROUNDS['reset-link']);
    assert.equal(uses('break_glass.used'), ROUNDS['break-glass']);
    assert.equal(uses('credentials.reset'), ROUNDS.approval);
  });
});

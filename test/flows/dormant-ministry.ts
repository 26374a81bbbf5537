import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/run-command.ts';
import { loadConfig } from '../../src/config.ts';
import type { AuditType } from '../../src/domain/audit/audit-event.ts';
import { createSignIn } from '../../src/domain/authentication/sign-in.ts';
import { daysAfter } from '../../src/domain/clock.ts';
import { countDormancy, sweepDormantAccounts } from '../../src/domain/directory/dormant-accounts.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { createServices } from '../../src/services.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestDatabase } from '../support/test-database.ts';

export const OFFICER = { kind: 'operator', name: 'an' } as const;
export const ORIGIN = {
  address: '192.0.2.1',
  networkPrefix: '192.0.2.0/24',
  isOutside: false,
  userAgent: null,
  supportCode: 'ABCD-EFGH',
};
const YEARS = 5 * 365;

export type DormantMinistry = Awaited<ReturnType<typeof dormantMinistry>>;

/** The ministry of the journeys on a clock of its own; people are named by what stands before the `@`. */
export async function dormantMinistry() {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-test-'));
  const database = await openTestDatabase();
  const config = loadConfig(
    { DATA_DIR: join(directory, 'data'), KEYS_DIR: directory, SAMPLE_DATA: 'off' },
    directory,
  );
  let start = new Date('2026-03-02T02:00:00Z');
  let now = start;
  const services = createServices(config, database, { now: () => now });
  await seedMinistry({ services });
  const { staff, settings, stores } = services;
  const newcomer = await stores.credentials.findPassword(
    (await staff.show('newcomer@mic.example')).person.id,
  );
  const sweeping = { ...services, issuer: config.issuer };
  const addressOf = (name: string) => `${name}@mic.example`;
  const namesOf = (people: readonly { email: string | null }[]) =>
    people.map(({ email }) => (email ?? '').split('@')[0] ?? '').sort();
  const day = (days: number, milliseconds = 0) => new Date(daysAfter(start, days).getTime() + milliseconds);
  /** The first sweep of an hour. */
  const sweep = async () => {
    await countDormancy(sweeping);
    return sweepDormantAccounts(sweeping);
  };
  const goTo = async (days: number, milliseconds = 0) => {
    now = day(days, milliseconds);
  };

  return {
    services,
    sweeping,
    day,
    goTo,
    /** Years later: all accounts as the ministry was founded, all settings at their defaults but the guard's. */
    async begin() {
      start = daysAfter(start, YEARS);
      now = start;
      for (const table of ['account_activity', 'dormancy_alarm', 'setting', 'protected_person', 'outbox'])
        await database.source.query(`delete from ${table}`);
      await database.source.query('update person set disabled_at = null');
      if (newcomer !== undefined) await stores.credentials.savePassword(newcomer);
      await settings.set('guard.percent', '100', OFFICER);
      await sweep();
    },
    async sweepAt(days: number, milliseconds = 0) {
      await goTo(days, milliseconds);
      return sweep();
    },
    async signIn(name: string) {
      const attempt = { login: addressOf(name), password: PASSWORD };
      const uid = `${name}-${now.getTime()}`;
      const context = { uid, clientId: null, asked: null, held: null, device: null };
      const steps = createSignIn(services);
      const step = await steps.submitPassword(context, attempt, ORIGIN);
      // Whoever must choose a password has signed in when it is chosen.
      if (step.step === 'change-password')
        await steps.submitNewPassword(context, step, `Mot-mat-khau-${now.getTime()}`, ORIGIN);
    },
    /** What a command of the tool prints. */
    async tool(...argv: string[]): Promise<string> {
      const io = scriptedTerminal();
      await runCommand(argv, operatorServices(services), io, OFFICER);
      return io.said.out + io.said.err;
    },
    dormant: async () => namesOf((await staff.search({ isDormant: true })).people),
    closed: async () => namesOf((await staff.list()).filter(({ disabledAt }) => disabledAt !== null)),
    events: async (type: AuditType) =>
      (await stores.audit.list(0, 10_000)).filter((event) => event.type === type && event.at >= start),
    /** What is waiting in the outbox for somebody. */
    async letterTo(name: string) {
      const rows = await stores.deliveries.claim(now, daysAfter(now, 1), 1000);
      return rows
        .map(({ delivery }) => delivery)
        .filter((delivery) => delivery.kind === 'mail' && delivery.to === addressOf(name));
    },
    async openSession(name: string) {
      const { person } = await staff.show(addressOf(name));
      const session = { uid: `session-${now.getTime()}`, personId: person.id, signedInAt: now };
      const limits = { idleMs: 1000, absoluteMs: 1000 };
      await stores.sessions.observe({ ...session, address: null, userAgent: null }, limits, now);
    },
    async openSessions(name: string) {
      const { person } = await staff.show(addressOf(name));
      return (await stores.sessions.listOpen(person.id)).length;
    },
    async close() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

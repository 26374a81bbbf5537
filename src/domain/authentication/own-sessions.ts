import type { Clock } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { endSession } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import { noticeOfChange } from './credential-notice.ts';
import { eventOf, type FactorChange } from './factor-change.ts';
import type { RequestOrigin } from './request-origin.ts';

interface Dependencies {
  transact: Transact;
  clock: Clock;
}

type Origin = Pick<RequestOrigin, 'address' | 'supportCode'>;

/**
 * What a person ends of her own: sessions, browsers that stand in for a code, and what came of a sign-in that was not
 * hers. Each is audited, and told to her by mail.
 */
export function createOwnSessions({ transact, clock }: Dependencies) {
  const changeBy = (person: Person, origin: Origin): FactorChange => ({
    person,
    actor: { kind: 'person', id: person.id },
    at: clock.now(),
    origin,
  });

  return {
    /**
     * Ends sessions, of which only the person's own are touched.
     * @param chosen those to end; null for every one
     * @param kept stays open whatever was chosen; null for none
     * @returns how many ended
     */
    endSessions: (
      person: Person,
      which: { chosen: readonly string[] | null; kept: string | null },
      origin: Origin,
    ): Promise<number> =>
      transact(async (inside) => {
        const change = changeBy(person, origin);
        const ended = await endOwn(inside, which, change);
        if (ended > 0) await noticeOfChange(inside, person, 'sessions_ended', change);
        return ended;
      }),

    /**
     * Forgets browsers: none stands in for a code any more. Sessions in them stay.
     * @param chosen those to forget; null for every one
     * @returns how many were forgotten
     */
    forgetDevices: (person: Person, chosen: readonly string[] | null, origin: Origin): Promise<number> =>
      transact(async (inside) => {
        const change = changeBy(person, origin);
        const forgotten = await forgetOwn(inside, chosen, change);
        if (forgotten > 0) await noticeOfChange(inside, person, 'devices_forgotten', change);
        return forgotten;
      }),

    /**
     * A sign-in, or a try, was not the person's: whatever it may have led to ends, but the session in which she says so.
     * @param attempt the support code of the sign-in that she means; null for none in particular
     */
    disown: (
      person: Person,
      { attempt, kept }: { attempt: string | null; kept: string },
      origin: Origin,
    ): Promise<{ sessions: number; devices: number }> =>
      transact(async (inside) => {
        const change = changeBy(person, origin);
        const sessions = await endOwn(inside, { chosen: null, kept }, change);
        const devices = await forgetOwn(inside, null, change);
        await inside.signIns.removeAllOf(person.id);
        const details = { attempt, sessions, devices };
        await inside.audit.append({ ...eventOf(change), type: 'sign_in.disowned', details });
        await noticeOfChange(inside, person, 'sign_in_disowned', change);
        return { sessions, devices };
      }),

    /**
     * The failed attempts up to a moment were the person's own: they are no worry any more.
     * @param until of the latest one that she was shown
     */
    claimAttempts: (person: Person, until: Date, origin: Origin): Promise<void> =>
      transact(async (inside) => {
        const change = changeBy(person, origin);
        // Nobody explains what has not happened yet.
        const latest = until < change.at ? until : change.at;
        const details = { until: latest.toISOString() };
        await inside.audit.append({ ...eventOf(change), type: 'sign_in.claimed', details });
      }),
  };
}

async function endOwn(
  inside: Stores,
  { chosen, kept }: { chosen: readonly string[] | null; kept: string | null },
  { person, actor, at, origin }: FactorChange,
): Promise<number> {
  const own = (await inside.sessions.listOpen(person.id)).filter(
    ({ uid }) => uid !== kept && (chosen === null || chosen.includes(uid)),
  );
  const end = { reason: 'signed_out', actor, now: at, network: origin.address } as const;
  for (const { uid } of own) await endSession(inside, uid, end);
  return own.length;
}

async function forgetOwn(
  inside: Stores,
  chosen: readonly string[] | null,
  change: FactorChange,
): Promise<number> {
  const { person, at } = change;
  const own = (await inside.devices.listOf(person.id, at)).map(({ id }) => id);
  let forgotten = 0;
  for (const device of own.filter((id) => chosen === null || chosen.includes(id))) {
    if (!(await inside.devices.forget(person.id, device))) continue;
    forgotten += 1;
    await inside.audit.append({ ...eventOf(change), type: 'device.forgotten', details: { device } });
  }
  return forgotten;
}

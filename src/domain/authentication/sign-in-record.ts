import type { Person } from '../directory/person.ts';
import type { Stores } from '../transact.ts';
import type { Assurance, CompletedMethod } from './assurance.ts';
import { deviceHash, forgottenAt } from './known-device.ts';
import type { RequestOrigin } from './request-origin.ts';

const HOUR_MS = 60 * 60_000;

/** A sign-in that has just been completed. */
export interface CompletedSignIn {
  person: Pick<Person, 'id'>;
  clientId: string | null;
  completed: readonly CompletedMethod[];
  assurance: Assurance;
  /** For how long the browser may stand in for a code, when the person asked for that. */
  trustHours: number;
  at: Date;
  /** The browser's secret until now and from now on, and the id under which it is new. */
  device: { id: string; former: string | null; secret: string };
}

/** Writes down whose sign-in succeeded, and makes the browser known to that person; in the caller's transaction. */
export async function noteSignIn(
  { activity, devices, audit }: Pick<Stores, 'activity' | 'devices' | 'audit'>,
  { person, clientId, completed, assurance, trustHours, at, device }: CompletedSignIn,
  { address, userAgent, supportCode }: RequestOrigin,
): Promise<void> {
  const isTrusting = trustHours > 0 && completed.some(({ trustsDevice }) => trustsDevice);
  await activity.signedIn(person.id, at);
  await devices.note({
    id: device.id,
    personId: person.id,
    userAgent,
    address,
    at,
    trustedUntil: isTrusting ? new Date(at.getTime() + trustHours * HOUR_MS) : null,
    expiresAt: forgottenAt(at),
    formerHash: deviceHash(device.former),
    tokenHash: deviceHash(device.secret),
  });
  await audit.append({
    type: 'sign_in.succeeded',
    at,
    actor: { kind: 'person', id: person.id },
    personId: person.id,
    clientId: clientId ?? undefined,
    network: address,
    supportCode,
    details: {
      acr: assurance.acr,
      methods: completed.map(({ method }) => method).join(' '),
      user_agent: userAgent,
      ...(isTrusting && { device_trusted_hours: trustHours }),
    },
  });
}

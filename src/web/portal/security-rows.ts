import { createHash } from 'node:crypto';
import type { KnownDevice } from '../../domain/authentication/known-device.ts';
import type { Passkey } from '../../domain/authentication/passkey-store.ts';
import type { SignInAttempt } from '../../domain/authentication/sign-in-history.ts';
import type { CertificateBinding } from '../../domain/certificates/certificate-binding.ts';
import { commonName } from '../../messages/certificate-steps.ts';
import { causeInWords } from '../../messages/sign-in-causes.ts';
import { isMessageKey, type Lang } from '../../messages/translate.ts';
import type { OpenSession } from '../../oidc/session.ts';
import { deviceName } from '../device-name.ts';
import { isOutside, type Network } from '../middleware/edge.ts';
import type {
  AttemptView,
  CertificateRowView,
  DeviceView,
  PasskeyView,
  SessionView,
  SourceView,
} from './security-view.ts';

const DAY_MS = 24 * 60 * 60_000;
/** From so many days before its end on a certificate is marked. */
const SOON_DAYS = 30;

/** What stands for an id in a form: it finds a row among one's own, and tells nobody anything. */
export function referenceTo(id: string): string {
  return createHash('sha256').update(`reference ${id}`).digest('base64url').slice(0, 22);
}

/** Where from, and whether that is outside the ministry's networks. */
export function sourceOf(address: string | null, inside: readonly Network[]): SourceView {
  const isKnown = address !== null && inside.length > 0;
  return { address, isOutside: isKnown ? isOutside(address, inside) : null };
}

/** A session as a row. */
export function sessionView(
  { uid, userAgent, address, signedInAt, clientIds }: OpenSession,
  given: { sessionUid: string; clients: ReadonlyMap<string, string>; inside: readonly Network[] },
): SessionView {
  return {
    reference: referenceTo(uid),
    device: deviceName(userAgent ?? ''),
    isPhone: /iPhone|Android.*Mobile/.test(userAgent ?? ''),
    isThis: uid === given.sessionUid,
    source: sourceOf(address, given.inside),
    since: signedInAt,
    applications: clientIds.flatMap((id) => given.clients.get(id) ?? []),
  };
}

/** A passkey as a row. */
export function passkeyRow({ id, name, createdAt, lastUsedAt }: Passkey): PasskeyView {
  return { reference: referenceTo(id), name, since: createdAt, lastUsedAt };
}

/** A known browser as a row. */
export function deviceRow(
  { id, userAgent, createdAt, lastUsedAt, address, trustedUntil }: KnownDevice,
  given: { thisId: string | undefined; inside: readonly Network[] },
): DeviceView {
  return {
    reference: referenceTo(id),
    device: deviceName(userAgent ?? ''),
    isThis: id === given.thisId,
    since: createdAt,
    lastUsedAt,
    source: sourceOf(address, given.inside),
    trustedUntil,
  };
}

/** A binding as a row. */
export function certificateView(binding: CertificateBinding, now: Date): CertificateRowView {
  const { id, subject, tree, serial, enrolledAt: from, notAfter: until, confirmedAt } = binding;
  const daysLeft = Math.floor((until.getTime() - now.getTime()) / DAY_MS);
  const used = (now.getTime() - from.getTime()) / Math.max(1, until.getTime() - from.getTime());
  return {
    reference: referenceTo(id),
    name: commonName(subject),
    tree,
    serial,
    from,
    until,
    state: stateOf(daysLeft, confirmedAt !== null),
    daysLeft,
    used: Math.round(Math.min(1, Math.max(0, used)) * 100),
  };
}

function stateOf(daysLeft: number, isConfirmed: boolean): CertificateRowView['state'] {
  if (daysLeft < 0) return 'expired';
  if (!isConfirmed) return 'waiting';
  return daysLeft <= SOON_DAYS ? 'ending' : 'usable';
}

/** An attempt to sign in as a row. */
export function attemptView(attempt: SignInAttempt, inside: readonly Network[], lang: Lang): AttemptView {
  const { at, methods, userAgent, network, cause, supportCode } = attempt;
  return {
    at,
    ways: methods.filter((method) => isMessageKey(`security.way.${method}`)),
    device: deviceName(userAgent ?? ''),
    source: sourceOf(network, inside),
    cause: cause === null ? null : causeInWords({ cause, methods }, lang).cause,
    supportCode,
  };
}

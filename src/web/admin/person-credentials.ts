import { expiryOf } from '../../domain/authentication/password-expiry.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import { deviceName } from '../device-name.ts';
import { certificateView, referenceTo } from '../portal/security-rows.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { type PersonParts, personAddress, type Subject } from './person-subject.ts';
import type { CredentialsView, PersonSessionsView } from './person-view.ts';

/** How somebody signs in; never a secret, nor what could be used as one. */
export async function credentialsOf(
  { stores, passkeys, certificates, activations }: PersonParts,
  { record, account, now }: Subject,
  { settings, rights }: ConsoleVisit,
): Promise<CredentialsView> {
  const { id } = record.person;
  const password = await stores.credentials.findPassword(id);
  const codes = await stores.totp.countRecoveryCodes(id);
  return {
    lastSignInAt: account.lastSignInAt,
    resetUrl:
      account.factors.length > 0 && rights.permissions.has('sessions:write')
        ? personAddress(id, 'factor-reset')
        : null,
    hasSecondFactor: account.factors.length > 0,
    password:
      password === undefined
        ? null
        : {
            changedAt: password.changedAt,
            expiresAt: expiryOf(password.changedAt, settings['password.days']),
            mustChange: password.mustChange,
          },
    activationSentAt: (await activations.stateOf(id)).sentAt,
    totpSince: (await stores.totp.find(id))?.enrolledAt ?? null,
    codesLeft: codes?.left ?? null,
    passkeys: (await passkeys.listPasskeys({ id })).map(({ name, createdAt, lastUsedAt }) => ({
      name,
      since: createdAt,
      lastUsedAt,
    })),
    certificates: (await certificates.list(id))
      .filter(({ revokedAt }) => revokedAt === null)
      .map((each) => certificateView(each, now)),
  };
}

/** Where somebody is signed in: told to who may end it, or reads the log that tells it as well. */
export function sessionsOf(
  { record, openSessions, titles }: Subject,
  permissions: ReadonlySet<Permission>,
): PersonSessionsView | null {
  const canEnd = permissions.has('sessions:write');
  if (!canEnd && !permissions.has('audit:read')) return null;
  return {
    canEnd,
    endUrl: personAddress(record.person.id, 'end-session'),
    open: openSessions.map(({ uid, userAgent, address, signedInAt, clientIds }) => ({
      reference: referenceTo(uid),
      device: deviceName(userAgent ?? ''),
      isPhone: /iPhone|Android.*Mobile/.test(userAgent ?? ''),
      source: { address, isOutside: null },
      since: signedInAt,
      applications: clientIds.flatMap((id) => titles.get(id) ?? []),
    })),
  };
}

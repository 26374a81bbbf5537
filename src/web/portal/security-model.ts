import { deviceHash } from '../../domain/authentication/known-device.ts';
import { RECOVERY_CODES } from '../../domain/authentication/recovery-codes.ts';
import {
  ANSWER_TYPES,
  attemptOf,
  HISTORY_LENGTH,
  HISTORY_TYPES,
  type SignInAttempt,
  settledUntil,
  worryingFailures,
} from '../../domain/authentication/sign-in-history.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import { type Network, toNetwork } from '../middleware/edge.ts';
import type { WebParts } from '../web-parts.ts';
import type { PortalVisit } from './portal-visit.ts';
import {
  attemptView,
  certificateView,
  deviceRow,
  passkeyRow,
  sessionView,
  sourceOf,
} from './security-rows.ts';
import type { SecurityView } from './security-view.ts';
import { viewingRows } from './security-viewings.ts';

type Parts = Pick<
  WebParts,
  | 'stores'
  | 'sessions'
  | 'passkeys'
  | 'devices'
  | 'viewings'
  | 'certificates'
  | 'validator'
  | 'networks'
  | 'clock'
>;

/**
 * Everything that a person's page of security shows but what was just done.
 * @param asks in which language, and what the browser that asks is known by
 */
export async function securityModel(
  parts: Parts,
  { record, frame, sessionUid }: PortalVisit,
  { lang, device }: { lang: Lang; device: string | null },
): Promise<Omit<SecurityView, 'notice' | 'error'>> {
  const { stores, sessions, passkeys, devices, certificates, validator, networks, clock } = parts;
  const { id } = record.person;
  const now = clock.now();
  const inside = networks.map(toNetwork);
  const events = await stores.audit.listOfPerson(id, HISTORY_TYPES, HISTORY_LENGTH);
  const attempts = events.map(attemptOf);
  const [answer] = await stores.audit.listOfPerson(id, ANSWER_TYPES, 1);
  const clients = new Map((await stores.clients.list()).map((client) => [client.id, titleOf(client, lang)]));
  const open = await sessions.listOpen(id);
  const thisId = (await stores.devices.find(id, deviceHash(device), now))?.id;
  const isTrusted = validator.trees().length > 0;
  return {
    ...frame,
    warning: warningOf(worryingFailures(attempts, now, settledUntil(answer)), inside),
    passwordChangedAt: (await stores.credentials.findPassword(id))?.changedAt ?? null,
    totpSince: (await stores.totp.find(id))?.enrolledAt ?? null,
    codes: await codesOf(stores, id),
    passkeys: (await passkeys.listPasskeys({ id })).map(passkeyRow),
    sessions: open.map((each) => sessionView(each, { sessionUid, clients, inside })),
    devices: (await devices.listOf(id)).map((each) => deviceRow(each, { thisId, inside })),
    certificates: isTrusted
      ? (await certificates.listOf(id))
          .filter(({ revokedAt }) => revokedAt === null)
          .map((each) => certificateView(each, now))
      : null,
    viewings: await viewingRows(parts, id, { clients, lang }),
    history: attempts.map((each) => attemptView(each, inside, lang)),
  };
}

async function codesOf(
  { totp, credentials }: Parts['stores'],
  personId: string,
): Promise<SecurityView['codes']> {
  const methods = await credentials.listSecondMethods(personId);
  if (methods.every((method) => method === 'recovery-code')) return null;
  const codes = await totp.countRecoveryCodes(personId);
  return { left: codes?.left ?? 0, all: RECOVERY_CODES, madeAt: codes?.madeAt ?? null };
}

function warningOf(failures: readonly SignInAttempt[], inside: readonly Network[]): SecurityView['warning'] {
  const [last] = failures;
  if (last === undefined) return null;
  return { count: failures.length, at: last.at, source: sourceOf(last.network, inside) };
}

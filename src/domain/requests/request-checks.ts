import { dayOf, daysAfter, endOfDay } from '../clock.ts';
import { isInForce } from '../directory/appointment.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError } from '../errors.ts';
import { parsePeriod } from '../roles/parse-period.ts';
import type { Role } from '../roles/role.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { Stores } from '../transact.ts';
import { listApprovers, requesterOf } from './approvers.ts';
import { type ApprovalStep, isRequestable } from './role-request.ts';

const TEXT_LIMIT = 1000;
/** A role that ends sooner may be asked for again. */
const RENEWAL_DAYS = 30;

/** What somebody asks for. */
export interface AskForRole {
  clientId: string;
  /** Code of the role. */
  code: string;
  /** Last day in Asia/Ho_Chi_Minh; as the setting says when absent. */
  until?: string | undefined;
  reason: string;
}

/** The role that is asked for. Throws `role_not_found`, `role_not_requestable`. */
export async function findRequestable(
  { roles, clients }: Stores,
  { clientId, code }: AskForRole,
): Promise<Role> {
  const role = await roles.findRole(clientId, code);
  const client = role && (await clients.find(clientId));
  if (role === undefined || client === undefined)
    throw new DomainError('role_not_found', { client: clientId, role: code });
  if (!isRequestable(role) || client.metadata.launcher === undefined)
    throw new DomainError('role_not_requestable', { client: clientId, role: code });
  return role;
}

/** The end of the role grant that is asked for. Throws `period_invalid`, `role_request_invalid` {field, latest}. */
export async function untilOf({ settings }: Stores, text: string | undefined, now: Date): Promise<Date> {
  const { 'request.role_days': usual, 'request.role_days_most': most } = await settings.load();
  const latest = endOfDay(dayOf(daysAfter(now, most)));
  if (text === undefined || text === '') return endOfDay(dayOf(daysAfter(now, Math.min(usual, most))));
  const until = parsePeriod(undefined, text).until ?? latest;
  if (until <= now || until > latest)
    throw new DomainError('role_request_invalid', { field: 'until', latest: dayOf(daysAfter(now, most)) });
  return until;
}

/** Throws `role_already_held`, unless what is held ends soon. */
export async function refuseHeld(
  stores: Stores,
  { record, role, until, now }: { record: PersonRecord; role: Role; until: Date; now: Date },
): Promise<void> {
  const held = (await loadEffectiveRoles(stores, record, role.clientId, now)).find(
    (each) => each.role.id === role.id,
  );
  if (held === undefined) return;
  const isEnding = held.until !== null && held.until < daysAfter(now, RENEWAL_DAYS) && held.until < until;
  if (!isEnding) throw new DomainError('role_already_held', { role: role.code });
}

/** The unit's step falls away where nobody but the requester administers it; the owner's never does. */
export async function stepsFor(
  inside: Stores,
  record: PersonRecord,
  role: Role,
  now: Date,
): Promise<ApprovalStep[]> {
  if ((await inside.settings.load())['request.unit_step'] === 0) return ['owner'];
  const requester = requesterOf(record, now);
  const { areOwn } = await listApprovers(inside, { step: 'unit', role, requester, at: now });
  return areOwn ? ['unit', 'owner'] : ['owner'];
}

/** When a step that begins now has waited for too long: never later than the role would end. */
export async function dueFrom({ settings }: Stores, now: Date, until: Date): Promise<Date> {
  const due = daysAfter(now, (await settings.load())['request.step_days']);
  return due < until ? due : until;
}

/** The unit of the main appointment in force. */
export function mainUnitOf({ appointments }: PersonRecord, now: Date): string | null {
  return appointments.find((each) => each.isMain && isInForce(each, dayOf(now)))?.unitId ?? null;
}

/** A text as kept: in NFC, without blanks around it, null when empty. Throws `role_request_invalid` {field, most}. */
export function textOf(field: string, text: string, isRequired: boolean): string | null {
  const clean = text.normalize('NFC').trim();
  if (clean.length > TEXT_LIMIT || (isRequired && clean === ''))
    throw new DomainError('role_request_invalid', { field, most: TEXT_LIMIT });
  return clean === '' ? null : clean;
}

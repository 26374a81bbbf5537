import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { dayOf, daysAfter, startOfDay } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import { getPersonRecord } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError } from '../errors.ts';
import { withParts } from './composite-roles.ts';
import { isMandatable, type Mandate } from './mandate.ts';
import { mandatablePaths } from './mandate-paths.ts';
import { parsePeriod } from './parse-period.ts';
import type { Role } from './role.ts';
import { loadRoleFacts } from './role-lookup.ts';
import type { RoleStores } from './stores-for-roles.ts';

export interface MandateRequest {
  /** Official e-mail, employee number or id of the mandator, and of the deputy. */
  from: string;
  to: string;
  roles: { clientId: string; code: string }[];
  /** Days of Asia/Ho_Chi_Minh, both included, or RFC 3339 times; from now on when absent. */
  since?: string | undefined;
  until: string;
  decision: string;
  reason?: string | undefined;
}

/** A mandate as it would be stored, with what it names. */
export interface DraftedMandate {
  mandate: Mandate;
  mandator: PersonRecord;
  deputy: PersonRecord;
  roles: Role[];
}

const TEXT_LIMIT = 1000;
const ROLES_LIMIT = 50;

/**
 * Reads a mandate and checks it against what the mandator holds at this moment. Throws `person_not_found`,
 * `role_not_found`, `period_invalid`, and `mandate_invalid` with `reason`: `same_person`, `no_roles`,
 * `too_many_roles`, `decision_missing`, `text_too_long`, `begins_in_the_past`, `over`, `too_long` (`days`),
 * `mandator_account`, `deputy_account`, `product_role` (`role`), `role_not_held` (`role`).
 */
export async function draftMandate(
  stores: Pick<RoleStores, 'directory' | 'roles' | 'settings'>,
  { actor, at, id }: { actor: Actor; at: Date; id: string },
  request: MandateRequest,
): Promise<DraftedMandate> {
  const mandator = await getPersonRecord(stores.directory, request.from);
  const deputy = await getPersonRecord(stores.directory, request.to);
  if (mandator.person.id === deputy.person.id) throw refuse('same_person');
  if (!isOpen(mandator, dayOf(at))) throw refuse('mandator_account');
  if (!isOpen(deputy, dayOf(at))) throw refuse('deputy_account');
  const roles = await findRoles(stores, request.roles);
  const mandate: Mandate = {
    id,
    mandatorId: mandator.person.id,
    deputyId: deputy.person.id,
    roleIds: roles.map((role) => role.id).sort(),
    ...readPeriod(request, at, (await stores.settings.load())['mandate.days']),
    ...readTexts(request),
    enteredBy: actorLabel(actor),
    createdAt: at,
    endedAt: null,
    endedBy: null,
  };
  await refuseRolesNotHeld(stores, mandator, roles, at);
  return { mandate, mandator, deputy, roles };
}

async function findRoles(
  { roles: store }: Pick<RoleStores, 'roles'>,
  names: MandateRequest['roles'],
): Promise<Role[]> {
  if (names.length === 0) throw refuse('no_roles');
  if (names.length > ROLES_LIMIT) throw refuse('too_many_roles');
  const found = new Map<string, Role>();
  for (const { clientId, code } of names) {
    const role = await store.findRole(clientId, code);
    if (role === undefined) throw new DomainError('role_not_found', { client: clientId, role: code });
    found.set(role.id, role);
  }
  return [...found.values()];
}

/** It never counts before it was entered, so that nobody did yesterday what was not allowed then. */
function readPeriod({ since, until: lastDay }: MandateRequest, at: Date, days: number) {
  const { from: asked, until } = parsePeriod(since, lastDay);
  if (asked !== null && asked < startOfDay(dayOf(at))) throw refuse('begins_in_the_past');
  const from = asked !== null && asked > at ? asked : at;
  if (until === null || until <= from) throw refuse('over');
  if (until > daysAfter(startOfDay(dayOf(from)), days)) throw refuse('too_long', { days });
  return { from, until };
}

function readTexts({ decision, reason }: MandateRequest) {
  const texts = { decision: textOf(decision), reason: textOf(reason) };
  if (texts.decision === null) throw refuse('decision_missing');
  if (texts.decision.length > TEXT_LIMIT || (texts.reason?.length ?? 0) > TEXT_LIMIT)
    throw refuse('text_too_long');
  return { decision: texts.decision, reason: texts.reason };
}

/** Nor may a composite bring what cannot be mandated by itself. */
async function refuseRolesNotHeld(
  stores: Pick<RoleStores, 'directory' | 'roles'>,
  mandator: PersonRecord,
  roles: readonly Role[],
  at: Date,
): Promise<void> {
  const parts = await stores.roles.listRoleParts();
  const facts = await loadRoleFacts(stores, mandator, null, at);
  const held = new Set(mandatablePaths({ ...facts, ...mandator }, at).map(({ role }) => role.id));
  for (const { id, clientId, code } of roles) {
    const role = `${clientId}:${code}`;
    const inside = await stores.roles.listRolesByIds([...withParts([id], parts)]);
    if (!inside.every(isMandatable)) throw refuse('product_role', { role });
    if (!held.has(id)) throw refuse('role_not_held', { role });
  }
}

function refuse(reason: string, details: Record<string, string | number> = {}): DomainError {
  return new DomainError('mandate_invalid', { reason, ...details });
}

function textOf(text: string | undefined): string | null {
  const clean = text?.normalize('NFC').trim() ?? '';
  return clean === '' ? null : clean;
}

import { actorLabel } from '../../domain/audit/audit-event.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { isStanding } from '../../domain/role-plans/role-plan-draft.ts';
import type { WaitingRoleGrant } from '../../domain/roles/waiting-role-grant.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { RefusalView } from '../view-models.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress, PAGE_SIZE, textFrom } from './list-query.ts';
import { affected, effectsView } from './role-grant-effects.ts';
import { grantLinks, opensPeople } from './role-grant-links.ts';
import { lastMomentOf, roleGrantWords } from './role-grant-words.ts';
import { type RoleGrantParts, stateOf } from './role-grants.ts';
import { GRANTS_PATH } from './role-grants-question.ts';
import { GRANT_NOTICES, type RoleGrantConfirmView, type RoleGrantView } from './role-grants-view.ts';

/** What the pages of one role grant tell in place. */
const SHOWN: readonly ErrorCode[] = [
  'role_grant_to_self',
  'role_grant_outside_extent',
  'role_grant_higher',
  'role_grant_not_waiting',
  'role_grant_invalid',
  'approval_self',
  'separation_violated',
  'permission_denied',
];

/** `/admin/role-grants/:id`: one role grant, who holds it, and what ends it or lets it count. */
export function roleGrantPages(parts: RoleGrantParts): ConsolePage[] {
  return [
    page('/role-grants/:id', 'roles:read', (visit, ctx) => showRoleGrant(parts, visit, ctx, null)),
    page('/role-grants/:id/revocation', 'roles:write', (visit, ctx) => showRevocation(parts, visit, ctx)),
    action('/role-grants/:id/revocation', 'roles:write', { fields: [] }, (visit, ctx) =>
      revoke(parts, visit, ctx),
    ),
    action('/role-grants/:id/decision', 'roles:write', { fields: ['verdict'] }, (visit, ctx, { fields }) =>
      decide(parts, visit, ctx, fields.verdict),
    ),
  ];
}

function idOf(ctx: Context): string {
  return String(ctx.params.id);
}

async function showRoleGrant(
  parts: RoleGrantParts,
  visit: ConsoleVisit,
  ctx: Context,
  error: RefusalView | null,
): Promise<void> {
  const { roleGrantOverview: overview, pages, clock } = parts;
  const { extent, lang, actor } = visit;
  const { roleGrant, waiting, facts } = await overview.get(idOf(ctx), extent);
  const words = roleGrantWords(facts, lang);
  const now = clock.now();
  const isOpen = waiting?.state === 'waiting';
  const cursor = textFrom(ctx, 'after');
  const found = isOpen ? null : await overview.holders(roleGrant, { limit: PAGE_SIZE, cursor, extent });
  const { role, client, sentence } = words.of(roleGrant);
  const mayWrite = visit.rights.permissions.has('roles:write');
  const model: RoleGrantView = {
    ...visit.frame,
    notice: choiceFrom(ctx, 'notice', GRANT_NOTICES) ?? null,
    error,
    id: roleGrant.id,
    role,
    client,
    sentence,
    links: grantLinks(roleGrant, facts, visit),
    ...(isOpen ? { state: 'waiting', on: null } : stateOf(roleGrant, now)),
    reason: roleGrant.reason,
    documentHash: roleGrant.decisionSha256,
    history: historyOf(roleGrant, waiting, words.author),
    holders: found && {
      areLinked: opensPeople(extent),
      people: found.holders.map(({ person: { id, fullName, employeeNo }, kind, until }) => {
        return { id, name: fullName, employeeNo, kind, until: until && lastMomentOf(until) };
      }),
      more: found.next === null ? null : listAddress(`${GRANTS_PATH}/${roleGrant.id}`, { after: found.next }),
    },
    waiting:
      waiting !== undefined && isOpen
        ? {
            until: waiting.expiresAt,
            effects: effectsView(await parts.roles.previewWaiting(roleGrant.id), { facts, now, lang }),
            isOwn: roleGrant.grantedBy === actorLabel(actor),
          }
        : null,
    canChange: mayWrite && (isOpen || isStanding(roleGrant, now)),
  };
  pages.show(ctx, 'admin/role-grant', model, { csrf: visit.csrfToken });
}

type History = RoleGrantView['history'];

function historyOf(
  {
    id,
    grantedBy,
    createdAt,
    revokedBy,
    revokedAt,
  }: Awaited<ReturnType<RoleGrantParts['roleGrantOverview']['get']>>['roleGrant'],
  waiting: WaitingRoleGrant | undefined,
  author: (label: string) => string,
): History {
  const asked: History =
    waiting === undefined
      ? [{ kind: 'granted', by: author(grantedBy), at: createdAt }]
      : [
          { kind: 'submitted', by: author(waiting.roleGrant.grantedBy), at: waiting.roleGrant.createdAt },
          ...(waiting.id === id && waiting.decidedAt !== null && waiting.state === 'approved'
            ? [{ kind: 'approved' as const, by: author(waiting.decidedBy ?? ''), at: waiting.decidedAt }]
            : []),
        ];
  const ended: History =
    revokedAt === null ? [] : [{ kind: 'revoked', by: author(revokedBy ?? ''), at: revokedAt }];
  return [...asked, ...ended];
}

async function showRevocation(
  parts: RoleGrantParts,
  visit: ConsoleVisit,
  ctx: Context,
  error: RefusalView | null = null,
): Promise<void> {
  const { roleGrantOverview: overview, roles, pages } = parts;
  const { roleGrant, waiting, facts } = await overview.get(idOf(ctx), visit.extent);
  if (waiting?.state === 'waiting' || roleGrant.revokedAt !== null)
    throw new DomainError('role_grant_not_found', { roleGrant: roleGrant.id });
  const refusal = { error };
  // Whoever may not is told so in place of whom it would cost the role.
  const effects = await roles.simulateRevocation(visit.actor, roleGrant.id).catch((thrown: unknown) => {
    refusal.error ??= pages.refusalOf(ctx, thrown, SHOWN);
    return null;
  });
  const model: RoleGrantConfirmView = {
    ...visit.frame,
    ...refusal,
    id: roleGrant.id,
    sentence: roleGrantWords(facts, visit.lang).of(roleGrant).sentence,
    lost: effects === null ? { count: 0, people: [] } : affected(effects.lost),
    kept: effects?.kept.count ?? 0,
    isAllowed: effects !== null,
  };
  pages.show(ctx, 'admin/role-grant-confirm', model, { csrf: visit.csrfToken });
}

async function revoke(parts: RoleGrantParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { roleGrant } = await parts.roleGrantOverview.get(idOf(ctx), visit.extent);
  try {
    await parts.roles.revokeRole(visit.actor, roleGrant.id);
  } catch (error) {
    const refusal = parts.pages.refusalOf(ctx, error, SHOWN);
    return showRevocation(parts, visit, ctx, refusal);
  }
  leadTo(ctx, `${GRANTS_PATH}/${roleGrant.id}?notice=revoked`);
}

async function decide(
  parts: RoleGrantParts,
  visit: ConsoleVisit,
  ctx: Context,
  verdict: string,
): Promise<void> {
  const { roleGrant } = await parts.roleGrantOverview.get(idOf(ctx), visit.extent);
  const isApproval = verdict === 'approve';
  if (!isApproval && verdict !== 'reject') throw new DomainError('bad_request', { reason: 'verdict' });
  try {
    if (isApproval) await parts.roles.approveRoleGrant(visit.actor, roleGrant.id);
    else await parts.roles.rejectRoleGrant(visit.actor, roleGrant.id);
  } catch (error) {
    return showRoleGrant(parts, visit, ctx, parts.pages.refusalOf(ctx, error, SHOWN));
  }
  // What was rejected is not there any more.
  const list = listAddress(GRANTS_PATH, { state: 'waiting', notice: 'rejected' });
  leadTo(ctx, isApproval ? `${GRANTS_PATH}/${roleGrant.id}?notice=approved` : list);
}

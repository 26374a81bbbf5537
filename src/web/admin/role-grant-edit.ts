import { dayOf } from '../../domain/clock.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { RoleGrantFacts } from '../../domain/overview/role-grant-overview.ts';
import { NONE, type RoleGrantEdit } from '../../domain/role-plans/edit-role-grant.ts';
import { isStanding } from '../../domain/role-plans/role-plan-draft.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { mergeForms } from './conflict.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { problemOf } from './grant-form-input.ts';
import { GRANT_FIELDS, type GrantFields } from './grant-form-view.ts';
import { lastMomentOf, roleGrantWords } from './role-grant-words.ts';
import { type RolePlanParts, submitRolePlan } from './role-plans.ts';
import { EDIT_FIELDS, type EditFields, type GrantEditView } from './role-plans-view.ts';

const SHOWN: readonly ErrorCode[] = [
  'role_grant_invalid',
  'plan_already_pending',
  'too_many_pending',
  'permission_denied',
];

type Parts = RolePlanParts & Pick<WebParts, 'clock'>;

/** `/admin/role-grants/:id/edit`: another rule, extent, period or decision in place of those of a role grant. */
export function grantEditPages(parts: Parts): ConsolePage[] {
  return [
    page('/role-grants/:id/edit', 'roles:write', async (visit, ctx) => {
      const { roleGrant, facts } = await getStanding(parts, visit, ctx);
      showForm(parts, visit, ctx, { roleGrant, facts, form: fieldsOf(roleGrant, facts) });
    }),
    action(
      '/role-grants/:id/edit',
      'roles:write',
      { fields: EDIT_FIELDS },
      async (visit, ctx, { fields: form }) => {
        const opened = await parts.roleGrantOverview.get(String(ctx.params.id), visit.extent);
        const newest = await newestOf(parts, visit, opened);
        if (!isEditable(parts, newest))
          throw new DomainError('role_grant_not_found', { roleGrant: opened.roleGrant.id });
        const { roleGrant, facts } = newest;
        const now = fieldsOf(roleGrant, facts);
        // A role grant is written once: another one in its place is what somebody else saved.
        if (newest !== opened) {
          const was = fieldsOf(opened.roleGrant, opened.facts);
          ctx.status = 409;
          return showForm(parts, visit, ctx, {
            ...newest,
            ...mergeForms(EDIT_FIELDS, { was, now, typed: form }),
          });
        }
        const edit = editOf(now, form, roleGrant.personId === null);
        try {
          await submitRolePlan(parts, visit, ctx, { kind: 'edit', roleGrant: roleGrant.id, edit });
        } catch (error) {
          const problem = problemOf(error, asGrantForm(form));
          if (problem !== undefined) ctx.status = 400;
          const told =
            problem === undefined ? { error: parts.pages.refusalOf(ctx, error, SHOWN) } : { problem };
          showForm(parts, visit, ctx, { roleGrant, facts, form, ...told });
        }
      },
    ),
  ];
}

type FoundRoleGrant = Awaited<ReturnType<Parts['roleGrantOverview']['get']>>;

/** @throws role_grant_not_found for one that waits, or is over */
async function getStanding(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<FoundRoleGrant> {
  const found = await parts.roleGrantOverview.get(String(ctx.params.id), visit.extent);
  if (!isEditable(parts, found))
    throw new DomainError('role_grant_not_found', { roleGrant: found.roleGrant.id });
  return found;
}

function isEditable({ clock }: Parts, { roleGrant, waiting }: FoundRoleGrant): boolean {
  return waiting?.state !== 'waiting' && isStanding(roleGrant, clock.now());
}

/** What stands in the place of a role grant today, after any number of edits. */
async function newestOf(parts: Parts, visit: ConsoleVisit, opened: FoundRoleGrant): Promise<FoundRoleGrant> {
  const id = isEditable(parts, opened) ? undefined : await parts.rolePlans.replacementOf(opened.roleGrant);
  if (id === undefined) return opened;
  return newestOf(parts, visit, await parts.roleGrantOverview.get(id, visit.extent));
}

/** A role grant as the form has it. */
function fieldsOf(roleGrant: RoleGrant, { units, positions }: RoleGrantFacts): EditFields {
  const { unitId, positionId, extentUnitId, from, until } = roleGrant;
  const unit = (id: string | null) => (id === null ? '' : (units.get(id)?.code ?? ''));
  return {
    position: positionId === null ? '' : (positions.get(positionId)?.code ?? ''),
    unit: unit(unitId),
    subtree: roleGrant.includesSubtree ? 'yes' : '',
    category: roleGrant.category ?? '',
    extent: unit(extentUnitId),
    from: from === null ? '' : dayOf(from),
    until: until === null ? '' : dayOf(lastMomentOf(until)),
    decision: roleGrant.decision ?? '',
    reason: roleGrant.reason ?? '',
  };
}

/** What somebody changed in the form; what she left as it was is not named, so that it stays exactly so. Pure. */
export function editOf(before: EditFields, form: EditFields, isRule: boolean): RoleGrantEdit {
  const changed = (field: (typeof EDIT_FIELDS)[number]) => {
    const [was, is] = [before[field], form[field].trim()];
    return was === is ? undefined : is === '' ? NONE : is;
  };
  const terms = {
    extent: changed('extent'),
    from: changed('from'),
    until: changed('until'),
    decision: changed('decision'),
    reason: changed('reason'),
  };
  if (!isRule) return terms;
  const subtree = form.subtree === before.subtree ? undefined : form.subtree === 'yes';
  const rule = { position: changed('position'), unit: changed('unit'), category: changed('category') };
  return { ...rule, subtree, ...terms };
}

function asGrantForm(form: EditFields): GrantFields {
  const empty = Object.fromEntries(GRANT_FIELDS.map((field) => [field, ''])) as GrantFields;
  return { ...empty, ...form, who: 'rule', reach: form.extent === '' ? 'role' : 'unit' };
}

function showForm(
  { pages }: Parts,
  { frame, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  {
    roleGrant,
    facts,
    form,
    problem = null,
    error = null,
    conflicts = [],
  }: { roleGrant: RoleGrant; facts: RoleGrantFacts; form: EditFields } & Partial<
    Pick<GrantEditView, 'problem' | 'error' | 'conflicts'>
  >,
): void {
  const model: GrantEditView = {
    ...frame,
    id: roleGrant.id,
    sentence: roleGrantWords(facts, lang).of(roleGrant).sentence,
    isRule: roleGrant.personId === null,
    form,
    problem,
    error,
    conflicts,
  };
  pages.show(ctx, 'admin/role-grant-edit', model, { csrf: csrfToken });
}

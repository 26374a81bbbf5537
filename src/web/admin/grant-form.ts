import { STAFF_CATEGORIES } from '../../domain/directory/person.ts';
import { type ReadableExtent, readsRolesOf } from '../../domain/directory/readable-extent.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { roleName } from '../portal/role-names.ts';
import { statusOf } from '../status.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { grantFrom, problemOf } from './grant-form-input.ts';
import { GRANT_FIELDS, type GrantFields, type GrantFormView } from './grant-form-view.ts';
import { choiceFrom, textFrom } from './list-query.ts';
import { effectsView } from './role-grant-effects.ts';
import type { RoleGrantParts } from './role-grants.ts';
import { GRANTS_PATH } from './role-grants-question.ts';

const SHOWN: readonly ErrorCode[] = [
  'role_grant_to_self',
  'role_grant_outside_extent',
  'role_grant_invalid',
  'separation_violated',
  'permission_denied',
];

/** A scanned decision of some pages; only its hash is kept. */
const DOCUMENT_BYTES = 10 * 1024 * 1024;

/** `/admin/role-grants/new`: giving a role, with what it would come to before anybody gives it. */
export function grantFormPages(parts: RoleGrantParts): ConsolePage[] {
  return [
    page('/role-grants/new', 'roles:write', async (visit, ctx) => {
      await showForm(parts, visit, ctx, { form: prefilled(ctx) });
    }),
    action(
      '/role-grants/new',
      'roles:write',
      { fields: [...GRANT_FIELDS, 'act'], fileBytes: DOCUMENT_BYTES },
      async (visit, ctx, { fields, file }) => {
        const { act, ...form } = fields;
        const answer = act === 'grant' ? grant : preview;
        await answer(parts, visit, ctx, form, file).catch((error) => refuse(parts, visit, ctx, form, error));
      },
    ),
  ];
}

/** What a link to the form names already. */
function prefilled(ctx: Context): GrantFields {
  const named = Object.fromEntries(GRANT_FIELDS.map((field) => [field, textFrom(ctx, field) ?? '']));
  const who = choiceFrom(ctx, 'who', ['person', 'rule']) ?? (textFrom(ctx, 'unit') ? 'rule' : 'person');
  return { ...(named as GrantFields), who, reach: named.extent === '' ? 'role' : 'unit' };
}

async function preview(
  parts: RoleGrantParts,
  visit: ConsoleVisit,
  ctx: Context,
  form: GrantFields,
  document: Buffer | undefined,
): Promise<void> {
  const { roles, roleGrantOverview: overview, clock } = parts;
  const found = await roles.previewGrant(visit.actor, grantFrom(form, document));
  const facts = await overview.factsOf([found.roleGrant]);
  const effects = effectsView(found, { facts, now: clock.now(), lang: visit.lang });
  await showForm(parts, visit, ctx, { form, effects });
}

async function grant(
  parts: RoleGrantParts,
  visit: ConsoleVisit,
  ctx: Context,
  form: GrantFields,
  document: Buffer | undefined,
): Promise<void> {
  const { id, isWaiting } = await parts.roles.grantRole(visit.actor, grantFrom(form, document));
  leadTo(ctx, `${GRANTS_PATH}/${id}?notice=${isWaiting ? 'submitted' : 'granted'}`);
}

/** Shows the form again with what was typed: what is wrong with a field beside it, the rest on top. */
async function refuse(
  parts: RoleGrantParts,
  visit: ConsoleVisit,
  ctx: Context,
  form: GrantFields,
  error: unknown,
): Promise<void> {
  const problem = problemOf(error, form);
  if (problem === undefined)
    return showForm(parts, visit, ctx, { form, error: parts.pages.refusalOf(ctx, error, SHOWN) });
  // What somebody typed is not a page that is not there.
  ctx.status = Math.max(400, statusOf(problem.code)) === 404 ? 400 : statusOf(problem.code);
  return showForm(parts, visit, ctx, { form, problem });
}

async function showForm(
  { stores, pages }: RoleGrantParts,
  { frame, extent, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  { form, ...told }: { form: GrantFields } & Partial<Pick<GrantFormView, 'problem' | 'error' | 'effects'>>,
): Promise<void> {
  const model: GrantFormView = {
    ...frame,
    form,
    roles: await roleChoices(stores, extent, lang),
    categories: STAFF_CATEGORIES.map((value) => ({ value, text: `roles.${value}` as const })),
    problem: null,
    error: null,
    effects: null,
    ...told,
  };
  pages.show(ctx, 'admin/grant-form', model, { csrf: csrfToken });
}

/** The roles that may be read, by system. */
export async function roleChoices(
  stores: RoleGrantParts['stores'],
  extent: ReadableExtent,
  lang: Lang,
): Promise<GrantFormView['roles']> {
  const roles = await stores.roles.listRoles();
  return (await stores.clients.list())
    .filter(({ id }) => readsRolesOf(extent, id))
    .map((client) => ({
      client: titleOf(client, lang),
      roles: roles
        .filter(({ clientId }) => clientId === client.id)
        .map((role) => ({
          value: `${role.clientId}:${role.code}`,
          name: roleName(role, lang),
          isPrivileged: role.isPrivileged,
        })),
    }))
    .filter(({ roles: open }) => open.length > 0);
}

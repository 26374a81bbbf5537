import {
  BATCH_ACTIONS,
  type BatchAction,
  type BatchLine,
  type BatchPreview,
} from '../../domain/authentication/account-batch.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { RefusalView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { PEOPLE_PATH } from './people-question.ts';
import type { BatchView, PeopleView } from './people-view.ts';

type Parts = Pick<WebParts, 'accountBatches' | 'pages'>;

/** What each takes, and how its button looks. */
const RULES = {
  sign_out: { path: 'sign-out', permission: 'sessions:write', icon: 'logout', isDanger: true },
  disable: { path: 'disable', permission: 'directory:write', icon: 'lock', isDanger: true },
  enable: { path: 'enable', permission: 'directory:write', icon: 'lock-open', isDanger: false },
} as const satisfies Record<
  BatchAction,
  { path: string; permission: Permission; icon: string; isDanger: boolean }
>;

const FORM = { fields: ['back'], lists: ['person'] } as const;
const SHOWN: readonly ErrorCode[] = ['removal_guard'];
const COUNT = /^\d{1,3}$/;

/** Acts on those who are ticked in the list: first what would happen, then that. */
export function batchPages(parts: Parts): ConsolePage[] {
  return BATCH_ACTIONS.flatMap((name) => {
    const { path, permission } = RULES[name];
    const orderOf = ({ actor, extent }: ConsoleVisit, personIds: readonly string[]) => ({
      action: name,
      personIds,
      extent,
      actor,
    });
    return [
      action(`/people/batch/${path}`, permission, FORM, async (visit, ctx, { fields, lists }) => {
        const preview = await parts.accountBatches.preview(orderOf(visit, lists.person));
        show(parts, visit, ctx, { name, preview, back: fields.back, error: null });
      }),
      action(`/people/batch/${path}/apply`, permission, FORM, async (visit, ctx, { fields, lists }) => {
        const order = orderOf(visit, lists.person);
        try {
          const count = await parts.accountBatches.apply(order);
          leadTo(ctx, withNotice(fields.back, name, count));
        } catch (thrown) {
          const error = parts.pages.refusalOf(ctx, thrown, SHOWN);
          const preview = await parts.accountBatches.preview(order);
          show(parts, visit, ctx, { name, preview, back: fields.back, error });
        }
      }),
    ];
  });
}

/** The buttons of the list, for whoever holds some permissions. */
export function batchActions(permissions: ReadonlySet<Permission>): PeopleView['actions'] {
  return BATCH_ACTIONS.filter((name) => permissions.has(RULES[name].permission)).map((name) => ({
    icon: RULES[name].icon,
    text: `people.batch.do.${name}` as const,
    url: `${PEOPLE_PATH}/batch/${RULES[name].path}`,
  }));
}

/** What the list says after a batch. */
export function batchNotice(ctx: Context): PeopleView['notice'] {
  const name = BATCH_ACTIONS.find((each) => each === ctx.query.notice);
  const count = String(ctx.query.count);
  if (name === undefined || !COUNT.test(count)) return null;
  return { text: `people.batch.done.${name}`, count: Number(count) };
}

function show(
  { pages }: Parts,
  { frame, csrfToken }: ConsoleVisit,
  ctx: Context,
  {
    name,
    preview: { lines, guard },
    back,
    error,
  }: { name: BatchAction; preview: BatchPreview; back: string; error: RefusalView | null },
): void {
  const reached = lines.filter(({ refusal }) => refusal === null);
  const model: BatchView = {
    ...frame,
    action: name,
    isDanger: RULES[name].isDanger,
    lines: lines.map(lineOf),
    reached: reached.length,
    sessions: reached.reduce((sum, { sessions }) => sum + sessions, 0),
    blocked: guard.isBlocked ? guard : null,
    url: `${PEOPLE_PATH}/batch/${RULES[name].path}/apply`,
    backUrl: listFrom(back).pathAndQuery,
    error,
  };
  pages.show(ctx, 'admin/people-batch', model, { csrf: csrfToken });
}

function lineOf({ person, sessions, refusal }: BatchLine): BatchView['lines'][number] {
  const { id, fullName, email, employeeNo } = person;
  return {
    id,
    fullName,
    login: email ?? employeeNo ?? '',
    sessions,
    refusal: refusal && `people.batch.${refusal}`,
  };
}

/** The list that a form came from; anything else is the list of everybody. */
function listFrom(back: string): { query: URLSearchParams; pathAndQuery: string } {
  const base = 'http://list.invalid';
  const url = URL.canParse(back, base) ? new URL(back, base) : undefined;
  const query = new URLSearchParams(url?.origin === base && url.pathname === PEOPLE_PATH ? url.search : '');
  for (const name of ['notice', 'count']) query.delete(name);
  return { query, pathAndQuery: query.size === 0 ? PEOPLE_PATH : `${PEOPLE_PATH}?${query}` };
}

function withNotice(back: string, name: BatchAction, count: number): string {
  const { query } = listFrom(back);
  query.set('notice', name);
  query.set('count', String(count));
  return `${PEOPLE_PATH}?${query}`;
}

import { strict as assert } from 'node:assert';
import { type IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import Koa from 'koa';
import { DomainError } from '../../src/domain/errors.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../src/staff-files/read-staff-file.ts';
import { consolePages } from '../../src/web/admin/console.ts';
import type { ConsolePage } from '../../src/web/admin/console-page.ts';
import type { ConsoleVisit } from '../../src/web/admin/console-visit.ts';
import { GRANT_FIELDS } from '../../src/web/admin/grant-form-view.ts';
import type { Context } from '../../src/web/context.ts';
import { statusOf } from '../../src/web/status.ts';
import type { WebParts } from '../../src/web/web-parts.ts';
import { type Cast, OPERATOR, PLACES, seedCast } from '../flows/role-authority.actors.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';
import { type MutationCase, mutationCases, type Prepared } from './role-authority.cases.ts';
import { mandateCases } from './role-authority.mandates.ts';
import { rolePlanCases } from './role-authority.plan-cases.ts';
import { reviewCases } from './role-authority.review-cases.ts';

const START = new Date('2026-11-20T01:00:00Z');
const BOUNDARY = 'a-boundary';
/** Who has a console, and who has none. */
const ACTORS = [
  'system-administrator',
  'unit-administrator',
  'owner',
  'hr-officer',
  'help-desk',
  'auditor',
  'nobody',
];

/** What a form of the console sends. */
interface Sent {
  path: string;
  params?: Record<string, string>;
  fields?: Record<string, string>;
  lists?: Record<string, string[]>;
  /** A page that fills the form in first; what is sent replaces that. */
  from?: string;
  file?: { name: string; bytes: Buffer };
}

/** The form by which the console does what an operation of the API does, for whatever was prepared. */
const FORMS: Record<string, (prepared: Prepared) => Sent> = {
  'POST /role-grants': ({ body = {} }) => {
    const named = Object.fromEntries(GRANT_FIELDS.map((field) => [field, String(body[field] ?? '')]));
    const fields = {
      ...named,
      subtree: body.subtree === true ? 'yes' : '',
      who: body.person === undefined ? 'rule' : 'person',
      reach: body.extent === undefined ? 'role' : 'unit',
      act: 'grant',
    };
    return { path: '/role-grants/new', fields };
  },
  'POST /role-grants/{role_grant}/revoke': ({ path }) => ofGrant('revocation', path),
  'POST /role-grants/{role_grant}/approve': ({ path }) => ofGrant('decision', path, { verdict: 'approve' }),
  'POST /role-grants/{role_grant}/reject': ({ path }) => ofGrant('decision', path, { verdict: 'reject' }),
  'POST /role-grants/{role_grant}/plans': ({ path, body = {} }) => ({
    ...ofGrant('edit', path, body as Record<string, string>),
    from: '/role-grants/:id/edit',
  }),
  'POST /role-plans': ({ upload }) => {
    const [file] = upload?.files ?? [];
    return { path: '/role-plans', ...(file && { file }) };
  },
  'POST /role-plans/{plan}/approve': ({ path }) => ofPlan('decision', path, { verdict: 'approve' }),
  'POST /role-plans/{plan}/reject': ({ path }) => ofPlan('decision', path, { verdict: 'reject' }),
  'POST /role-plans/{plan}/undo': ({ path }) => ofPlan('undo', path),
  'POST /requests/{request}/approve': ({ path }) => ofRequest('approve', path),
  'POST /requests/{request}/reject': ({ path }) => ofRequest('reject', path),
  'POST /reviews': ({ body = {} }) => ({
    path: '/reviews/new',
    fields: {
      name: String(body.name),
      kind: 'client',
      client: String(body.client),
      unit: '',
      due: '',
      overdue: '',
      reviewers: '',
      act: 'open',
    },
  }),
  'POST /reviews/{review}/items/{item}/decide': ({ path, body = {} }) => ofItem('decision', path, body),
  'POST /reviews/{review}/items/{item}/ask': ({ path, body = {} }) => ofItem('question', path, body),
  'POST /reviews/{review}/items/{item}/answer': ({ path, body = {} }) => ofItem('answer', path, body),
  'POST /reviews/{review}/close': ({ path = {} }) => ({
    path: '/reviews/:review/closing',
    params: { review: path.review ?? '' },
  }),
  'POST /mandates/{mandate}/end': ({ path = {} }) => ({
    path: '/mandates/:id/end',
    params: { id: path.mandate ?? '' },
  }),
};

function ofGrant(act: string, path: Prepared['path'] = {}, fields: Record<string, string> = {}): Sent {
  return { path: `/role-grants/:id/${act}`, params: { id: path.role_grant ?? '' }, fields };
}

function ofPlan(act: string, path: Prepared['path'] = {}, fields: Record<string, string> = {}): Sent {
  return { path: `/role-plans/:plan/${act}`, params: { plan: path.plan ?? '' }, fields };
}

/** Forms by which the console does the same on several at once. */
const BATCHES: typeof FORMS = {
  'POST /reviews/{review}/items/{item}/decide': ({ path: { review = '', item = '' } = {}, body = {} }) => ({
    path: '/reviews/:review/decisions',
    params: { review },
    fields: { ...(body as Record<string, string>), back: '', act: 'apply' },
    lists: { item: [item] },
  }),
};

function formsOf(mutation: string) {
  return [FORMS[mutation], BATCHES[mutation]].flatMap((form) => form ?? []);
}

function ofItem(
  act: string,
  { review = '', item = '' }: Prepared['path'] = {},
  body: NonNullable<Prepared['body']>,
): Sent {
  const fields = { ...(body as Record<string, string>), back: '' };
  return { path: `/reviews/:review/items/:item/${act}`, params: { review, item }, fields };
}

function ofRequest(verdict: string, path: Prepared['path'] = {}): Sent {
  return {
    path: '/requests/:id/decision',
    params: { id: path.request ?? '' },
    fields: { verdict, note: 'x' },
  };
}

describe('flow: who may change whose roles in the console', () => {
  const app = new Koa();
  let opened: TestServices;
  let cast: Cast;
  let pages: ConsolePage[];
  let cases: MutationCase[];
  let kept: { grants: string[]; roles: string[] };
  /** The model of the page that was drawn last. */
  let drawn: unknown;

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => START });
    const { services } = opened;
    cast = await seedCast(services);
    await services.settings.set('guard.percent', '100', OPERATOR);
    cases = [mutationCases, rolePlanCases, mandateCases, reviewCases]
      .flatMap((make) => make(services, cast))
      .filter(({ mutation }) => FORMS[mutation] !== undefined);
    pages = consolePages({
      ...services,
      staffFiles: { maxBytes: STAFF_FILE_MAX_BYTES, read: readStaffFile },
      csrf: { tokenFor: () => 'token', check: () => {} },
      pages: { show, refusalOf },
    } as unknown as WebParts);
    kept = { grants: await ids('role_grant'), roles: await ids('role') };
  });
  after(() => opened.close());

  const query = (statement: string, values: unknown[] = []) =>
    opened.services.database.source.query(statement, values);
  const ids = async (table: string) =>
    (await query(`select id from ${table}`)).map(({ id }: { id: string }) => id);

  async function reset(): Promise<void> {
    for (const table of ['role_request', 'mandate', 'waiting_role_grant', 'role_plan', 'pending_role_plan'])
      await query(`delete from ${table}`);
    await query('delete from role_grant where id <> all($1::uuid[])', [kept.grants]);
    await query('delete from role where id <> all($1::uuid[])', [kept.roles]);
  }

  function show(ctx: Context, _name: string, model: unknown): void {
    drawn = model;
    ctx.body = 'drawn';
  }
  /** As the real pages do; whatever no form shows is thrown on. */
  function refusalOf(ctx: Context, error: unknown, codes: readonly string[]) {
    if (!(error instanceof DomainError) || !codes.includes(error.code)) throw error;
    ctx.status = statusOf(error.code);
    return { code: error.code, supportCode: '' };
  }

  function contextOf({ params = {}, file }: Sent): Context {
    const part = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="${file?.name}"\r\n\r\n`;
    const body =
      file && Buffer.concat([Buffer.from(part), file.bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
    const headers = {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': String(body?.length ?? 0),
    };
    const request = Object.assign(Readable.from(body === undefined ? [] : [body]), {
      method: 'POST',
      url: '/admin',
      headers,
    }) as unknown as IncomingMessage;
    const ctx = app.createContext(request, new ServerResponse(request)) as unknown as Context;
    return Object.assign(ctx, { params });
  }

  async function visitOf(actor: string, { permission }: ConsolePage): Promise<ConsoleVisit> {
    const caller = cast.callers.get(actor) ?? assert.fail(actor);
    const { actor: who, permissions, reading } = caller;
    const extent = await opened.services.reading.extentOf(caller, permission);
    const person = { id: who.kind === 'person' ? who.id : '' };
    const given = { actor: who, extent, rights: { permissions, reading }, record: { person }, lang: 'vi' };
    return { ...given, frame: {}, csrfToken: 'token', sessionUid: 's' } as unknown as ConsoleVisit;
  }

  /** Whether the console does it; who may not see the page at all is refused by the one check before every page. */
  async function isDone(actor: string, sent: Sent): Promise<boolean> {
    const find = (method: string, path: string) =>
      pages.find((each) => each.method === method && each.path === path) ?? assert.fail(`${method} ${path}`);
    const target = find('post', sent.path);
    const visit = await visitOf(actor, target);
    if (!visit.rights.permissions.has(target.permission)) return false;
    try {
      let fields = { ...sent.fields };
      if (sent.from !== undefined) {
        await find('get', sent.from).handle(visit, contextOf(sent), { fields: {}, lists: {} });
        fields = { ...(drawn as { form: Record<string, string> }).form, ...fields };
      }
      const ctx = contextOf(sent);
      await target.handle(visit, ctx, { fields, lists: sent.lists ?? {} });
      return ctx.status < 400;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  it('does what the API does, and nothing else', async function () {
    this.timeout(150_000);
    const wrong: string[] = [];
    let done = 0;
    let refused = 0;
    const tries = cases.flatMap((tried) => formsOf(tried.mutation).map((form) => ({ tried, form })));
    for (const { tried, form } of tries) {
      for (const [index, place] of tried.isPlaceless ? [[0, 'own'] as const] : PLACES.entries()) {
        let prepared: Prepared | undefined;
        for (const actor of ACTORS) {
          prepared ??= await tried.prepare({ place, actor });
          const sent = form(prepared);
          const isAllowed = await isDone(actor, sent);
          const answers = tried.answers[actor as keyof typeof tried.answers] ?? 'permission_denied';
          const wanted = typeof answers === 'string' ? answers : (answers[index] ?? '');
          if (isAllowed !== ['ok', 'waits'].includes(wanted))
            wrong.push(`${sent.path}, ${tried.name}: ${actor}, ${place}: ${isAllowed}, the API ${wanted}`);
          if (isAllowed) done += 1;
          else refused += 1;
          if (isAllowed || place === 'self') prepared = undefined;
        }
      }
      await reset();
    }
    assert.deepEqual(wrong, []);
    assert.ok(done > 60 && refused > 200, `${done} done, ${refused} refused`);
  });

  it('is tried by every form that changes roles', () => {
    const tried = new Set(cases.flatMap(({ mutation }) => formsOf(mutation).map((form) => form({}).path)));
    // Whom a review names decides on it with what lets her read it.
    const forms = pages.filter(
      ({ method, permission }) => method === 'post' && ['roles:read', 'roles:write'].includes(permission),
    );
    assert.deepEqual([...tried].sort(), [...new Set(forms.map(({ path }) => path))].sort());
  });
});

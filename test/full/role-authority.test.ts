import { strict as assert } from 'node:assert';
import { DomainError } from '../../src/domain/errors.ts';
import { PRODUCT_ROLES } from '../../src/domain/roles/permissions.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../src/staff-files/read-staff-file.ts';
import { Accepted, type Route } from '../../src/web/api/route.ts';
import { apiRoutes } from '../../src/web/api/routes.ts';
import { allow } from '../../src/web/middleware/bearer.ts';
import { type Cast, OPERATOR, PLACES, type Place, seedCast } from '../flows/role-authority.actors.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';
import { type MutationCase, mutationCases, type Prepared, WRITERS } from './role-authority.cases.ts';
import { mandateCases } from './role-authority.mandates.ts';
import { rolePlanCases } from './role-authority.plan-cases.ts';
import { reviewCases } from './role-authority.review-cases.ts';

const START = new Date('2026-11-20T01:00:00Z');
/** Authors of what others revoke or approve. */
const EXTRAS = ['administrator2', 'peer'];
/** Who stands nowhere, and is tried in two places only. */
const BLIND = ['operator', 'program'];
const SEEN: Place[] = ['own', 'other'];
/** What whoever may not write roles is answered. */
const NONE = 'permission_denied';
const isWriter = (name: string) => (WRITERS as readonly string[]).includes(name);

describe('flow: who may change whose roles', () => {
  let opened: TestServices;
  let cast: Cast;
  let routes: Route[];
  let cases: MutationCase[];
  /** What was there before a case, so that it can be had again. */
  let kept: { grants: string[]; roles: string[]; parts: string[] };

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => START });
    cast = await seedCast(opened.services);
    // Of so few people, one is more than the removal guard lets go.
    await opened.services.settings.set('guard.percent', '100', OPERATOR);
    const staffFiles = { maxBytes: STAFF_FILE_MAX_BYTES, read: readStaffFile };
    const parts = { ...opened.services, staffFiles };
    routes = apiRoutes(parts).filter(({ method, scope }) => method !== 'GET' && scope === 'roles:write');
    cases = [mutationCases, rolePlanCases, mandateCases, reviewCases].flatMap((make) =>
      make(opened.services, cast),
    );
    kept = { grants: await ids('role_grant'), roles: await ids('role'), parts: await partKeys() };
  });
  after(() => opened.close());

  const query = (statement: string, values: unknown[] = []) =>
    opened.services.database.source.query(statement, values);
  const ids = async (table: string) =>
    (await query(`select id from ${table}`)).map(({ id }: { id: string }) => id);
  const partKeys = async () =>
    (await query(`select role_id || ' ' || part_id as key from role_part`)).map(
      ({ key }: { key: string }) => key,
    );

  async function reset(): Promise<void> {
    await query('delete from mandate');
    await query('delete from waiting_role_grant');
    await query('delete from role_request');
    for (const table of ['role_plan', 'pending_role_plan', 'review_item', 'review'])
      await query(`delete from ${table}`);
    await query('delete from separation');
    await query('delete from role_grant where id <> all($1::uuid[])', [kept.grants]);
    await query('delete from role where id <> all($1::uuid[])', [kept.roles]);
    await query(`delete from role_part where role_id || ' ' || part_id <> all($1::text[])`, [kept.parts]);
    await query(
      `insert into role_part select split_part(key, ' ', 1)::uuid, split_part(key, ' ', 2)::uuid
         from unnest($1::text[]) as key on conflict do nothing`,
      [kept.parts],
    );
  }

  async function answerTo(actor: string, { mutation }: MutationCase, prepared: Prepared): Promise<string> {
    const route = routes.find(({ method, path }) => `${method} ${path}` === mutation);
    const caller = cast.callers.get(actor);
    if (route === undefined || caller === undefined) assert.fail(`${actor} ${mutation}`);
    const { path = {}, body = {}, upload } = prepared;
    try {
      allow(caller, route.scope, route);
      const answer = await route.handle({
        caller,
        extent: await opened.services.reading.extentOf(caller, route.scope),
        path,
        query: {},
        body,
        upload: upload && { ...upload, files: [...upload.files] },
      });
      return answer instanceof Accepted ? 'waits' : 'ok';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  /** Every case of one mutation, actor by actor. A refusal leaves what was prepared for whoever tries next. */
  async function answersTo(tried: MutationCase): Promise<[name: string, got: string, wanted: string][]> {
    const found: [string, string, string][] = [];
    for (const [index, place] of tried.isPlaceless ? [[0, 'own'] as const] : PLACES.entries()) {
      let prepared: Prepared | undefined;
      for (const actor of cast.callers.keys()) {
        if (EXTRAS.includes(actor) || (BLIND.includes(actor) && !SEEN.includes(place))) continue;
        // Who may not write at all is refused before anything is looked at, unless it is for oneself.
        if (isWriter(actor) || tried.others !== undefined) prepared ??= await tried.prepare({ place, actor });
        const got = await answerTo(actor, tried, prepared ?? {});
        if (got === 'ok' || place === 'self') prepared = undefined;
        const answers = isWriter(actor)
          ? tried.answers[actor as keyof typeof tried.answers]
          : (tried.others ?? NONE);
        const wanted = typeof answers === 'string' ? answers : answers[index];
        found.push([`${tried.mutation}, ${tried.name}: ${actor}, ${place}`, got, wanted ?? '']);
      }
    }
    await reset();
    return found;
  }

  it('is tried for every mutation of the API and every product role', () => {
    const tried = new Set(cases.map(({ mutation }) => mutation));
    assert.deepEqual([...tried].sort(), routes.map(({ method, path }) => `${method} ${path}`).sort());
    const codes = PRODUCT_ROLES.map(({ code }) => code);
    assert.deepEqual(
      codes.filter((code) => !cast.callers.has(code)),
      [],
    );
  });

  it('is answered as the table says, whoever tries and wherever the holder stands', async function () {
    this.timeout(150_000);
    let count = 0;
    const wrong: string[] = [];
    for (const tried of cases) {
      const found = await answersTo(tried);
      count += found.length;
      for (const [name, got, wanted] of found)
        if (got !== wanted) wrong.push(`${name}: ${got} instead of ${wanted}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(count > 700, `only ${count} cases`);
  });
});

import { strict as assert } from 'node:assert';
import { DomainError } from '../../src/domain/errors.ts';
import { PRODUCT_ROLES } from '../../src/domain/roles/permissions.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../src/staff-files/read-staff-file.ts';
import type { Route } from '../../src/web/api/route.ts';
import { apiRoutes } from '../../src/web/api/routes.ts';
import { allow } from '../../src/web/middleware/bearer.ts';
import { type Cast, OPERATOR, seedCast } from '../flows/role-authority.actors.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';
import { type ReadingCase, readingCases, SEATS, type Seat, seedRows } from './reading-authority.cases.ts';

const START = new Date('2026-11-20T01:00:00Z');
/** Of roles that open an operation for the whole ministry. */
const BOUNDED = ['unit-administrator', 'owner', 'peer', 'nobody'];
/** Who decides on the request that waits. */
const DECIDES = ['operator', 'system-administrator', 'administrator2'];

describe('flow: who may read what', () => {
  let opened: TestServices;
  let cast: Cast;
  let routes: Route[];
  let cases: ReadingCase[];
  const place = (seat: Seat) => `${seat}@mic.example`;

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => START });
    const { services } = opened;
    cast = await seedCast(services);
    await services.clients.create({ client_id: 'empty', redirect_uris: ['https://e.example/'] }, OPERATOR);
    const staffFiles = { maxBytes: STAFF_FILE_MAX_BYTES, read: readStaffFile };
    routes = apiRoutes({ ...services, staffFiles }).filter(({ method }) => method === 'GET');
    cases = readingCases(await seedRows(services, { place }), { place });
  });
  after(() => opened.close());

  const permissionFor = ({ permission, scope }: Route) => permission ?? scope;
  const nameOf = ({ method, path }: Route) => `${method} ${path}`;

  async function reading(
    reader: string,
    { operation, ask, shows }: ReadingCase,
    seat: Seat,
  ): Promise<string> {
    const route = routes.find((each) => nameOf(each) === operation);
    const caller = cast.callers.get(reader);
    if (route === undefined || caller === undefined) assert.fail(`${reader} ${operation}`);
    const { path = {}, query = {} } = ask?.(seat) ?? {};
    try {
      allow(caller, route.scope, route);
      const extent = await opened.services.reading.extentOf(caller, permissionFor(route));
      const asked = { caller, extent, path, query: query as never, body: {}, upload: undefined };
      return shows(JSON.parse(JSON.stringify(await route.handle(asked))), seat);
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  function wantedOf(reader: string, tried: ReadingCase, index: number): string {
    const route = routes.find((each) => nameOf(each) === tried.operation);
    const caller = cast.callers.get(reader);
    const needed = route && (caller?.personId === undefined ? route.scope : permissionFor(route));
    const isOpen = needed !== undefined && caller?.permissions.has(needed) === true;
    const kind = !isOpen
      ? (tried.closed ?? 'permission_denied')
      : !BOUNDED.includes(reader)
        ? tried.whole
        : reader === 'unit-administrator'
          ? tried.unit
          : tried.owner;
    const wanted = typeof kind === 'string' ? kind : (kind[index] ?? '');
    return wanted === 'decides' ? (DECIDES.includes(reader) ? 'full' : 'none') : wanted;
  }

  it('is tried for every operation of the API that reads, and for every product role', () => {
    const tried = new Set(cases.map(({ operation }) => operation));
    assert.deepEqual([...tried].sort(), routes.map(nameOf).sort());
    const codes = PRODUCT_ROLES.map(({ code }) => code);
    assert.deepEqual(
      codes.filter((code) => !cast.callers.has(code)),
      [],
    );
  });

  it('is answered as the table says, whoever reads and wherever it stands', async function () {
    this.timeout(60_000);
    const wrong: string[] = [];
    let count = 0;
    for (const tried of cases)
      for (const reader of cast.callers.keys())
        for (const [index, seat] of SEATS.entries()) {
          count += 1;
          const got = await reading(reader, tried, seat);
          const wanted = wantedOf(reader, tried, index);
          const name = [tried.operation, tried.name ?? ''].join(' ');
          if (got !== wanted) wrong.push(`${name}: ${reader}, ${seat}: ${got} instead of ${wanted}`);
        }
    assert.deepEqual(wrong, []);
    assert.ok(count > 1000, `only ${count} cases`);
  });

  it('answers for who is outside as for who is not there', async () => {
    const caller = cast.callers.get('unit-administrator');
    const route = routes.find((each) => nameOf(each) === 'GET /people/{person}');
    if (caller === undefined || route === undefined) assert.fail();
    const extent = await opened.services.reading.extentOf(caller, route.scope);
    for (const person of [place('other'), 'nobody-at-all@mic.example']) {
      const asked = { caller, extent, path: { person }, query: {}, body: {}, upload: undefined };
      const refusal = { code: 'person_not_found', details: { person } };
      await assert.rejects(route.handle(asked), (error) => {
        assert.ok(error instanceof DomainError);
        assert.deepEqual({ code: error.code, details: error.details }, refusal);
        return true;
      });
    }
  });
});

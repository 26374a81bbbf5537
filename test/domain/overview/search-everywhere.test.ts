import { strict as assert } from 'node:assert';
import { dayOf } from '../../../src/domain/clock.ts';
import { ownBounds, type ReadableExtent } from '../../../src/domain/directory/readable-extent.ts';
import { type SearchExtents, searchEverywhere } from '../../../src/domain/overview/search-everywhere.ts';
import { seedCast } from '../../flows/role-authority.actors.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const WHOLE: SearchExtents = { directory: 'whole', roles: 'whole' };

describe('overview/search-everywhere', () => {
  let run: TestServices;
  let unitId: string;

  before(async () => {
    run = await openTestServices({ now: () => NOW });
    await seedCast(run.services);
    const units = await run.services.stores.directory.listUnits();
    unitId = units.find(({ code }) => code === 'G14.05.1')?.id ?? assert.fail('no unit');
  });
  after(() => run.close());

  const search = (text: string, extents = WHOLE, most = 10) =>
    searchEverywhere(run.services.stores, text, extents, { today: dayOf(NOW), most });
  /** What is found, by kind; kinds without anything are left out. */
  async function names(text: string, extents?: SearchExtents): Promise<Record<string, string[]>> {
    const { people, units, positions, clients, roles } = await search(text, extents);
    const found = {
      people: people.rows.map(({ email }) => email?.split('@')[0] ?? ''),
      units: units.rows.map(({ code }) => code),
      positions: positions.rows.map(({ name }) => name),
      clients: clients.rows.map(({ id }) => id),
      roles: roles.rows.map(({ role }) => `${role.clientId}:${role.code}`),
    };
    return Object.fromEntries(Object.entries(found).filter(([, each]) => each.length > 0));
  }
  const within = (bounds: { unitIds?: string[]; clientIds?: string[] }): ReadableExtent => ({
    ...ownBounds('00000000-0000-4000-8000-000000000000', NOW),
    ...bounds,
  });

  for (const [text, found] of [
    ['PHONG b', { people: ['sub'], units: ['G14.05.1'] }],
    ['chuyen vien auditor', { people: [] }],
    ['chuyên', { positions: ['Chuyên viên'] }],
    ['auditor@', { people: ['auditor'] }],
    ['viewer', { roles: ['hr:viewer'] }],
    ['hr viewer', { roles: ['hr:viewer'] }],
    ['nothing-of-it', {}],
  ] as const)
    it(`finds by "${text}" what bears every word`, async () => {
      const asked = await names(text);
      const wanted = Object.entries(found).filter(([, each]) => each.length > 0);
      assert.deepEqual(asked, Object.fromEntries(wanted));
    });

  it('finds systems, but not the product, whose roles are found', async () => {
    assert.deepEqual((await names('documents')).clients, ['documents']);
    const { clients, roles } = await names('micconnect');
    assert.equal(clients, undefined);
    assert.ok(roles?.includes('micconnect:auditor'));
  });

  it('says that there is more than the few that it shows', async () => {
    const { people, roles } = await search('le anh', WHOLE, 3);
    assert.deepEqual([people.rows.length, people.hasMore, roles.hasMore], [3, true, false]);
    assert.equal((await search('viewer', WHOLE, 1)).roles.hasMore, false);
  });

  it('finds nothing beyond units, and no role without the permission', async () => {
    const bounds = within({ unitIds: [unitId] });
    assert.deepEqual(await names('le anh', { directory: bounds, roles: null }), { people: ['sub'] });
    assert.deepEqual(await names('cuc', { directory: bounds, roles: bounds }), {});
    assert.deepEqual(await names('viewer', { directory: bounds, roles: null }), {});
  });

  it('finds of an owner’s extent her system alone, and nobody of whom the name alone may be read', async () => {
    const bounds = within({ clientIds: ['hr'] });
    const extents = { directory: bounds, roles: bounds };
    assert.deepEqual(await names('le anh', extents), {});
    assert.deepEqual(await names('cuc', extents), {});
    assert.deepEqual((await names('hr', extents)).roles, ['hr:viewer']);
    assert.deepEqual(await names('documents', extents), {});
  });
});

import { strict as assert } from 'node:assert';
import type { Person } from '../../src/domain/directory/person.ts';
import { registerProduct } from '../../src/product-client.ts';
import { seedSampleMinistry, seedSampleSystems } from '../../src/sample-mode.ts';
import { explanationJson } from '../../src/web/api/role-explanation.ts';
import { rolesAnswer } from '../../src/web/portal/roles-answer.ts';
import type { PathView } from '../../src/web/portal/roles-view.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-22T03:00:00Z');
/** Days before, between and after those on which sample role grants begin and end, and how many people are asked. */
const MOMENTS = [
  { at: new Date('2026-03-01T00:00:00Z'), oneIn: 20 },
  { at: NOW, oneIn: 1 },
  { at: new Date('2030-01-01T00:00:00Z'), oneIn: 20 },
];
const AT_ONCE = 8;

type PathJson = ReturnType<typeof explanationJson>['roles'][number]['paths'][number];

describe('the page of one’s own roles and the explanation, for everybody in the sample ministry', () => {
  let run: TestServices;
  let people: Person[];
  let clientIds: string[];

  before(async function () {
    this.timeout(60_000);
    run = await openTestServices({ now: () => NOW });
    await seedSampleMinistry(run.services);
    await registerProduct(run.services);
    await seedSampleSystems(run.services);
    people = await run.services.staff.list();
    clientIds = (await run.services.clients.list()).map(({ id }) => id);
  });
  after(() => run.close());

  /** Role by role what the page draws at each client, as JSON, with the boxes of each path. */
  async function page(personId: string, at: Date) {
    const record = await run.services.stores.directory.findPersonRecord(personId);
    assert.ok(record !== undefined);
    const question = { at: '', role: '', page: '/roles' };
    const { clients, roleCount } = await rolesAnswer(run.services, record, {
      question,
      at,
      now: NOW,
      lang: 'vi',
    });
    assert.equal(roleCount, clients.flatMap(({ roles, folded }) => [...roles, ...folded]).length);
    return new Map(clients.map((client) => [client.id, client.roles]));
  }

  for (const { at, oneIn } of MOMENTS) {
    it(`are the same for each ${oneIn} and client at ${at.toISOString()}`, async function () {
      this.timeout(300_000);
      const asked = people.filter((_, index) => index % oneIn === 0);
      let compared = 0;
      while (asked.length > 0) {
        const counts = await Promise.all(asked.splice(0, AT_ONCE).map(({ id }) => compare(id, at)));
        compared += counts.reduce((sum, count) => sum + count, 0);
      }
      assert.ok(compared > people.length / oneIn, `only ${compared} paths`);
    });
  }

  /** How many paths were found the same, at every client. */
  async function compare(personId: string, at: Date): Promise<number> {
    const drawn = await page(personId, at);
    let compared = 0;
    for (const client of clientIds) {
      const explanation = await run.services.roles.explain(personId, client, at);
      const roles = drawn.get(client) ?? [];
      const shown = explanationJson({ ...explanation, roles: roles.map(({ explained }) => explained) });
      const wanted = explanationJson(explanation);
      assert.deepEqual(shown, wanted, `${personId} at ${client}`);
      for (const [index, { paths }] of wanted.roles.entries()) {
        assertDrawn(roles[index]?.paths ?? [], paths);
        compared += paths.length;
      }
    }
    return compared;
  }
});

/** The boxes of each path tell what its JSON tells, one for one. */
function assertDrawn(drawn: readonly PathView[], paths: readonly PathJson[]): void {
  assert.equal(drawn.length, paths.length);
  for (const [index, { kind, decision, until, composites }] of paths.entries()) {
    const { steps = [], end = '' } = drawn[index] ?? {};
    const ofPost = kind === 'person' ? [] : ['appointment', 'unit'];
    const kinds = ['person', ...ofPost, 'decision', ...composites.map(() => 'composite'), 'role'];
    assert.deepEqual(
      steps.map((step) => step.kind),
      kinds,
    );
    assert.equal(
      steps.find((step) => step.kind === 'decision')?.title,
      decision ?? 'Không ghi số quyết định',
    );
    assert.equal(/\d{2}\/\d{2}\/\d{4}/.test(end), until !== null, end);
  }
}

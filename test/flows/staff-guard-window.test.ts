import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { Services } from '../../src/services.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const HOUR = 60 * 60 * 1000;
const LIMIT = 5;
const RUNS = 8;
const PEOPLE = 40;

/** One act: plans of some removals, allowed or not; taking the newest plan back; waiting. */
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ remove: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ remove: fc.integer({ min: 4, max: 8 }), allowed: fc.constantFrom(4, 8) }),
  },
  { weight: 1, arbitrary: fc.constant({ undo: true as const }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 13 }) }) },
);

/** Two plans of one name at one moment. */
const AGAIN_AND_AGAIN = [{ remove: 1 }, { undo: true as const }, { remove: 1 }, { undo: true as const }];

describe('flow: removals in slices', () => {
  let opened: TestServices;
  let services: Services;
  let now = Date.parse('2026-11-20T01:00:00Z');

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => new Date(now) });
    ({ services } = opened);
    await services.settings.set('guard.people', String(LIMIT), OFFICER);
    await services.settings.set('guard.percent', '100', OFFICER);
  });
  after(() => opened.close());

  it(`count together for a day in ${RUNS} random histories, as a naive book says`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
        const history = await startHistory();
        for (const each of acts) {
          if ('wait' in each) now += each.wait * HOUR;
          else if ('undo' in each) await history.undo();
          else await history.remove(each.remove, 'allowed' in each ? each.allowed : undefined);
        }
      }),
      { numRuns: RUNS, examples: [[AGAIN_AND_AGAIN]] },
    );
  });

  /** Everybody at work, a day after whatever was before, with a book kept beside the product. */
  async function startHistory() {
    now += 25 * HOUR;
    const working = Array.from({ length: PEOPLE }, (_, index) => `CB${index}`);
    await change(working, 'đang công tác', undefined);
    const book: { at: number; counts: number; plan: string; people: string[] }[] = [];
    return {
      async remove(most: number, allowed: number | undefined): Promise<void> {
        const people = working.splice(0, most);
        const count = people.length;
        if (count === 0) return;
        const recent = book
          .filter(({ at }) => at > now - 24 * HOUR)
          .reduce((sum, { counts }) => sum + counts, 0);
        const isAllowed = count <= (allowed ?? 0);
        const plan = await change(people, 'thôi việc', allowed);
        assert.equal(plan === undefined, !isAllowed && count + recent > LIMIT, `${count} after ${recent}`);
        if (plan === undefined) working.unshift(...people);
        else book.push({ at: now, counts: isAllowed ? 0 : count, plan, people });
      },
      async undo(): Promise<void> {
        const last = book.pop();
        if (last === undefined) return;
        await services.staffPlans.undo(last.plan, { isDryRun: false }, OFFICER);
        working.unshift(...last.people);
      },
    };
  }

  /** The plan's name, or undefined when the guard stops it. */
  async function change(people: string[], status: string, allowedRemovals: number | undefined) {
    const options = { isDryRun: false, isPartial: true, allowedRemovals };
    try {
      const plan = await services.staffPlans.importStaff([tableOf(people, status)], options, OFFICER);
      assert.deepEqual(plan.refused, []);
      return plan.plan;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'removal_guard') return undefined;
      throw error;
    }
  }
});

function tableOf(people: string[], status: string): StaffTable {
  const rows = people.map((number, index) => ({ line: index + 2, cells: [number, 'Lê Ánh', status] }));
  return { file: 'people.csv', header: ['so_hieu', 'ho_va_ten', 'trang_thai'], rows };
}

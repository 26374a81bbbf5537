import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type EntityManager, type EntitySchema, MoreThan } from 'typeorm';
import type { WaitingPlan } from '../domain/directory/pending-plan.ts';
import type { WaitingPlanStore } from '../domain/directory/pending-plan-store.ts';
import { columnsBut } from './applied-plans.ts';
import type { SecretBox } from './secret-box.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** One table of plans that wait. */
export interface WaitingTable<Pending, Content> {
  schema: EntitySchema<Pending & Record<keyof Content, string | null>>;
  table: 'pending_plan' | 'pending_role_plan';
  /** Columns that are sealed, and empty once the plan is decided. */
  sealed: readonly (keyof Content & string)[];
}

/** Plans of one table that wait; what they are made of is sealed, and `findSealed` opens one column of it. */
export function createWaitingPlanStore<Pending extends WaitingPlan, Content extends { input: unknown }>(
  manager: EntityManager,
  box: SecretBox,
  { schema, table, sealed }: WaitingTable<Pending, Content>,
) {
  const plans = manager.getRepository(schema as unknown as EntitySchema<WaitingPlan>);
  const select = columnsBut(schema, sealed);
  // HR files repeat themselves, so a tenth of the room is enough.
  const seal = async (value: unknown) => box.seal((await pack(JSON.stringify(value))).toString('base64'));
  const open = async (text: string) =>
    JSON.parse((await unpack(Buffer.from(box.open(text), 'base64'))).toString('utf8'), withDates);
  const withoutContent = (row: object) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name in select)) as unknown as Pending;
  async function findSealed<Name extends keyof Content & string>(
    id: string,
    name: Name,
  ): Promise<Content[Name] | undefined> {
    const [row] = await manager.query<{ text: string | null }[]>(
      `select ${name} as text from ${table} where id = $1`,
      [id],
    );
    return typeof row?.text === 'string' ? open(row.text) : undefined;
  }
  const store: WaitingPlanStore<Pending, Content> = {
    async add(pending, content) {
      const texts = await Promise.all(sealed.map(async (name) => [name, await seal(content[name])]));
      await plans.insert({ ...pending, ...Object.fromEntries(texts) });
    },
    async listOpen(now) {
      const where = { state: 'pending' as const, expiresAt: MoreThan(now) };
      const rows = await plans.find({ where, order: { submittedAt: 'desc', id: 'asc' }, select });
      return rows.map(withoutContent);
    },
    async find(plan) {
      const newest = { order: { submittedAt: 'desc', id: 'asc' }, select } as const;
      // Nodes whose clocks differ may put a decided one behind the open one.
      const row =
        (await plans.findOne({ where: { plan, state: 'pending' }, ...newest })) ??
        (await plans.findOne({ where: { plan }, ...newest }));
      return row === null ? undefined : withoutContent(row);
    },
    findInput: (id) => findSealed(id, 'input'),
    async decide(id, { state, decidedAt, decidedBy }) {
      const emptied = sealed.map((name) => `${name} = null`).join(', ');
      const rows = await manager.query<unknown[]>(
        `with decided as (
           update ${table} set state = $2, decided_at = $3, decided_by = $4, ${emptied}
           where id = $1 and state = 'pending' and expires_at > $3 returning 1)
         select * from decided`,
        [id, state, decidedAt, decidedBy],
      );
      return rows.length === 1;
    },
  };
  return { ...store, findSealed };
}

/** The one instant in a report; inputs hold none. */
function withDates(key: string, value: unknown): unknown {
  return key === 'handoverUntil' && typeof value === 'string' ? new Date(value) : value;
}

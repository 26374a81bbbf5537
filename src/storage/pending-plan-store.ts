import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type EntityManager, MoreThan } from 'typeorm';
import type { PendingPlanStore } from '../domain/directory/pending-plan-store.ts';
import { type PendingPlanRow, PendingPlanSchema } from './schema/pending-plan.schema.ts';
import type { SecretBox } from './secret-box.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Plans that wait to be applied. */
export function createPendingPlanStore(manager: EntityManager, box: SecretBox): PendingPlanStore {
  const plans = manager.getRepository(PendingPlanSchema);
  // HR files repeat themselves, so a tenth of the room is enough.
  const seal = async (value: unknown) => box.seal((await pack(JSON.stringify(value))).toString('base64'));
  const open = async (sealed: string | null | undefined) =>
    typeof sealed === 'string'
      ? JSON.parse((await unpack(Buffer.from(box.open(sealed), 'base64'))).toString('utf8'), withDates)
      : undefined;
  return {
    async add(pending, { input, report }) {
      await plans.insert({ ...pending, input: await seal(input), report: await seal(report) });
    },
    async listOpen(now) {
      const where = { state: 'pending' as const, expiresAt: MoreThan(now) };
      const rows = await plans.find({ where, order: { submittedAt: 'desc', id: 'asc' }, select: FACTS });
      return rows.map(withoutContent);
    },
    async find(plan) {
      const newest = { order: { submittedAt: 'desc', id: 'asc' }, select: FACTS } as const;
      // Nodes whose clocks differ may put a decided one behind the open one.
      const row =
        (await plans.findOne({ where: { plan, state: 'pending' }, ...newest })) ??
        (await plans.findOne({ where: { plan }, ...newest }));
      return row === null ? undefined : withoutContent(row);
    },
    findInput: async (id) =>
      open((await plans.findOne({ where: { id }, select: { id: true, input: true } }))?.input),
    findReport: async (id) =>
      open((await plans.findOne({ where: { id }, select: { id: true, report: true } }))?.report),
    async decide(id, { state, decidedAt, decidedBy }) {
      const rows = await manager.query<unknown[]>(
        `with decided as (
           update pending_plan set state = $2, decided_at = $3, decided_by = $4, input = null, report = null
           where id = $1 and state = 'pending' and expires_at > $3 returning 1)
         select * from decided`,
        [id, state, decidedAt, decidedBy],
      );
      return rows.length === 1;
    },
  };
}

/** The one instant in a report; inputs hold none. */
function withDates(key: string, value: unknown): unknown {
  return key === 'handoverUntil' && typeof value === 'string' ? new Date(value) : value;
}

/** Everything but what may be large. */
const FACTS = {
  id: true,
  plan: true,
  kind: true,
  state: true,
  submittedAt: true,
  submittedBy: true,
  decidedAt: true,
  decidedBy: true,
  expiresAt: true,
  joiners: true,
  movers: true,
  leavers: true,
  changed: true,
  guard: true,
} satisfies Partial<Record<keyof PendingPlanRow, true>>;

function withoutContent({ input: _, report: __, ...pending }: PendingPlanRow) {
  return pending;
}

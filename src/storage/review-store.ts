import type { EntityManager } from 'typeorm';
import { IsNull, Not } from 'typeorm';
import type { Review } from '../domain/reviews/review.ts';
import type { Signal } from '../domain/reviews/review-signals.ts';
import type { ReviewReminder, ReviewStore } from '../domain/reviews/review-store.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { reviewProgress } from './review-progress.ts';
import { concerns, itemReviewers } from './review-reviewers.ts';
import { listFacts, writeSnapshot } from './review-snapshot.ts';
import { ReviewItemSchema, type ReviewRow, ReviewSchema } from './schema/review.schema.ts';

/** The advisory lock of those who let items expire. */
const EXPIRY_LOCK = 7_236_006;

const FINDINGS = `
  update review_item set signals = found.signals, last_used_at = found.last_used_at, peers = found.peers,
    peers_with_role = found.peers_with_role
  from jsonb_to_recordset($2::jsonb)
    as found (number integer, signals jsonb, last_used_at timestamptz, peers integer, peers_with_role integer)
  where review_item.review_id = $1 and review_item.number = found.number`;

/** By way of negative numbers: a primary key is checked row by row. */
const PUT_FIRST = [
  `update review_item set number = -ranked.rank from (
     select number, row_number() over (order by (signals ? $2) desc, number) as rank
     from review_item where review_id = $1) as ranked
   where review_item.review_id = $1 and review_item.number = ranked.number`,
  'update review_item set number = -number where review_id = $1 and number < 0',
];

const DECIDE = `
  with decided as (
    update review_item set verdict = $3, note = $4, decided_at = $5, decided_by = $6
    where review_id = $1 and number = $2 and (verdict is null or (verdict = 'keep' and decided_by = $6))
    returning 1)
  select * from decided`;

const CLOSE = `
  with closed as (
    update review set closed_at = $2, closed_by = $3
    where id = $1 and closed_at is null
      and not exists (select 1 from review_item where review_id = $1 and verdict is null)
    returning 1)
  select * from closed`;

const REMINDED: Readonly<Record<ReviewReminder, string>> = {
  early: 'reminded_early_at',
  due: 'reminded_due_at',
};

/** Access reviews and their items. */
export function createReviewStore(manager: EntityManager): ReviewStore {
  const reviews = manager.getRepository(ReviewSchema);
  const items = manager.getRepository(ReviewItemSchema);
  const itemRows = jsonRows(manager, ReviewItemSchema);
  /** Whether a conditional statement found its row. */
  const hits = async (statement: string, values: unknown[]) =>
    (await manager.query<unknown[]>(statement, values)).length === 1;
  const numberOf = async (query: string, values: unknown[]) => {
    const [row] = await manager.query<{ number: number }[]>(query, values);
    return row?.number ?? 0;
  };
  const newestFirst = { order: { openedAt: 'desc', id: 'asc' } } as const;
  return {
    async add(review) {
      await reviews.insert({ ...review, remindedEarlyAt: null, remindedDueAt: null });
    },
    async find(id) {
      const row = await reviews.findOneBy({ id });
      return row === null ? undefined : withoutReminders(row);
    },
    list: async () => (await reviews.find(newestFirst)).map(withoutReminders),
    listOpen: async () =>
      (await reviews.find({ where: { closedAt: IsNull() }, ...newestFirst })).map(withoutReminders),
    async findLastClosed(scope) {
      const of = scope.kind === 'unit' ? { unitId: scope.unitId } : { clientId: scope.clientId };
      const row = await reviews.findOne({ where: { ...of, closedAt: Not(IsNull()) }, ...newestFirst });
      return row?.openedAt;
    },

    snapshot: (review, limit) => writeSnapshot(manager, review, limit),
    async findUsageStart() {
      const [row] = await manager.query<{ at: Date | null }[]>(
        'select min(first_used_at) as at from client_use',
      );
      return row?.at ?? undefined;
    },
    listFacts: (review, after, limit) => listFacts(manager, review, after, limit),
    async saveFindings(reviewId, findings) {
      const rows = findings.map(({ number, signals, lastUsedAt, peers, peersWithRole }) => ({
        number,
        signals,
        last_used_at: lastUsedAt,
        peers,
        peers_with_role: peersWithRole,
      }));
      await manager.query(FINDINGS, [reviewId, JSON.stringify(rows)]);
    },
    async putFirst(reviewId, signal) {
      await manager.query(PUT_FIRST[0] ?? '', [reviewId, signal]);
      await manager.query(PUT_FIRST[1] ?? '', [reviewId]);
    },

    findItem: async (reviewId, number) => (await items.findOneBy({ reviewId, number })) ?? undefined,
    async listItems(reviewId, { after, limit, signal, isUndecided = false, concerning }) {
      const rows = await manager.query<{ row: JsonRow }[]>(
        `select to_jsonb(review_item) as row from review_item
          where review_id = $1 and number > $2 and ($4::text is null or signals ? $4)
            and (verdict is null or not $5) and ${concerns('$6')} order by number limit $3`,
        [reviewId, after, limit, signal ?? null, isUndecided, concerning ?? null],
      );
      return rows.map(({ row }) => itemRows.read(row));
    },
    async count(reviewId, concerning) {
      const [row] = await manager.query<[{ items: number; kept: number; revoked: number }]>(
        `select count(*)::int as items, count(*) filter (where verdict = 'keep')::int as kept,
           count(*) filter (where verdict = 'revoke')::int as revoked
         from review_item where review_id = $1 and ${concerns('$2')}`,
        [reviewId, concerning ?? null],
      );
      return row;
    },
    async countSignals(reviewId, concerning) {
      const rows = await manager.query<{ signal: Signal; number: number }[]>(
        `select signal, count(*)::int as number from review_item, jsonb_array_elements_text(signals) as signal
          where review_id = $1 and ${concerns('$2')} group by signal`,
        [reviewId, concerning ?? null],
      );
      return new Map(rows.map(({ signal, number }) => [signal, number]));
    },
    listDecided: (reviewId) =>
      items.find({
        where: { reviewId, verdict: Not(IsNull()) },
        select: { reviewId: true, number: true, verdict: true, decidedAt: true, decidedBy: true },
      }),

    ...itemReviewers(manager),
    ...reviewProgress(manager),

    holdOpen: (id) => hits('select 1 from review where id = $1 and closed_at is null for share', [id]),
    decide: ({ reviewId, number, verdict, note, at, by }) =>
      hits(DECIDE, [reviewId, number, verdict, note, at, by]),
    close: (id, at, by) => hits(CLOSE, [id, at, by]),
    async saveRecordHash(id, recordSha256) {
      await reviews.update({ id }, { recordSha256 });
    },

    takeReminder: (id, reminder, at) =>
      hits(
        `with taken as (
           update review set ${REMINDED[reminder]} = $2
           where id = $1 and closed_at is null and ${REMINDED[reminder]} is null returning 1)
         select * from taken`,
        [id, at],
      ),
    markOverdue: (id, today, at) =>
      hits(
        `with marked as (
           update review set overdue_at = $3
           where id = $1 and due_on < $2 and overdue_at is null and closed_at is null returning 1)
         select * from marked`,
        [id, today, at],
      ),
    async lockExpiry() {
      await manager.query('select pg_advisory_xact_lock($1)', [EXPIRY_LOCK]);
    },
    async findExpiring(reviewId) {
      const [row] = await manager.query<{ row: JsonRow }[]>(
        `select to_jsonb(review_item) as row from review_item
          where review_id = $1 and verdict is null and not signals ? 'privileged' order by number limit 1`,
        [reviewId],
      );
      return row === undefined ? undefined : itemRows.read(row.row);
    },
    countDecidedBy: (by, since) =>
      numberOf('select count(*)::int as number from review_item where decided_by = $1 and decided_at > $2', [
        by,
        since,
      ]),
  };
}

function withoutReminders({ remindedEarlyAt: _, remindedDueAt: __, ...review }: ReviewRow): Review {
  return review;
}

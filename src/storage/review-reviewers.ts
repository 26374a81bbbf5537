import type { EntityManager } from 'typeorm';
import type { ReviewStore } from '../domain/reviews/review-store.ts';

/** Whether an item concerns a person: she decides on it, or was asked about it; any item for null. */
export function concerns(person: string): string {
  return `(${person}::text is null or reviewer_ids ? ${person}
      or questions @> jsonb_build_array(jsonb_build_object('to', jsonb_build_array(${person}::text))))`;
}

const ASSIGN = `
  update review_item set reviewer_ids = found.reviewer_ids
  from jsonb_to_recordset($2::jsonb) as found (number integer, reviewer_ids jsonb)
  where review_item.review_id = $1 and review_item.number = found.number and verdict is null`;

const ASSIGNMENTS = `
  select reviewer.id as "personId", unit_code as "unitCode", client_id as "clientId", count(*)::int as items
  from review_item, jsonb_array_elements_text(reviewer_ids) as reviewer (id)
  where review_id = $1 and verdict is null
  group by reviewer.id, unit_code, client_id order by reviewer.id`;

const ASK = `
  with asked as (
    update review_item set questions = questions || $3::jsonb
    where review_id = $1 and number = $2 and verdict is null
      and (questions = '[]' or questions -> -1 ->> 'answer' is not null)
    returning 1)
  select * from asked`;

const ANSWER = `
  with answered as (
    update review_item set questions = (questions - -1) || $4::jsonb
    where review_id = $1 and number = $2 and questions -> -1 = $3::jsonb
    returning 1)
  select * from answered`;

/** Who decides on items by the rule, and what they ask. */
export function itemReviewers(
  manager: EntityManager,
): Pick<ReviewStore, 'assign' | 'listAssignments' | 'listConcerning' | 'ask' | 'answer'> {
  /** Whether a conditional statement found its row. */
  const hits = async (statement: string, values: unknown[]) =>
    (await manager.query<unknown[]>(statement, values)).length === 1;
  return {
    async assign(reviewId, assigned) {
      const rows = assigned.map(({ number, reviewerIds }) => ({ number, reviewer_ids: reviewerIds }));
      await manager.query(ASSIGN, [reviewId, JSON.stringify(rows)]);
    },
    listAssignments: (reviewId) => manager.query(ASSIGNMENTS, [reviewId]),
    async listConcerning(personId) {
      const rows = await manager.query<{ id: string }[]>(
        `select distinct review_id as id from review_item where ${concerns('$1')}`,
        [personId],
      );
      return rows.map(({ id }) => id);
    },
    ask: (reviewId, number, question) => hits(ASK, [reviewId, number, JSON.stringify([question])]),
    answer: (reviewId, number, { open, answered }) =>
      hits(ANSWER, [reviewId, number, JSON.stringify(open), JSON.stringify([answered])]),
  };
}

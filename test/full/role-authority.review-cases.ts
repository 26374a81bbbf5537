import type { Services } from '../../src/services.ts';
import { type Cast, OPERATOR, role } from '../flows/role-authority.actors.ts';
import type { MutationCase } from './role-authority.cases.ts';

const NO = 'permission_denied';
const OWN = 'review_own_role';

/** Access reviews without named reviewers: those of the system administrators. */
export function reviewCases({ roles, reviews, database }: Services, cast: Cast): MutationCase[] {
  const ONLY_ADMINISTRATORS = {
    operator: 'ok',
    'system-administrator': 'ok',
    program: NO,
    'unit-administrator': NO,
    owner: NO,
  } as const;
  async function opened(client: string): Promise<string> {
    for (const table of ['review_item', 'review']) await database.source.query(`delete from ${table}`);
    return (await reviews.open(OPERATOR, { name: 'x', client })).review.id;
  }
  const decide = (verdict: 'keep' | 'revoke'): MutationCase => ({
    mutation: 'POST /reviews/{review}/items/{item}/decide',
    name: verdict,
    async prepare({ place, actor }) {
      const person = cast.holderAt(place, actor);
      const { id } = await roles.grantRole(OPERATOR, { ...role('documents:author'), to: { person } });
      const review = await opened('documents');
      const { items } = await reviews.show(review, { limit: 200 });
      const item = items.find(({ roleGrantId }) => roleGrantId === id);
      return { path: { review, item: String(item?.number) }, body: { verdict, note: 'x' } };
    },
    answers: { ...ONLY_ADMINISTRATORS, 'system-administrator': ['ok', 'ok', 'ok', 'ok', OWN] },
  });
  return [
    {
      mutation: 'POST /reviews',
      name: 'of a system',
      isPlaceless: true,
      prepare: async () => ({ body: { name: 'x', client: 'documents' } }),
      answers: ONLY_ADMINISTRATORS,
    },
    decide('keep'),
    decide('revoke'),
    {
      mutation: 'POST /reviews/{review}/close',
      name: 'with nothing undecided',
      isPlaceless: true,
      prepare: async () => ({ path: { review: await opened('hr') } }),
      answers: ONLY_ADMINISTRATORS,
    },
  ];
}

import type { Services } from '../../src/services.ts';
import { type Cast, OPERATOR, role } from '../flows/role-authority.actors.ts';
import type { MutationCase } from './role-authority.cases.ts';

const NO = 'permission_denied';
const OWN = 'review_own_role';
const GONE = 'review_not_found';
const NOBODY = 'review_invalid';
const ELSEWHERE = 'review_item_not_found';

/**
 * Access reviews without named reviewers, of a system with owners: administrators, and by the rule those of the
 * holder's unit, else the owners.
 */
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
  const prepareItem = async (person: string) => {
    const { id } = await roles.grantRole(OPERATOR, { ...role('documents:author'), to: { person } });
    const review = await opened('documents');
    const { items } = await reviews.show(review, { limit: 200 });
    const item = items.find(({ roleGrantId }) => roleGrantId === id)?.number ?? 0;
    return { path: { review, item: String(item) }, review, item };
  };
  const decide = (verdict: 'keep' | 'revoke'): MutationCase => ({
    mutation: 'POST /reviews/{review}/items/{item}/decide',
    name: verdict,
    async prepare({ place, actor }) {
      const { path } = await prepareItem(cast.holderAt(place, actor));
      return { path, body: { verdict, note: 'x' } };
    },
    answers: {
      ...ONLY_ADMINISTRATORS,
      'system-administrator': ['ok', 'ok', 'ok', 'ok', OWN],
      'unit-administrator': ['ok', 'ok', ELSEWHERE, ELSEWHERE, ELSEWHERE],
      owner: [GONE, GONE, 'ok', 'ok', ELSEWHERE],
    },
    others: GONE,
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
      mutation: 'POST /reviews/{review}/items/{item}/ask',
      name: 'the administrators of the unit',
      async prepare({ place, actor }) {
        const { path } = await prepareItem(cast.holderAt(place, actor));
        return { path, body: { to: 'unit', question: 'x' } };
      },
      // Nobody asks herself, and G14.06 has no administrator.
      answers: {
        ...ONLY_ADMINISTRATORS,
        operator: ['ok', 'ok', NOBODY, NOBODY, 'ok'],
        'system-administrator': ['ok', 'ok', NOBODY, NOBODY, OWN],
        'unit-administrator': [NOBODY, NOBODY, ELSEWHERE, ELSEWHERE, ELSEWHERE],
        owner: [GONE, GONE, NOBODY, NOBODY, ELSEWHERE],
      },
      others: GONE,
    },
    {
      mutation: 'POST /reviews/{review}/items/{item}/answer',
      name: 'for the administrators of the unit',
      isPlaceless: true,
      async prepare() {
        const { path, review, item } = await prepareItem('own@mic.example');
        await reviews.ask(OPERATOR, { reviewId: review, item, to: 'unit', question: 'x' });
        return { path, body: { answer: 'x' } };
      },
      answers: {
        operator: 'ok',
        'system-administrator': 'review_not_asked',
        program: NO,
        'unit-administrator': 'ok',
        owner: GONE,
      },
      others: GONE,
    },
    {
      mutation: 'POST /reviews/{review}/close',
      name: 'with nothing undecided',
      isPlaceless: true,
      prepare: async () => ({ path: { review: await opened('hr') } }),
      answers: { ...ONLY_ADMINISTRATORS, 'unit-administrator': GONE, owner: GONE },
    },
  ];
}

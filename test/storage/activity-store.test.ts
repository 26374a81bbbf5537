import { strict as assert } from 'node:assert';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage } from '../../src/storage/stores.ts';
import { openTestDatabase } from '../support/test-database.ts';

const NOW = new Date('2026-11-23T03:00:00Z');
/** More than one statement takes. */
const PEOPLE = 5001;

describe('storage/activity-store', () => {
  it('begins and stops to count everybody at once, however many there are', async () => {
    const database = await openTestDatabase();
    try {
      const { activity } = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1))).stores;
      await database.source.query(
        `insert into person (id, full_name, family_name, given_name, status)
          select ('00000000-0000-4000-8000-' || lpad(nth::text, 12, '0'))::uuid, 'An', '', 'An', 'dang_cong_tac'
          from generate_series(1, ${PEOPLE}) as nth`,
      );
      const counted = async () => {
        const query = 'select count(*)::int as number from account_activity where counted_from = $1';
        return (await database.source.query<[{ number: number }]>(query, [NOW]))[0].number;
      };
      await activity.count({ day: '2026-11-23', statuses: ['dang_cong_tac'] }, NOW);
      assert.equal(await counted(), PEOPLE);
      const later = new Date(NOW.getTime() + 1000);
      await activity.count({ day: '2026-11-23', statuses: ['dang_cong_tac'] }, later);
      assert.equal(await counted(), PEOPLE, 'who is counted goes on');
      await activity.count({ day: '2026-11-23', statuses: [] }, later);
      assert.equal(await counted(), 0);
    } finally {
      await database.close();
    }
  });
});

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { MAILBOX_KINDS, type Mailbox } from '../../src/domain/directory/mailbox.ts';
import { countMailboxes, searchMailboxes } from '../../src/domain/directory/mailbox-search.ts';
import { fold } from '../../src/domain/directory/person-name.ts';
import { foldedWords } from '../../src/domain/directory/person-search.ts';
import type { Database } from '../../src/storage/database.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../../src/storage/stores.ts';
import { personRow } from '../domain/roles/rows.ts';
import { openTestDatabase } from '../support/test-database.ts';

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const NAMES = [
  null,
  'PHÒNG THẨM ĐỊNH',
  'Hộp thư Đề án 06',
  'Ủy ban ỨNG DỤNG',
  'tỷ lệ 100%_x',
  'Quỹ Ý TƯỞNG',
  'ưỡn ẹo',
];
const mailboxes = Array.from({ length: 60 }, (_, index): Mailbox => {
  return {
    id: id(100 + index),
    address: `hop${(index * 37) % 60}.${index % 3 === 0 ? 'van-thu' : 'to'}@mic.example`,
    kind: MAILBOX_KINDS[index % MAILBOX_KINDS.length] ?? 'ca_nhan',
    personId: index % 5 === 0 ? id(1) : null,
    stewardIds: index % 7 === 0 ? [id(1), id(2)] : [],
    name: NAMES[index % NAMES.length] ?? null,
  };
});

describe('storage: mailbox search', () => {
  let database: Database;
  let storage: Storage;

  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase();
    storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
    await storage.transact(({ directory }) =>
      directory.apply({
        savedUnits: [],
        savedPositions: [],
        savedPeople: [personRow({ id: id(1) }), personRow({ id: id(2) })],
        savedAppointments: [],
        savedMailboxes: mailboxes,
        removedAppointmentIds: [],
        removedMailboxIds: [],
      }),
    );
  });
  after(() => database?.close());

  it('finds what the naive way finds, a page at a time', async () => {
    const words = fc.constantFrom(
      'van',
      'tham',
      'ĐỊNH',
      'de an',
      'hop1',
      '100%_',
      '\\',
      "'",
      'ý',
      'ung dung',
      'uon',
    );
    const texts = fc.oneof(
      words,
      fc.tuple(words, words).map((pair) => pair.join(' ')),
      fc.constant(''),
    );
    const kinds = fc.option(fc.constantFrom(...MAILBOX_KINDS), { nil: undefined });
    const naive = (text: string, kind: string | undefined, isUnkept: boolean) =>
      mailboxes
        .filter((each) => kind === undefined || each.kind === kind)
        .filter(({ personId, stewardIds }) => !isUnkept || (personId === null && stewardIds.length === 0))
        .filter(({ address, name }) =>
          foldedWords(text).every((word) => fold(`${address} ${name ?? ''}`).includes(word)),
        )
        .map(({ address }) => address)
        .sort();
    await fc.assert(
      fc.asyncProperty(
        texts,
        kinds,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (text, kind, limit, isUnkept) => {
          const found: string[] = [];
          let cursor: string | undefined;
          do {
            const query = { text, kind, isUnkept, limit, cursor };
            const page = await searchMailboxes(storage.stores.directory, query);
            assert.ok(page.mailboxes.length <= limit);
            if (cursor !== undefined) {
              const before = page.mailboxes[0]?.id;
              const back = await searchMailboxes(storage.stores.directory, {
                ...query,
                cursor: undefined,
                before,
              });
              assert.deepEqual(
                back.mailboxes.map(({ address }) => address),
                found.slice(-limit),
              );
            }
            found.push(...page.mailboxes.map(({ address }) => address));
            cursor = page.next ?? undefined;
          } while (cursor !== undefined);
          assert.deepEqual(found.toSorted(), naive(text, kind, isUnkept));
          assert.equal(
            await countMailboxes(storage.stores.directory, { text, kind, isUnkept }),
            found.length,
          );
          assert.equal(new Set(found).size, found.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('names the owner and the stewards', async () => {
    const { mailboxes: found } = await searchMailboxes(storage.stores.directory, { limit: 200 });
    for (const { id: mailboxId, personId, owner, stewards } of found) {
      assert.equal(owner?.id ?? null, personId);
      const written = mailboxes.find((each) => each.id === mailboxId)?.stewardIds;
      assert.deepEqual(
        stewards.map((steward) => steward.id),
        written,
      );
    }
  });

  it('refuses a page of no size, and a cursor that is none', async () => {
    for (const query of [{ limit: 0 }, { limit: 201 }, { limit: 1.5 }, { cursor: "x'" }]) {
      await assert.rejects(searchMailboxes(storage.stores.directory, query), { code: 'bad_request' });
    }
  });
});

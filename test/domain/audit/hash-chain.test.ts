import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AuditEvent, AuditRecord } from '../../../src/domain/audit/audit-event.ts';
import { canonicalForm, GENESIS, hashOf, verifyChain } from '../../../src/domain/audit/hash-chain.ts';

const details = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
  { maxKeys: 4 },
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const event: fc.Arbitrary<AuditEvent> = fc.record({
  type: fc.constantFrom('sign_in.succeeded', 'role.granted', 'logout.delivered'),
  at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
  actor: fc.oneof(
    fc.record({ kind: fc.constant('person'), id: fc.uuid() }),
    fc.record({ kind: fc.constant('operator'), name: fc.string() }),
    fc.constant({ kind: 'system' } as const),
  ),
  personId: optional(fc.uuid()),
  clientId: optional(fc.string()),
  network: optional(fc.ipV4()),
  supportCode: optional(fc.string()),
  details: optional(details),
});
const chain = fc.array(event, { minLength: 3, maxLength: 12 }).map(sealAll);

function sealAll(events: readonly AuditEvent[]): AuditRecord[] {
  let previousHash = GENESIS;
  return events.map((each, index) => {
    const seq = index + 1;
    const hash = hashOf({ ...each, seq }, previousHash);
    const record = { ...each, seq, previousHash, hash };
    previousHash = hash;
    return record;
  });
}

/** Another value of the same JSON shape. */
function altered(value: unknown): unknown {
  if (value instanceof Date) return new Date(value.getTime() + 1);
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (value === undefined) return 'now present';
  return { ...(value as object), added: 1 };
}

describe('audit/hash-chain', () => {
  it('verifies what was sealed and names its head', () =>
    fc.assert(
      fc.asyncProperty(chain, async (records) => {
        const verdict = await verifyChain(records);
        assert.deepEqual(verdict, { ok: true, count: records.length, head: records.at(-1)?.hash });
      }),
    ));

  it('verifies after a trip through JSON columns that reorder keys', () =>
    fc.assert(
      fc.asyncProperty(chain, async (records) => {
        const stored = records.map((record) => {
          const plain = JSON.parse(JSON.stringify(record)) as AuditRecord;
          const reversed = Object.fromEntries(Object.entries(plain).reverse()) as unknown as AuditRecord;
          const facts = record.details && Object.fromEntries(Object.entries(record.details).reverse());
          return { ...reversed, at: record.at, details: facts, column: 'of the table' };
        });
        assert.equal((await verifyChain(stored)).ok, true);
      }),
    ));

  it('finds every deleted record but the last', () =>
    fc.assert(
      fc.asyncProperty(chain, fc.nat(), async (records, pick) => {
        const at = pick % (records.length - 1);
        const verdict = await verifyChain(records.toSpliced(at, 1));
        assert.deepEqual(verdict, { ok: false, seq: at + 1, reason: 'gap' });
      }),
    ));

  it('finds a deleted record whose successors were renumbered', () =>
    fc.assert(
      fc.asyncProperty(chain, fc.nat(), async (records, pick) => {
        const at = pick % (records.length - 1);
        const renumbered = records.toSpliced(at, 1).map((record, index) => ({ ...record, seq: index + 1 }));
        const verdict = await verifyChain(renumbered);
        assert.deepEqual(verdict, { ok: false, seq: at + 1, reason: 'previous' });
      }),
    ));

  it('finds an edit of any field', () =>
    fc.assert(
      fc.asyncProperty(chain, fc.nat(), async (records, pick) => {
        const at = pick % records.length;
        const record = records[at];
        assert.ok(record);
        const fields = [
          'type',
          'at',
          'actor',
          'personId',
          'clientId',
          'network',
          'supportCode',
          'details',
          'seq',
        ];
        for (const field of [...fields, 'previousHash', 'hash']) {
          const edited = { ...record, [field]: altered(record[field as keyof AuditRecord]) } as AuditRecord;
          const verdict = await verifyChain(records.with(at, edited));
          assert.equal(verdict.ok, false, `${field} of record ${at + 1}`);
          if (!verdict.ok) assert.equal(verdict.seq, at + 1);
        }
      }),
    ));

  it('finds an edit that seals the record anew but not its successors', () =>
    fc.assert(
      fc.asyncProperty(chain, fc.nat(), async (records, pick) => {
        const at = pick % (records.length - 1);
        const record = records[at];
        assert.ok(record);
        const forged = { ...record, personId: 'someone else' };
        const resealed = { ...forged, hash: hashOf(forged, forged.previousHash) };
        const verdict = await verifyChain(records.with(at, resealed));
        assert.deepEqual(verdict, { ok: false, seq: at + 2, reason: 'previous' });
      }),
    ));

  it('finds two records that changed places, or contents', () =>
    fc.assert(
      fc.asyncProperty(chain, fc.nat(), fc.nat(), async (records, one, other) => {
        const [a, b] = [one % records.length, other % records.length];
        const [left, right] = [records[a], records[b]];
        fc.pre(left !== undefined && right !== undefined && a !== b);
        assert.equal((await verifyChain(records.with(a, right).with(b, left))).ok, false);
        const swapped = (mine: AuditRecord, { seq }: AuditRecord) => ({ ...mine, seq });
        const contents = records.with(a, swapped(right, left)).with(b, swapped(left, right));
        assert.equal((await verifyChain(contents)).ok, false);
      }),
    ));

  it('continues from a known head and notices another one', async () => {
    const records = sealAll(fc.sample(event, { numRuns: 6, seed: 1 }));
    const head = records[2]?.hash;
    assert.equal((await verifyChain(records.slice(3), head, 4)).ok, true);
    const verdict = await verifyChain(records.slice(3), GENESIS, 4);
    assert.deepEqual(verdict, { ok: false, seq: 4, reason: 'previous' });
    assert.deepEqual(await verifyChain([], head, 4), { ok: true, count: 0, head });
  });

  it('reads an async source and calls an invalid date a wrong hash', async () => {
    const records = sealAll(fc.sample(event, { numRuns: 3, seed: 2 }));
    async function* source() {
      for (const record of records) yield { ...record, at: new Date(Number.NaN) };
    }
    assert.deepEqual(await verifyChain(source()), { ok: false, seq: 1, reason: 'hash' });
  });

  it('keeps its form: stored chains depend on it', () => {
    const record = {
      seq: 1,
      type: 'role.granted' as const,
      at: new Date('2026-11-22T02:16:27.005Z'),
      actor: { kind: 'operator' as const, name: 'Nguyễn "A"' },
      personId: undefined,
      details: { b: 1, a: null },
    };
    const text =
      '{"actor":{"kind":"operator","name":"Nguyễn \\"A\\""},"at":"2026-11-22T02:16:27.005Z",' +
      '"details":{"a":null,"b":1},"seq":1,"type":"role.granted"}';
    assert.equal(canonicalForm(record), text);
    assert.equal(hashOf(record, GENESIS), 'c91896b8215005cd8417ff3cbb32140ea669f64e1e6ab908c1093d309403d4e1');
  });
});

import assert from 'node:assert/strict';
import { BATCH, writeInBatches } from '../../src/storage/batches.ts';

describe('writing in batches', () => {
  const numbers = Array.from({ length: 2 * BATCH + 1 }, (_, index) => index);

  it('writes every item once, in order, one statement at a time', async () => {
    const written: number[] = [];
    let running = 0;
    const statement = async () => {
      running += 1;
      assert.equal(running, 1);
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      running -= 1;
    };
    await writeInBatches(numbers, {
      async read(batch) {
        await statement();
        return batch;
      },
      prepare: (batch) => batch.map(String),
      async write(rows) {
        await statement();
        written.push(...rows.map(Number));
      },
    });
    assert.deepEqual(written, numbers);
  });

  it('prepares the next batch while the database works on one', async () => {
    const order: string[] = [];
    await writeInBatches(numbers, {
      read: ([first]) => first,
      prepare: (first) => {
        order.push(`prepare ${first}`);
        return first;
      },
      async write(first) {
        order.push(`write ${first}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push(`written ${first}`);
      },
    });
    const firsts = [0, BATCH, 2 * BATCH];
    const [one, two, three] = firsts;
    assert.deepEqual(order, [
      `prepare ${one}`,
      `write ${one}`,
      `prepare ${two}`,
      `written ${one}`,
      `write ${two}`,
      `prepare ${three}`,
      `written ${two}`,
      `write ${three}`,
      `written ${three}`,
    ]);
  });

  it('fails with the first statement that fails, and writes nothing after it', async () => {
    const written: number[] = [];
    const writing = writeInBatches(numbers, {
      read: ([first]) => first,
      prepare: (first) => first ?? 0,
      async write(first) {
        if (first === BATCH) throw new Error('no');
        written.push(first);
      },
    });
    await assert.rejects(writing, /no/);
    assert.deepEqual(written, [0]);
  });

  it('asks nothing for no items', async () => {
    const fail = () => assert.fail();
    await writeInBatches([], { read: fail, prepare: fail, write: fail });
  });
});

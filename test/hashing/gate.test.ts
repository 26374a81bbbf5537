import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { createGate } from '../../src/hashing/gate.ts';

/** Work that ends when it is told to. */
function createWork() {
  const begun: number[] = [];
  const finish = new Map<number, (fails?: boolean) => void>();
  const piece = (id: number) => () =>
    new Promise<number>((resolve, reject) => {
      begun.push(id);
      finish.set(id, (fails) => (fails ? reject(new Error(`piece ${id}`)) : resolve(id)));
    });
  return { begun, finish, piece };
}

describe('hashing/gate', () => {
  it('lets slots work, a queue wait in order, and turns the rest away at once', async () => {
    const gate = createGate({ slots: 2, queue: 2 });
    const { begun, finish, piece } = createWork();
    const results = [1, 2, 3, 4].map((id) => gate.run(piece(id)));
    await assert.rejects(gate.run(piece(5)), { code: 'busy' });
    await turn();
    assert.deepEqual(begun, [1, 2]);
    assert.deepEqual([gate.active, gate.waiting], [2, 2]);
    finish.get(2)?.();
    await turn();
    assert.deepEqual(begun, [1, 2, 3]);
    for (const id of [1, 3]) finish.get(id)?.();
    await turn();
    finish.get(4)?.();
    assert.deepEqual(await Promise.all(results), [1, 2, 3, 4]);
    assert.deepEqual([gate.active, gate.waiting], [0, 0]);
  });

  it('passes errors through and gives the slot back', async () => {
    const gate = createGate({ slots: 1, queue: 1 });
    const { finish, piece } = createWork();
    const failing = gate.run(piece(1));
    const next = gate.run(piece(2));
    await turn();
    finish.get(1)?.(true);
    await assert.rejects(failing, /piece 1/);
    await turn();
    finish.get(2)?.();
    assert.equal(await next, 2);
    await assert.rejects(
      gate.run(() => {
        throw new Error('before the first await');
      }),
      /before/,
    );
    assert.deepEqual([gate.active, gate.waiting], [0, 0]);
  });

  it('never lets newcomers pass the queue or exceed the slots', async () => {
    const gate = createGate({ slots: 3, queue: 200 });
    const order: number[] = [];
    let [running, most] = [0, 0];
    await Promise.all(
      Array.from({ length: 100 }, (_, id) =>
        gate.run(async () => {
          order.push(id);
          running += 1;
          most = Math.max(most, running);
          await turn();
          running -= 1;
        }),
      ),
    );
    assert.equal(gate.active, 0);
    assert.equal(most, 3);
    assert.deepEqual(order, [...Array(100).keys()]);
  });
});

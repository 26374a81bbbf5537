import assert from 'node:assert/strict';
import { type Claimed, Lanes } from '../../src/outbox/lanes.ts';

let rows = 0;
function claimed(clientId: string, startBy = 1_000_000): Claimed {
  rows += 1;
  const delivery = {
    kind: 'backchannel_logout',
    clientId,
    personId: 'p',
    sid: 's',
    sessionUid: 'u',
  } as const;
  return { row: { id: String(rows), delivery, createdAt: new Date(0), attempts: 1 }, startBy };
}

function clientOf(next: Claimed | undefined): string | undefined {
  return next?.row.delivery.kind === 'backchannel_logout' ? next.row.delivery.clientId : undefined;
}

describe('outbox/lanes', () => {
  const options = { slots: 4, perDestination: 2, room: 8 };

  it('serves destinations in turn', () => {
    const lanes = new Lanes(options);
    for (const client of ['a', 'a', 'a', 'b', 'c']) lanes.admit(claimed(client));
    const order = [0, 0, 0, 0, 0].map(() => clientOf(lanes.next(0)));
    assert.deepEqual(order, ['a', 'b', 'c', 'a', undefined]);
    assert.equal(lanes.wanted(0), 0);
  });

  it('pauses a destination that failed, longer each time, then tries it with one row', () => {
    const lanes = new Lanes(options);
    for (let i = 0; i < 6; i += 1) lanes.admit(claimed('a'));
    const [first, second] = [lanes.next(0), lanes.next(0)];
    assert.ok(first && second);
    lanes.settle(first, false, 100);
    lanes.settle(second, false, 101);
    assert.equal(lanes.next(2099), undefined);
    const probe = lanes.next(2100);
    assert.ok(probe);
    assert.equal(lanes.next(2100), undefined, 'one slot while it is failing');
    lanes.settle(probe, false, 3000);
    assert.equal(lanes.next(6999), undefined);
    const again = lanes.next(7000);
    assert.ok(again);
    lanes.settle(again, true, 7001);
    assert.ok(lanes.next(7001) && lanes.next(7001), 'both slots after a success');
  });

  it('lets a row go when a try could outlive its lease', () => {
    const lanes = new Lanes(options);
    lanes.admit(claimed('a', 500));
    lanes.admit(claimed('a', 900));
    assert.equal(lanes.next(501)?.startBy, 900);
    assert.equal(lanes.next(501), undefined);
  });

  it('claims no more than it has room for, and makes room from slow destinations only', () => {
    const lanes = new Lanes(options);
    for (let i = 0; i < 9; i += 1) lanes.admit(claimed(i < 6 ? 'slow' : 'b'));
    const begun = [lanes.next(0), lanes.next(0), lanes.next(0)];
    assert.deepEqual(begun.map(clientOf), ['slow', 'b', 'slow']);
    assert.equal(lanes.wanted(0), 2, '4 slow and 2 of b wait in room for 8');
    lanes.admit(claimed('b'));
    lanes.admit(claimed('b'));
    assert.equal(lanes.wanted(900), 0, 'full, and nobody has proved slow');
    lanes.settle(begun[1] ?? assert.fail(), true, 950);
    assert.equal(clientOf(lanes.next(950)), 'b');
    lanes.admit(claimed('slow'));
    assert.equal(lanes.wanted(1001), 4, 'the rows of slow are gone, those of b are not');
    assert.equal(clientOf(lanes.next(1001)), 'b');
  });
});

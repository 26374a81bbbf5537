import assert from 'node:assert/strict';
import { type Actor, actorLabel, actorOf } from '../../../src/domain/audit/audit-event.ts';

describe('actors as labels', () => {
  it('are read back as they were written', () => {
    const actors: Actor[] = [
      { kind: 'system' },
      { kind: 'person', id: 'p:1' },
      { kind: 'client', id: 'documents' },
      { kind: 'operator', name: 'an' },
    ];
    for (const actor of actors) assert.deepEqual(actorOf(actorLabel(actor)), actor);
  });

  it('name nobody when they are something else', () => {
    for (const label of ['', 'person:', 'person', 'robot:1', 'System'])
      assert.equal(actorOf(label), undefined);
  });
});

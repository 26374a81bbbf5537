import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Actor } from '../../../src/domain/audit/audit-event.ts';
import { actorLabel } from '../../../src/domain/audit/audit-event.ts';
import { readEvidence, refusalOfReset } from '../../../src/domain/authentication/factor-reset.ts';

const actors: Actor[] = [
  { kind: 'operator', name: 'an' },
  { kind: 'operator', name: 'binh' },
  { kind: 'person', id: 'p1' },
  { kind: 'person', id: 'p2' },
  { kind: 'client', id: 'desk' },
];
const tried = fc.record({
  actor: fc.constantFrom(...actors),
  asker: fc.constantFrom(...actors),
  personId: fc.constantFrom('p1', 'p2', 'p3'),
  mayAsk: fc.boolean(),
  isAdministrator: fc.boolean(),
});

describe('who may reset second factors', () => {
  it('approving is for an administrator who neither asked nor is the person concerned', () => {
    fc.assert(
      fc.property(tried, ({ actor, asker, personId, mayAsk, isAdministrator }) => {
        const reset = { personId, askedBy: actorLabel(asker) };
        const refusal = refusalOfReset({ actor, mayAsk, isAdministrator }, { kind: 'approve', reset });
        const may =
          actor.kind !== 'client' &&
          isAdministrator &&
          actorLabel(actor) !== actorLabel(asker) &&
          !(actor.kind === 'person' && actor.id === personId);
        assert.equal(refusal === undefined, may);
      }),
    );
  });

  it('asking is for whoever may, about somebody else', () => {
    fc.assert(
      fc.property(tried, ({ actor, personId, mayAsk, isAdministrator }) => {
        const refusal = refusalOfReset({ actor, mayAsk, isAdministrator }, { kind: 'ask', personId });
        const may = actor.kind !== 'client' && mayAsk && !(actor.kind === 'person' && actor.id === personId);
        assert.equal(refusal === undefined, may);
      }),
    );
  });

  it('ending one is for administrators, who asked, and the person concerned', () => {
    fc.assert(
      fc.property(tried, ({ actor, asker, personId, mayAsk, isAdministrator }) => {
        const reset = { personId, askedBy: actorLabel(asker) };
        const refusal = refusalOfReset({ actor, mayAsk, isAdministrator }, { kind: 'reject', reset });
        const isConcerned = actor.kind === 'person' && actor.id === personId;
        const may = isAdministrator || isConcerned || actorLabel(actor) === actorLabel(asker);
        assert.equal(refusal === undefined, actor.kind !== 'client' && may);
      }),
    );
  });

  it('takes grounds that say something, within bounds', () => {
    const grounds = { checked: 'id-card', reference: ' HD-7 ', reason: 'mất điện thoại' } as const;
    assert.deepEqual(readEvidence(grounds), { ...grounds, reference: 'HD-7' });
    for (const wrong of [{ reference: ' ' }, { reason: '' }, { reason: 'x'.repeat(201) }])
      assert.equal(readEvidence({ ...grounds, ...wrong }), undefined);
  });
});

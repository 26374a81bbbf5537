import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { mergeForms } from '../../../src/web/admin/conflict.ts';

const FIELDS = ['a', 'b'] as const;
const form = fc.record({ a: fc.constantFrom('', '1', '2'), b: fc.constantFrom('', '1', '2') });

describe('web/admin/conflict', () => {
  it('keeps what was typed, and of the rest what somebody else saved', () => {
    fc.assert(
      fc.property(form, form, form, (was, now, typed) => {
        const merged = mergeForms(FIELDS, { was, now, typed });
        for (const field of FIELDS)
          assert.equal(merged.form[field], typed[field] === was[field] ? now[field] : typed[field]);
      }),
    );
  });

  it('names the fields that either of them changed, and no other', () => {
    fc.assert(
      fc.property(form, form, form, (was, now, typed) => {
        const { conflicts } = mergeForms(FIELDS, { was, now, typed });
        const changed = FIELDS.filter((field) => now[field] !== was[field] || typed[field] !== was[field]);
        assert.deepEqual(
          conflicts.map(({ field }) => field),
          changed,
        );
        for (const { field, typed: text } of conflicts)
          assert.equal(text, typed[field] === was[field] ? null : typed[field]);
      }),
    );
  });
});

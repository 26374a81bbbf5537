import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { halfHash, isBreakGlass, newHalf, opens } from '../../../src/domain/authentication/break-glass.ts';
import { systemIds } from '../../../src/identifiers.ts';

const seal = (one: string, other: string) => ({ firstHash: halfHash(one), secondHash: halfHash(other) });

describe('break glass', () => {
  it('has halves of 24 characters that are not misread, in groups of four', () => {
    const halves = Array.from({ length: 50 }, () => newHalf(systemIds));
    for (const half of halves) assert.match(half, /^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){5}$/);
    assert.equal(new Set(halves).size, 50);
  });

  it('opens by both halves, in either order, however they are spaced', () => {
    const [one, other] = [newHalf(systemIds), newHalf(systemIds)];
    const sealed = seal(one, other);
    for (const typed of [`${one}${other}`, `${other} ${one}`, `${one}-${other}`.toLowerCase()])
      assert.equal(opens(sealed, typed), true);
  });

  it('opens by nothing else: neither one half, nor one twice, nor a character off', () => {
    const [one, other, strange] = [newHalf(systemIds), newHalf(systemIds), newHalf(systemIds)];
    const sealed = seal(one, other);
    const wrong = [
      '',
      one,
      other,
      one + one,
      other + other,
      one + strange,
      strange + other,
      `${one}${other}A`,
    ];
    for (const typed of wrong) assert.equal(opens(sealed, typed), false, typed);
    assert.equal(opens({ firstHash: halfHash(one), secondHash: null }, one), false);
    const typed = `${one}${other}`.replaceAll('-', '');
    fc.assert(
      fc.property(fc.nat(typed.length - 1), fc.constantFrom('2', 'A', 'Z'), (place, character) => {
        const changed = typed.slice(0, place) + character + typed.slice(place + 1);
        assert.equal(opens(sealed, changed), changed === typed);
      }),
    );
  });

  it('is known by its user name in any spelling', () => {
    for (const login of ['break-glass', ' Break-Glass ']) assert.equal(isBreakGlass(login), true);
    for (const login of ['', 'break glass', 'break-glass@mic.example'])
      assert.equal(isBreakGlass(login), false);
  });
});

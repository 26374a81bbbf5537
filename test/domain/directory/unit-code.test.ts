import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseUnitCode, toOldStyleUnitCode, unitCodeKey } from '../../../src/domain/directory/unit-code.ts';

describe('directory/unit-code', () => {
  for (const [written, code] of [
    ['G14', 'G14'],
    ['G14.25', 'G14.25'],
    [' g14.25.3 ', 'G14.25.3'],
    ['G14.25.03', 'G14.25.03'],
    ['000.00.00.G14', 'G14'],
    ['000.00.25.G14', 'G14.25'],
    ['000.00.05.G14', 'G14.05'],
    ['000.03.25.G14', 'G14.25.3'],
    ['007.03.25.g14', 'G14.25.3.7'],
    [`G14${'.123'.repeat(8)}`, `G14${'.123'.repeat(8)}`],
  ] as const) {
    it(`reads ${written} as ${code}`, () => assert.equal(parseUnitCode(written), code));
  }

  for (const wrong of [
    '',
    '14.25',
    'GG4.25',
    'G14.',
    'G14.1234',
    'G14..25',
    'G14-25',
    '00.00.25.G14',
    '000.3.25.G14',
    '000.03.00.G14',
    '007.00.25.G14',
    '000.00.25.G14.1',
    'G14.25\nG14',
    `G14${'.123'.repeat(8)}.1`,
  ]) {
    it(`refuses ${JSON.stringify(wrong)}`, () => assert.equal(parseUnitCode(wrong), undefined));
  }

  for (const [code, old] of [
    ['G14', '000.00.00.G14'],
    ['G14.25', '000.00.25.G14'],
    ['G14.5', '000.00.05.G14'],
    ['G14.25.3', '000.03.25.G14'],
    ['G14.25.3.7', '007.03.25.G14'],
    ['G14.25.3.7.1', undefined],
    ['G14.125', undefined],
    ['G14.25.0', undefined],
    ['000.00.25.G14', undefined],
  ] as const) {
    it(`writes ${code} in the old style as ${old}`, () => assert.equal(toOldStyleUnitCode(code), old));
  }

  it('comes back from the old style as the same unit', () => {
    const second = fc.integer({ min: 1, max: 99 }).map((level) => String(level).padStart(2, '0'));
    const levels = fc.tuple(second, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 999 }));
    const code = fc.tuple(fc.constantFrom('G14', 'A01', 'K99'), levels, fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(code, ([top, parts, depth]) => {
        const written = [top, ...parts.slice(0, depth)].join('.');
        const old = toOldStyleUnitCode(written);
        assert.match(old ?? '', /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/);
        assert.equal(parseUnitCode(old ?? ''), written);
      }),
    );
  });

  it('compares spellings of a unit, not of others', () => {
    assert.equal(unitCodeKey('G14.05.003'), unitCodeKey('G14.5.3'));
    assert.notEqual(unitCodeKey('G14.5.30'), unitCodeKey('G14.5.3'));
    assert.notEqual(unitCodeKey('G14.5'), unitCodeKey('G14.5.0'));
    assert.notEqual(unitCodeKey('G14.5'), unitCodeKey('G04.5'));
  });
});

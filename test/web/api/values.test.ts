import { strict as assert } from 'node:assert';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { fromText, readValue, schemaOf, type Value } from '../../../src/web/api/values.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const about = 'x';

const VALUES: Value[] = [
  { is: 'text', about, maximum: 3 },
  { is: 'text', about },
  { is: 'texts', about, most: 2 },
  { is: 'day', about },
  { is: 'cursor' },
  { is: 'flag', about },
  { is: 'one_of', about, allowed: ['a', 'toString', ''] },
  { is: 'whole_number', about, minimum: 0, maximum: 300 },
  { is: 'whole_number', about, minimum: 5, maximum: 5 },
];
const given = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('a', 'toString', 'true', '7', '1e1', '2026-02-28', '2026-02-30', '31/12/2026', '\0', 'é'),
  fc.array(fc.oneof(fc.constantFrom('a', 'é', '\0', 'x'.repeat(201)), fc.integer()), { maxLength: 3 }),
  fc.uuid(),
  fc.integer({ min: -3, max: 310 }),
);

describe('web/api/values', () => {
  it('takes nothing that the document does not allow, and all that it allows but control characters', () => {
    const ajv = new Ajv2020({
      strict: false,
      formats: { uuid: UUID, date: (text) => DAY.test(text) && isReal(text) },
    });
    const validators = VALUES.map((value) => ({ value, validate: ajv.compile(schemaOf(value)) }));
    fc.assert(
      fc.property(fc.constantFrom(...validators), given, ({ value, validate }, each) => {
        const isTaken = 'value' in readValue('field', value, each);
        const isAllowed = validate(each);
        const texts = value.is === 'text' ? [each] : value.is === 'texts' && Array.isArray(each) ? each : [];
        const isControl = texts.some((text) => typeof text === 'string' && /\p{Cc}/u.test(text));
        // JSON Schema counts characters, we count what the database does: units of UTF-16 are never fewer.
        const isShorter = texts.some((text) => typeof text === 'string' && text.length !== [...text].length);
        if (isControl || isShorter) assert.ok(!isTaken || isAllowed);
        else assert.equal(isTaken, isAllowed, JSON.stringify([value, each]));
      }),
      { numRuns: 1000 },
    );
  });

  it('reads numbers and flags of an address in one spelling only', () => {
    const number: Value = { is: 'whole_number', about, minimum: 0, maximum: 200 };
    assert.equal(fromText(number, '20'), 20);
    for (const text of ['', ' 20', '+20', '2e1', '0x14', '20.0', '٢٠', '99999999999999999999'])
      assert.equal('value' in readValue('limit', number, fromText(number, text)), false, text);
    const flag: Value = { is: 'flag', about };
    assert.deepEqual([fromText(flag, 'true'), fromText(flag, 'false')], [true, false]);
    for (const text of ['', '1', 'TRUE', 'yes'])
      assert.equal('value' in readValue('partial', flag, fromText(flag, text)), false, text);
  });
});

function isReal(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) && day >= '1900' && day < '2201';
}

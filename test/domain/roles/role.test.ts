import assert from 'node:assert/strict';
import fc from 'fast-check';
import { validateRole } from '../../../src/domain/roles/role.ts';
import { roleRow } from './rows.ts';

describe('role', () => {
  it('keeps a valid role, with names in NFC and without blanks around them', () => {
    const candidate = roleRow({ name: `  ${'Văn thư'.normalize('NFD')} `, nameEn: ' Clerk ' });
    assert.deepEqual(validateRole(candidate), roleRow({ name: 'Văn thư'.normalize('NFC'), nameEn: 'Clerk' }));
  });

  for (const code of ['a', '0', 'van-thu', 'a.b_c-d', `x${'y'.repeat(63)}`]) {
    it(`takes the code ${code}`, () => assert.equal(validateRole(roleRow({ code })).code, code));
  }

  for (const code of [
    '',
    'A',
    '-a',
    '.a',
    '_a',
    'a b',
    'a:b',
    'đ',
    'a\n',
    `x${'y'.repeat(64)}`,
    '__proto__',
  ]) {
    it(`refuses the code ${JSON.stringify(code)}`, () => {
      assert.throws(() => validateRole(roleRow({ code })), {
        code: 'role_invalid',
        details: { field: 'code' },
      });
    });
  }

  const faults = [
    ['clientId', ''],
    ['name', ' '],
    ['name', 'x'.repeat(201)],
    ['name', 'two\nlines'],
    ['nameEn', ''],
    ['extent', 'all'],
    ['extent', ''],
  ] as const;
  for (const [field, value] of faults) {
    it(`refuses ${field} ${JSON.stringify(value.slice(0, 10))}`, () => {
      const candidate = { ...roleRow(), [field]: value };
      assert.throws(() => validateRole(candidate), { code: 'role_invalid', details: { field } });
    });
  }

  it('takes a code exactly when it is 1 to 64 of a-z 0-9 . _ -, the first a letter or digit', () => {
    const alphabet = [...'abz019._-AZ é:/\n'];
    const isCode = (code: string) =>
      code.length >= 1 &&
      code.length <= 64 &&
      [...code].every((character) => 'abcdefghijklmnopqrstuvwxyz0123456789._-'.includes(character)) &&
      !'._-'.includes(code.charAt(0));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet), { maxLength: 66 }), (characters) => {
        const code = characters.join('');
        const attempt = () => validateRole(roleRow({ code }));
        if (isCode(code)) assert.equal(attempt().code, code);
        else assert.throws(attempt, { code: 'role_invalid' });
      }),
      { numRuns: 1000 },
    );
  });
});

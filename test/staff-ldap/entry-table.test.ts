import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type LdapSearch, type LdapSource, parseLdapSource } from '../../src/domain/directory/ldap-source.ts';
import { parseStaffRows } from '../../src/domain/directory/staff-rows.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { entryTable } from '../../src/staff-ldap/entry-table.ts';
import type { LdapEntry } from '../../src/staff-ldap/paged-search.ts';

const FILE = 'ldaps://dir.mic.example/ou=people';
const TODAY = '2026-11-22';

function sourceOf(changes: object = {}): LdapSource {
  return parseLdapSource({
    url: 'ldaps://dir.mic.example',
    bind_dn: 'cn=sync',
    password_file: 'password',
    base: 'ou=people',
    attributes: { so_hieu: 'employeeNumber', ho_va_ten: 'displayName', thu_dien_tu: 'mail' },
    ...changes,
  });
}

/** An entry as a server sends it, its attributes in the server's spelling. */
function entryOf(dn: string, attributes: Record<string, string | Buffer | (string | Buffer)[]>): LdapEntry {
  const pairs = Object.entries({
    employeeNumber: dn,
    displayName: 'Lê An',
    mail: `${dn}@mic.example`,
    ...attributes,
  });
  return { dn, attributes: new Map(pairs.map(([name, value]) => [name.toLowerCase(), [value].flat()])) };
}

const tableOf = (entries: LdapEntry[], search: LdapSearch = sourceOf().people) =>
  entryTable(FILE, search, entries);

/** The row of one entry, column by column, and why it was refused. */
function read(attributes: Parameters<typeof entryOf>[1], changes: object = {}) {
  const { header, rows, refused = [] } = tableOf([entryOf('CB1', attributes)], sourceOf(changes).people);
  const cells = Object.fromEntries(header.map((column, index) => [column, rows[0]?.cells[index]]));
  return { cells, refused: refused.map(({ column, code, value }) => ({ column, code, value })) };
}

function refusalOf(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof DomainError);
    return error;
  }
  assert.fail('nothing was refused');
}

describe('staff-ldap/entry-table', () => {
  it('makes a row of each entry, in the order of their names whatever the server sends first', () => {
    const entries = ['CB2', 'CB1', 'CB3'].map((name) => entryOf(name, {}));
    const table = tableOf(entries);
    assert.deepEqual(table.header, ['so_hieu', 'ho_va_ten', 'thu_dien_tu']);
    assert.deepEqual(
      table.rows.map(({ line, entry, cells }) => [line, entry, cells[0]]),
      [
        [1, 'CB1', 'CB1'],
        [2, 'CB2', 'CB2'],
        [3, 'CB3', 'CB3'],
      ],
    );
    assert.deepEqual(tableOf(entries.toReversed()), table);
  });

  it('finds attributes in any case, and brings text to NFC', () => {
    const entry = {
      dn: 'x',
      attributes: new Map([
        ['employeenumber', ['CB1']],
        ['displayname', ['A\u0301n']],
        ['mail', ['a@b.vn']],
      ]),
    };
    assert.deepEqual(tableOf([entry]).rows[0]?.cells, ['CB1', 'Án', 'a@b.vn']);
  });

  it('leaves the cell of an attribute empty that this entry lacks, and refuses one that all lack', () => {
    const one = entryOf('CB1', { mail: [] });
    const { rows, refused } = tableOf([one, entryOf('CB2', {})]);
    assert.deepEqual([rows[0]?.cells[2], rows[1]?.cells[2], refused], ['', 'CB2@mic.example', []]);
    const { code, details } = refusalOf(() => tableOf([one]));
    assert.equal(code, 'ldap_attribute_missing');
    assert.deepEqual(details, { base: 'ou=people', column: 'thu_dien_tu', attribute: 'mail' });
  });

  it('never takes an empty answer for an empty ministry', () => {
    const { code, details } = refusalOf(() => tableOf([]));
    assert.deepEqual([code, details.reason], ['ldap_incomplete', 'no_entries']);
  });

  it('refuses several values, as their order means nothing; concurrent posts may be several', () => {
    const mail = ['b@mic.example', 'a@mic.example'];
    assert.deepEqual(read({ mail }).refused, [
      { column: 'thu_dien_tu', code: 'several_values', value: 'b@mic.example' },
    ]);
    assert.equal(read({ mail: [], 'mail;range=0-1': mail }).refused[0]?.code, 'several_values');
    const attributes = { so_hieu: 'employeeNumber', ho_va_ten: 'displayName', kiem_nhiem: 'info' };
    const posts = read({ info: ['G14.06|Ủy viên', 'G14.05|Thư ký'] }, { attributes });
    assert.deepEqual([posts.cells.kiem_nhiem, posts.refused], ['G14.05|Thư ký;G14.06|Ủy viên', []]);
  });

  it('refuses what is no text and what is too long', () => {
    const { cells } = read({ displayName: Buffer.from([0x41, 0xff, 0xfe]) });
    assert.match(String(cells.ho_va_ten), /\uFFFD/);
    const [first] = read({ displayName: 'x'.repeat(100_000) }).refused;
    assert.equal(first?.code, 'too_long');
    assert.ok((first?.value.length ?? 0) <= 100);
  });

  it('translates words, and the flags of an Active Directory account', () => {
    const attributes = { so_hieu: 'employeeNumber', ho_va_ten: 'displayName', trang_thai: 'employeeType' };
    const values = { trang_thai: { active: 'đang công tác' } };
    const status = (employeeType: string) => read({ employeeType }, { attributes, values }).cells.trang_thai;
    assert.deepEqual(['active', ' active ', 'retired'].map(status), [
      'đang công tác',
      'đang công tác',
      'retired',
    ]);

    const ad = {
      profile: 'active-directory',
      attributes: { ...attributes, trang_thai: 'userAccountControl' },
    };
    const account = (userAccountControl: string) => read({ userAccountControl }, ad).cells.trang_thai;
    // Normal; disabled; password never expires; the same disabled.
    const flags = ['512', '514', '66048', '66050', '-1', ''];
    assert.deepEqual(flags.map(account), [
      'đang công tác',
      'đình chỉ',
      'đang công tác',
      'đình chỉ',
      '-1',
      '',
    ]);
  });

  it('agrees with a naive reading of the flags', () => {
    const ad = {
      profile: 'active-directory',
      attributes: { so_hieu: 'employeeNumber', ho_va_ten: 'displayName', trang_thai: 'USERACCOUNTCONTROL' },
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (flags) => {
        const isDisabled = flags.toString(2).padStart(2, '0').at(-2) === '1';
        const { trang_thai } = read({ userAccountControl: String(flags) }, ad).cells;
        assert.equal(trang_thai, isDisabled ? 'đình chỉ' : 'đang công tác');
      }),
    );
  });

  it('names the entry in every refusal that follows, on one line', () => {
    const entries = [
      entryOf('uid=a,ou=people', { employeeNumber: 'CB1' }),
      entryOf('uid=b,ou=people', { employeeNumber: 'CB2', displayName: '=1+1' }),
      entryOf('uid=c\r\n\u001b[2J', { employeeNumber: 'CB3', mail: ['a@mic.example', 'b@mic.example'] }),
    ];
    const { refused } = parseStaffRows([tableOf(entries)], TODAY);
    const shown = refused.map(({ file, line, entry, code }) => [file, line, entry, code]);
    assert.ok(shown.some((each) => each.join() === `${FILE},2,uid=b,ou=people,formula`));
    assert.ok(shown.some((each) => each.join() === `${FILE},3,uid=c [2J,several_values`));
  });
});

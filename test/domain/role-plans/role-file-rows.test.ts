import { strict as assert } from 'node:assert';
import type { Actor } from '../../../src/domain/audit/audit-event.ts';
import { REFUSAL_CODES } from '../../../src/domain/directory/staff-refusal.ts';
import { draftRoleRows } from '../../../src/domain/role-plans/draft-role-rows.ts';
import { readsInMemory } from '../../../src/domain/role-plans/reads-in-memory.ts';
import { parseRoleRows } from '../../../src/domain/role-plans/role-file-rows.ts';
import { refuseWithoutAuthority } from '../../../src/domain/role-plans/role-plan-authority.ts';
import type { RolePlanFacts } from '../../../src/domain/role-plans/role-plan-facts.ts';
import type { RoleStores } from '../../../src/domain/roles/stores-for-roles.ts';
import { errorsVi } from '../../../src/messages/errors-vi.ts';
import { refusalText } from '../../../src/messages/refusal-text.ts';
import { personRow, positionRow, roleRow, unitRow } from '../roles/rows.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const LAN = personRow({ employeeNo: 'CB-1', email: 'lan@mic.example' });
const FACTS: RolePlanFacts = {
  directory: {
    people: [LAN],
    units: [unitRow('u', { code: 'G14.05' })],
    positions: [positionRow('staff')],
    appointments: [],
  },
  rules: {
    roles: [roleRow(), roleRow({ id: 'r2', code: 'author', extent: 'any' })],
    parts: [],
    roleGrants: [],
    handoverDays: 0,
  },
  separation: { separations: [], exceptions: [] },
  now: NOW,
};
/** Everything is in the facts. */
const NO_STORES = { directory: {}, roles: {} } as unknown as RoleStores;

function tableOf(text: string) {
  const [header = [], ...rows] = text.split('\n').map((line) => line.split(','));
  return { file: 'rg.csv', header, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
}

/** What becomes of a file of one row: its refusals, or the role grant. */
async function outcomeOf(header: string, row: string) {
  const { rows, refused } = parseRoleRows([tableOf(`${header}\n${row}`)]);
  const context = { actor: { kind: 'operator', name: 'an' }, at: NOW, newId: () => 'new' } as const;
  const found = await draftRoleRows(readsInMemory(NO_STORES, FACTS), context, rows);
  return { drafted: found.drafted, refused: [...refused, ...found.refused] };
}

describe('role-plans: rows of a file', () => {
  const NAMES =
    'hanh_dong,ung_dung,vai_tro,so_hieu,thu_dien_tu,ma_don_vi,gom_cap_duoi,chuc_vu,loai,pham_vi,tu_ngay,den_ngay,so_quyet_dinh,ly_do';

  it('names a person, or a rule, and what is given', async () => {
    const holders: [row: string, expected: object][] = [
      ['cấp,documents,clerk,CB-1,,,,,,,,,,', { personId: 'lan', unitId: null, roleId: 'clerk' }],
      [',documents,Clerk,,LAN@mic.example,,,,,,,,,', { personId: 'lan' }],
      [',documents,clerk,,,000.00.05.G14,có,,,,,,,', { unitId: 'u', includesSubtree: true, personId: null }],
      [
        ',documents,clerk,,,G14.5,không,Code staff,viên chức,,,,,',
        { unitId: 'u', includesSubtree: false, positionId: 'staff', category: 'vien_chuc' },
      ],
      [
        ',documents,author,CB-1,,,,,,G14.05,1/6/2026,2026-06-30,1/QĐ,Vì việc',
        {
          extentUnitId: 'u',
          from: new Date('2026-05-31T17:00:00Z'),
          until: new Date('2026-06-30T17:00:00Z'),
          decision: '1/QĐ',
          reason: 'Vì việc',
        },
      ],
    ];
    for (const [row, expected] of holders) {
      const { drafted, refused } = await outcomeOf(NAMES, row);
      assert.deepEqual(refused, [], row);
      assert.deepEqual({ ...drafted[0]?.roleGrant, ...expected }, drafted[0]?.roleGrant, row);
    }
  });

  it('takes English names and words', async () => {
    const header =
      'Action,Client,Role,Employee no,Unit,Subtree,Position,Category,Extent,From,Until,Decision,Reason';
    const [row] = (await outcomeOf(header, 'revoke,documents,clerk,,G14.05,yes,,,,,,,')).drafted;
    assert.deepEqual(
      [row?.isRevocation, row?.roleGrant.unitId, row?.roleGrant.includesSubtree],
      [true, 'u', true],
    );
  });

  const bad: [row: string, column: string, value: string, code: string][] = [
    ['xóa,documents,clerk,CB-1,,,,,,,,,,', 'hanh_dong', 'xóa', 'unknown_role_action'],
    ['constructor,documents,clerk,CB-1,,,,,,,,,,', 'hanh_dong', 'constructor', 'unknown_role_action'],
    [',,clerk,CB-1,,,,,,,,,,', 'ung_dung', '', 'required'],
    [',documents,,CB-1,,,,,,,,,,', 'vai_tro', '', 'required'],
    [',documents,boss,CB-1,,,,,,,,,,', 'vai_tro', 'documents:boss', 'role_not_found'],
    [',documents,clerk,,,,,,,,,,,', 'so_hieu', '', 'holder_missing'],
    [',documents,clerk,CB-1,lan@mic.example,,,,,,,,,', 'thu_dien_tu', 'lan@mic.example', 'holder_ambiguous'],
    [',documents,clerk,CB-1,,G14.05,,,,,,,,', 'ma_don_vi', 'G14.05', 'holder_ambiguous'],
    [',documents,clerk,CB-1,,,,,viên chức,,,,,', 'loai', 'viên chức', 'holder_ambiguous'],
    [',documents,clerk,CB-9,,,,,,,,,,', 'so_hieu', 'CB-9', 'person_not_found'],
    [',documents,clerk,,no@mic.example,,,,,,,,,', 'thu_dien_tu', 'no@mic.example', 'person_not_found'],
    [',documents,clerk,,không phải thư,,,,,,,,,', 'thu_dien_tu', 'không phải thư', 'invalid_email'],
    [',documents,clerk,,,G14.06,,,,,,,,', 'ma_don_vi', 'G14.06', 'unit_not_found'],
    [',documents,clerk,CB-1,,,có,,,,,,,', 'gom_cap_duoi', 'có', 'subtree_without_unit'],
    [',documents,clerk,,,G14.05,chắc,,,,,,,', 'gom_cap_duoi', 'chắc', 'unknown_answer'],
    [',documents,clerk,,,,,Bộ trưởng,,,,,,', 'chuc_vu', 'bo-truong', 'position_not_found'],
    [',documents,clerk,,,,,,lạ,,,,,', 'loai', 'lạ', 'unknown_category'],
    [',documents,author,CB-1,,,,,,G14.06,,,,', 'pham_vi', 'G14.06', 'unit_not_found'],
    [',documents,clerk,CB-1,,,,,,G14.05,,,,', 'pham_vi', 'G14.05', 'role_grant_invalid'],
    [',documents,clerk,CB-1,,,,,,,31/02/2026,,,', 'tu_ngay', '31/02/2026', 'impossible_date'],
    [',documents,clerk,CB-1,,,,,,,02/06/2026,01/06/2026,,', 'den_ngay', '01/06/2026', 'period_reversed'],
    ['thu hồi,documents,clerk,CB-1,,,,,,,,01/06/2026,,', 'den_ngay', '01/06/2026', 'day_of_revocation'],
    [',documents,clerk,CB-1,,,,,,,,,=1+1,', 'so_quyet_dinh', '=1+1', 'formula'],
    [`,documents,clerk,CB-1,,,,,,,,,,${'x'.repeat(1001)}`, 'ly_do', 'x'.repeat(100), 'too_long'],
    [',documents,clerk', 'so_hieu', '3/14', 'ragged_row'],
  ];
  for (const [row, column, value, code] of bad) {
    it(`refuses by its place: ${column} ${value.slice(0, 20)} (${code})`, async () => {
      const { drafted, refused } = await outcomeOf(NAMES, row);
      assert.deepEqual(drafted, []);
      assert.deepEqual(refused, [{ file: 'rg.csv', line: 2, column, value, code }]);
    });
  }

  it('names the column as the file writes it, a column that stands twice, and a file without rows', async () => {
    const { refused } = await outcomeOf('Ứng dụng,Vai trò,Số hiệu', 'documents,boss,CB-1');
    assert.deepEqual(refused[0]?.column, 'Vai trò');
    const twice = await outcomeOf('client,role,role,email', 'documents,clerk,clerk,lan@mic.example');
    assert.deepEqual(
      twice.refused.map(({ line, code }) => [line, code]),
      [[1, 'duplicate']],
    );
    const empty = parseRoleRows([tableOf('client,role,email')]);
    assert.deepEqual(
      empty.refused.map(({ line, code }) => [line, code]),
      [[1, 'no_rows']],
    );
  });

  it('knows no file without client, role or holder', () => {
    for (const header of ['ung_dung,so_hieu', 'vai_tro,so_hieu', 'ung_dung,vai_tro,ly_do'])
      assert.throws(() => parseRoleRows([tableOf(`${header}\na,b`)]), { code: 'staff_file_unknown_kind' });
  });

  it('asks the stores once, however many rows a person sends, and gives no privilege inside a composite', async () => {
    const [whole, part] = [
      roleRow({ id: 'w', code: 'whole' }),
      roleRow({ id: 'p', code: 'part', isPrivileged: true }),
    ];
    const rules = { ...FACTS.rules, roles: [whole, part], parts: [{ roleId: 'w', partId: 'p' }] };
    let asked = 0;
    const listRoleGrantsFor = async () => {
      asked += 1;
      return { roles: [], parts: [], roleGrants: [], extentUnits: [], mandates: [], handoverDays: 0 };
    };
    const stores = { directory: {}, roles: { listRoleGrantsFor } } as unknown as RoleStores;
    const other = personRow({ id: 'other', email: 'other@mic.example' });
    const people = [LAN, other];
    const reads = readsInMemory(stores, { ...FACTS, rules, directory: { ...FACTS.directory, people } });
    const { rows } = parseRoleRows([
      tableOf(`client,role,email${'\ndocuments,whole,lan@mic.example'.repeat(1000)}`),
    ]);
    const refusals = async (actor: Actor) => {
      const { drafted } = await draftRoleRows(reads, { actor, at: NOW, newId: () => 'new' }, rows);
      const draft = { granted: drafted, revoked: [], unchanged: 0, refused: [] };
      const refused = await refuseWithoutAuthority(reads, { actor, at: NOW }, draft);
      return [new Set(refused.map(({ code }) => code)), refused.length];
    };
    assert.deepEqual(await refusals({ kind: 'client', id: 'hr' }), [new Set(['privileged_role']), 1000]);
    assert.deepEqual(await refusals({ kind: 'person', id: 'other' }), [new Set(['permission_denied']), 1000]);
    assert.ok(asked <= 1, `asked ${asked} times`);
  });

  it('has words in both languages for whatever refuses a row', () => {
    const codes = [...REFUSAL_CODES, ...(Object.keys(errorsVi) as (keyof typeof errorsVi)[])];
    for (const { vi, en } of codes.map(refusalText)) assert.ok(vi.length > 5 && en.length > 5 && vi !== en);
  });
});

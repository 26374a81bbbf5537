import { strict as assert } from 'node:assert';
import type { RoleGrantFacts } from '../../../src/domain/overview/role-grant-overview.ts';
import type { RoleGrant } from '../../../src/domain/roles/role-grant.ts';
import { fill, type Lang, messageOf } from '../../../src/messages/translate.ts';
import { editOf } from '../../../src/web/admin/role-grant-edit.ts';
import { roleGrantWords } from '../../../src/web/admin/role-grant-words.ts';
import { kindOf, stateOf } from '../../../src/web/admin/role-grants.ts';
import { personRow, positionRow, roleGrantRow, roleRow, unitRow } from '../../domain/roles/rows.ts';

const facts = (extent: 'none' | 'own-unit' | 'any' = 'none'): RoleGrantFacts => ({
  roles: new Map([['clerk', roleRow({ extent, nameEn: 'Clerk' })]]),
  clients: new Map(),
  units: new Map([['hall', unitRow('hall', { name: 'Cục A' })]]),
  positions: new Map([['head', { ...positionRow('head'), name: 'Trưởng phòng' }]]),
  people: new Map([['lan', personRow()]]),
});
const grant = (fields: Partial<RoleGrant>) => roleGrantRow({ roleId: 'clerk', personId: null, ...fields });

function say(fields: Partial<RoleGrant>, extent?: 'none' | 'own-unit' | 'any', lang: Lang = 'vi'): string {
  const { sentence } = roleGrantWords(facts(extent), lang).of(grant(fields));
  const texts = sentence.map(({ key, params }) => fill(messageOf(lang, key), params));
  return texts.join(' ').replaceAll(' ,', ',');
}

describe('a role grant as a sentence', () => {
  it('names a person, or whoever a rule reaches', () => {
    assert.equal(say({ personId: 'lan' }), 'Nguyễn Thị Lan được vai trò Văn thư trong documents');
    assert.equal(
      say({ positionId: 'head', category: 'cong_chuc', unitId: 'hall', includesSubtree: true }),
      'Mọi công chức giữ chức vụ Trưởng phòng thuộc Cục A và đơn vị trực thuộc được vai trò Văn thư trong documents',
    );
    assert.equal(say({ unitId: 'hall' }, 'none', 'en'), 'Everybody of Cục A has the role Clerk at documents');
    assert.equal(say({ category: 'vien_chuc' }), 'Mọi viên chức được vai trò Văn thư trong documents');
  });

  it('says how far it reaches, and its last day', () => {
    assert.match(say({ personId: 'lan' }, 'own-unit'), /, trong phạm vi đơn vị mình$/);
    assert.match(say({ personId: 'lan' }, 'any'), /, không giới hạn đơn vị$/);
    assert.match(say({ personId: 'lan', extentUnitId: 'hall' }, 'any'), /, trong phạm vi Cục A$/);
    const term = { from: new Date('2026-11-30T17:00:00Z'), until: new Date('2027-12-31T17:00:00Z') };
    assert.match(
      say({ personId: 'lan', ...term, decision: '1/QĐ' }),
      /, từ 01\/12\/2026, đến hết 31\/12\/2027, theo 1\/QĐ$/,
    );
  });

  it('knows its kind, and in which state it is', () => {
    assert.deepEqual(
      [{ personId: 'lan' }, { positionId: 'head', unitId: 'hall' }, { unitId: 'hall' }, {}].map((each) =>
        kindOf(grant(each)),
      ),
      ['person', 'position', 'unit', 'category'],
    );
    const now = new Date('2026-11-20T03:00:00Z');
    const on = (day: string) => new Date(`${day}T17:00:00Z`);
    const states = [
      {},
      { until: on('2026-12-01') },
      { until: on('2026-11-01') },
      { from: on('2026-12-01') },
      { revokedAt: on('2026-11-02'), until: on('2026-11-01') },
    ].map((each) => stateOf(grant(each), now).state);
    assert.deepEqual(states, ['standing', 'ending', 'over', 'upcoming', 'revoked']);
  });
});

describe('an edit of a role grant', () => {
  const before = {
    position: '',
    unit: 'G14',
    subtree: 'yes',
    category: '',
    extent: 'G14.1',
    from: '2026-01-01',
    until: '',
    decision: '1/QĐ',
    reason: '',
  };

  it('names what was changed, and takes away what was emptied', () => {
    const edit = editOf(
      before,
      { ...before, unit: 'G14.2', subtree: '', extent: ' ', until: '2027-01-01' },
      true,
    );
    const named = Object.entries(edit).filter(([, value]) => value !== undefined);
    assert.deepEqual(Object.fromEntries(named), {
      unit: 'G14.2',
      subtree: false,
      extent: 'none',
      until: '2027-01-01',
    });
    assert.deepEqual(
      Object.values(editOf(before, { ...before }, true)).filter((value) => value !== undefined),
      [],
    );
  });

  it('leaves whom it is for to a person', () => {
    const edit = editOf(before, { ...before, unit: 'G14.2', decision: '2/QĐ' }, false);
    assert.equal('unit' in edit, false);
    assert.equal(edit.decision, '2/QĐ');
  });
});

import { strict as assert } from 'node:assert';
import { effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import type { Role } from '../../../src/domain/roles/role.ts';
import type { RoleGrant } from '../../../src/domain/roles/role-grant.ts';
import type { RoleFacts } from '../../../src/domain/roles/role-lookup.ts';
import type { Lang } from '../../../src/messages/translate.ts';
import { stepsOf } from '../../../src/web/portal/path-steps.ts';
import { roleNames } from '../../../src/web/portal/role-names.ts';
import { comesFrom, endOf, extentOf, untilOf } from '../../../src/web/portal/role-words.ts';
import {
  appointmentRow,
  mandateRow,
  personRow,
  positionRow,
  roleGrantRow,
  roleRow,
  unitRow,
} from '../../domain/roles/rows.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const lan = personRow({ employeeNo: '014-02187', category: 'cong_chuc' });
const UNITS = [
  unitRow('department', { name: 'Cục An toàn thông tin' }),
  unitRow('room', { name: 'Phòng Thẩm định', parentId: 'department' }),
];

/** The role `clerk`, as role grants give it to Lan, who is staff in `room`, in words. */
function told(
  roleGrants: Partial<RoleGrant>[],
  { lang = 'vi', ...more }: Partial<RoleFacts> & { lang?: Lang } = {},
) {
  const facts: RoleFacts = {
    person: lan,
    appointments: [appointmentRow('room', { from: '2024-06-01' })],
    units: UNITS,
    positions: [{ ...positionRow('staff'), name: 'Chuyên viên chính' }],
    roles: [roleRow()],
    parts: [],
    roleGrants: roleGrants.map((fields, index) => roleGrantRow({ id: `rg-${index}`, ...fields })),
    mandates: [],
    handoverDays: 30,
    at: NOW,
    ...more,
  };
  const held = effectiveRoles(facts).find(({ role }) => role.code === 'clerk');
  assert.ok(held !== undefined, 'the role is not held');
  const explained = { code: 'clerk', units: held.units, until: held.until, paths: held.paths };
  const granters = [{ id: 'hung', fullName: 'Trần Quốc Hưng' }];
  const names = roleNames(lan, { facts, clients: [], granters, lang });
  return {
    extent: extentOf('documents:clerk', held.paths, names),
    comesFrom: comesFrom(explained, names),
    until: untilOf(explained, names),
    ends: held.paths.map((path) => endOf(path, names)),
    steps: held.paths.map((path) =>
      stepsOf('documents:clerk', path, names).map(({ kind, title, detail }) => [kind, title, detail]),
    ),
  };
}

const endingOn = (day: string): Partial<RoleGrant> => ({
  personId: 'lan',
  until: new Date(`${day}T17:00:00Z`),
});
const clerkOf = (extent: Role['extent']) => ({ roles: [roleRow({ extent })] });

describe('how a role is held, in words', () => {
  it('leads from the person by her post and the rule to the decision and the role', () => {
    const { steps } = told([
      {
        unitId: 'department',
        includesSubtree: true,
        positionId: 'staff',
        decision: '512/QĐ',
        grantedBy: 'person:hung',
        createdAt: new Date('2026-03-03T00:00:00Z'),
      },
    ]);
    assert.deepEqual(steps, [
      [
        ['person', 'Nguyễn Thị Lan', 'Số hiệu 014-02187'],
        ['appointment', 'Chuyên viên chính', 'Phòng Thẩm định, từ 01/06/2024'],
        [
          'unit',
          'Cục An toàn thông tin',
          'Mọi người giữ chức vụ Chuyên viên chính, gồm phòng/ban trực thuộc',
        ],
        ['decision', '512/QĐ', 'Cấp ngày 03/03/2026. Người cấp: Trần Quốc Hưng'],
        ['role', 'Văn thư', 'Không phân theo đơn vị'],
      ],
    ]);
  });

  it('leads through a mandate to the way of the mandator, and ends with both', () => {
    const hung = personRow({ id: 'hung', fullName: 'Trần Quốc Hưng' });
    const mandator = {
      person: hung,
      appointments: [
        { ...appointmentRow('department', { from: '2020-01-01' }), id: 'post-of-hung', personId: 'hung' },
      ],
      units: UNITS,
      positions: [{ ...positionRow('head'), name: 'Cục trưởng' }],
      roles: [roleRow({ extent: 'own-unit' })],
      parts: [],
      roleGrants: [roleGrantRow({ id: 'of-hung', positionId: 'head', decision: '512/QĐ' })],
      handoverDays: 0,
    };
    mandator.appointments = mandator.appointments.map((each) => ({ ...each, positionId: 'head' }));
    const mandate = mandateRow({
      mandatorId: 'hung',
      deputyId: 'lan',
      roleIds: ['clerk'],
      decision: '7/GUQ',
      from: NOW,
      until: new Date('2026-12-31T17:00:00Z'),
    });
    const held = told([], { roles: [], mandates: [{ mandate, mandator }] });
    assert.deepEqual(
      held.steps[0]?.map(([kind, title, detail]) => [kind, title, detail]),
      [
        ['person', 'Nguyễn Thị Lan', 'Số hiệu 014-02187'],
        ['mandate', 'Theo ủy quyền của Trần Quốc Hưng', '7/GUQ, đến hết ngày 31/12/2026'],
        ['appointment', 'Cục trưởng', 'Cục An toàn thông tin, từ 01/01/2020'],
        ['unit', 'Mọi đơn vị', 'Mọi người giữ chức vụ Cục trưởng'],
        ['decision', '512/QĐ', 'Cấp ngày 01/01/2026. Người cấp: hệ thống'],
        ['role', 'Văn thư', 'Cục An toàn thông tin'],
      ],
    );
    assert.deepEqual(
      [held.comesFrom, held.extent, held.until.text, held.ends],
      [
        'Ủy quyền',
        'Cục An toàn thông tin',
        '31/12/2026',
        ['Người ủy quyền thôi giữ vai trò này, hoặc sau ngày 31/12/2026'],
      ],
    );
    const english = told([], { roles: [], mandates: [{ mandate, mandator }], lang: 'en' });
    assert.deepEqual(english.steps[0]?.[1], [
      'mandate',
      'By mandate of Trần Quốc Hưng',
      '7/GUQ, until 31\u00a0Dec\u00a02026',
    ]);
  });

  it('tells whom a rule reaches', () => {
    const rule = (fields: Partial<RoleGrant>) => told([fields]).steps[0]?.[2]?.slice(1);
    assert.deepEqual(rule({ unitId: 'room' }), ['Phòng Thẩm định', 'Mọi cán bộ']);
    assert.deepEqual(rule({ category: 'cong_chuc' }), ['Mọi đơn vị', 'Mọi công chức']);
    assert.deepEqual(rule({ category: 'cong_chuc', positionId: 'staff' }), [
      'Mọi đơn vị',
      'Mọi công chức giữ chức vụ Chuyên viên chính',
    ]);
  });

  it('says who holds a position for the time being, and until when', () => {
    const appointments = [appointmentRow('room', { isActing: true, until: '2026-12-31' })];
    const post = told([{ unitId: 'room' }], {
      appointments,
      positions: [{ ...positionRow('staff'), name: 'Cục trưởng' }],
    });
    assert.deepEqual(post.steps[0]?.[1], [
      'appointment',
      'Quyền Cục trưởng',
      'Phòng Thẩm định, đến 31/12/2026',
    ]);
  });

  it('names who gave it by name or by what they are, and nobody who is not known any more', () => {
    const decision = (grantedBy: string) => told([{ personId: 'lan', grantedBy }]).steps[0]?.[1];
    const day = 'Cấp ngày 01/01/2026';
    assert.deepEqual(decision('person:hung'), [
      'decision',
      'Không ghi số quyết định',
      `${day}. Người cấp: Trần Quốc Hưng`,
    ]);
    assert.deepEqual(decision('person:gone')?.[2], day);
    assert.deepEqual(decision('operator:root')?.[2], `${day}. Người cấp: quản trị viên`);
    assert.deepEqual(decision('robot:7')?.[2], day);
  });

  it('shows the composites that contain it', () => {
    const head = roleRow({ id: 'head', clientId: 'hr', code: 'head', name: 'Thủ trưởng' });
    const parts = [{ roleId: 'head', partId: 'clerk' }];
    const held = told([{ roleId: 'head', personId: 'lan' }], { roles: [roleRow(), head], parts });
    assert.deepEqual(
      held.steps[0]?.map(([kind, title]) => [kind, title]),
      [
        ['person', 'Nguyễn Thị Lan'],
        ['decision', 'Không ghi số quyết định'],
        ['composite', 'Thủ trưởng'],
        ['role', 'Văn thư'],
      ],
    );
    assert.equal(held.comesFrom, 'Vai trò gộp');
    assert.deepEqual(held.ends, ['Vai trò gộp không còn gồm vai trò này']);
  });

  it('lists each kind once', () => {
    assert.equal(
      told([{ unitId: 'room' }, { personId: 'lan' }, { unitId: 'department', includesSubtree: true }])
        .comesFrom,
      'Đơn vị, Cấp riêng',
    );
    assert.equal(
      told([{ positionId: 'staff' }, { category: 'cong_chuc' }], { lang: 'en' }).comesFrom,
      'Position, Staff category',
    );
  });
});

describe('the extent of a role, in words', () => {
  it('is the own unit, the whole ministry, named units, or none', () => {
    assert.equal(told([{ unitId: 'room' }], clerkOf('own-unit')).extent, 'Phòng Thẩm định (đơn vị mình)');
    assert.equal(told([{ unitId: 'room' }], clerkOf('any')).extent, 'Toàn Bộ');
    assert.equal(
      told([{ unitId: 'room', extentUnitId: 'department' }], clerkOf('any')).extent,
      'Cục An toàn thông tin',
    );
    assert.equal(
      told([{ unitId: 'room', extentUnitId: 'department' }], clerkOf('own-unit')).extent,
      'Cục An toàn thông tin',
    );
    assert.equal(told([{ unitId: 'room' }]).extent, 'Không phân theo đơn vị');
  });

  it('counts the units beyond three in a line, and lists all of them in the path', () => {
    const rooms = ['a', 'b', 'c', 'd', 'e'];
    const held = told([{ personId: 'lan' }], {
      ...clerkOf('own-unit'),
      units: rooms.map((id) => unitRow(id, { name: `Phòng ${id}` })),
      appointments: rooms.map((id) => appointmentRow(id)),
    });
    assert.equal(held.extent, 'Phòng a, Phòng b, Phòng c và 2\u00a0đơn vị khác (đơn vị mình)');
    assert.equal(held.steps[0]?.at(-1)?.[2], 'Phòng a, Phòng b, Phòng c, Phòng d, Phòng e (đơn vị mình)');
  });
});

describe('the end of a role, in words', () => {
  it('is marked from 30 days before the last day on', () => {
    const until = (day: string) => told([endingOn(day)]).until;
    assert.deepEqual(until('2027-12-31'), { text: '31/12/2027', isSoon: false });
    assert.deepEqual(until('2026-12-21'), { text: '21/12/2026', isSoon: false });
    assert.deepEqual(until('2026-12-20'), { text: '20/12/2026, còn 30\u00a0ngày', isSoon: true });
    assert.deepEqual(until('2026-11-21'), { text: '21/11/2026, còn 1\u00a0ngày', isSoon: true });
    assert.deepEqual(until('2026-11-20'), { text: '20/11/2026, là ngày cuối', isSoon: true });
  });

  it('is an event where there is no last day, and none where several paths are open', () => {
    const text = (...roleGrants: Partial<RoleGrant>[]) => told(roleGrants).until.text;
    assert.equal(text({ personId: 'lan' }), 'Khi bị thu hồi');
    assert.equal(text({ unitId: 'room' }), 'Khi chuyển đơn vị');
    assert.equal(text({ positionId: 'staff' }, endingOn('2026-12-01')), 'Khi thôi giữ chức vụ');
    assert.equal(text({ category: 'cong_chuc' }), 'Khi đổi loại cán bộ');
    assert.equal(text({ unitId: 'room' }, { personId: 'lan' }), 'Không thời hạn');
  });

  it('is a sentence for each path', () => {
    const day = { until: new Date('2027-12-31T17:00:00Z') };
    const end = (fields: Partial<RoleGrant>) => told([fields]).ends[0];
    assert.equal(end({ personId: 'lan' }), 'Quyền được cấp bị thu hồi');
    assert.equal(end({ personId: 'lan', ...day }), 'Sau ngày 31/12/2027');
    assert.equal(end({ unitId: 'room' }), 'Chuyển khỏi đơn vị này');
    assert.equal(end({ positionId: 'staff', ...day }), 'Thôi giữ chức vụ này, hoặc sau ngày 31/12/2027');
    assert.equal(end({ category: 'cong_chuc' }), 'Thôi giữ chức vụ, hoặc không còn là công chức');
    assert.equal(told([{ unitId: 'room' }], { lang: 'en' }).ends[0], 'This unit is left');
  });

  it('says as the launcher does when it is only handed over', () => {
    const appointments = [appointmentRow('room', { until: '2026-11-15' }), appointmentRow('department')];
    const held = told([{ unitId: 'room' }], { appointments });
    assert.deepEqual(held.until, { text: 'bàn giao đến 15/12/2026', isSoon: true });
    assert.deepEqual(held.ends, ['Hết thời gian bàn giao, sau ngày 15/12/2026']);
  });
});

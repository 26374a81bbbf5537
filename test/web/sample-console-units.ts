import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { UnitNode } from '../../src/web/admin/unit-tree-view.ts';
import type { UnitsView, UnitView } from '../../src/web/admin/units-view.ts';

type Text = (typical: string) => string;

/** The pages about units in every state. */
export function sampleUnitViews(
  text: Text,
  frame: ConsoleFrame,
): { 'admin/units': UnitsView[]; 'admin/unit': UnitView[] } {
  return { 'admin/units': chartViews(text, frame), 'admin/unit': unitViews(text, frame) };
}

const headOf = (text: Text, headship: 'head' | 'acting') => ({
  address: text('/admin/people/7'),
  name: text('Trần Quốc Hưng'),
  position: text('Cục trưởng'),
  headship,
});

function chartViews(text: Text, frame: ConsoleFrame): UnitsView[] {
  const node = (id: string, name: string, below: UnitNode[] | null): UnitNode => ({
    id,
    code: text(`G14.${id}`),
    name: text(name),
    count: 31,
    address: text('/admin/units?unit=G14'),
    isChosen: id === '2',
    below,
  });
  const chart: UnitsView = {
    ...frame,
    onDay: '2026-11-20',
    total: 4,
    search: '',
    tree: [
      node('1', 'Bộ', [
        node('2', 'Cục Viễn thông', []),
        node('3', 'Vụ Bưu chính', null),
        node('4', 'Vụ', null),
      ]),
    ],
    found: [],
    details: {
      1: { address: text('/admin/units/G14'), head: headOf(text, 'head') },
      2: { address: text('/admin/units/G14.2'), head: headOf(text, 'acting') },
      3: { address: text('/admin/units/G14.3'), head: null },
    },
  };
  const found = [
    { id: '1', name: text('Bộ'), path: '' },
    { id: '4', name: text('Vụ'), path: text('Bộ › Cục') },
  ];
  return [
    chart,
    { ...chart, tree: null, search: text('vien thong'), found },
    { ...chart, tree: null, search: text('vien thong') },
    { ...chart, tree: [], total: 0 },
  ];
}

function unitViews(text: Text, frame: ConsoleFrame): UnitView[] {
  const link = (name: string, address: string | null = text('/admin/units/G14')) => ({
    name: text(name),
    code: text('G14.2'),
    address,
  });
  const full: UnitView = {
    ...frame,
    onDay: '2026-11-20',
    code: text('G14.2'),
    oldStyleCode: text('000.02.00.G14'),
    formerCodes: [{ code: text('G14.9'), until: '2026-01-31' }],
    name: text('Cục Viễn thông'),
    shortName: text('CVT'),
    kind: text('Cục'),
    validFrom: '2026-02-01',
    validUntil: '2026-10-31',
    isStanding: false,
    above: [link('Bộ'), link('Tổng cục', null)],
    replacedBy: link('Cục Viễn thông và Internet'),
    replaces: [link('Vụ Viễn thông'), link('Vụ Bưu chính', null)],
    heads: [headOf(text, 'head'), headOf(text, 'acting')],
    people: 203,
    peopleAddress: text('/admin/people?unit=G14.2'),
    below: [
      { ...link('Phòng Thẩm định'), people: 12, head: headOf(text, 'acting') },
      { ...link('Phòng Tổng hợp'), people: 0, head: null },
    ],
    roleGrants: 3,
    merger: {
      action: '/admin/units/G14.2/merger',
      into: text('G14.99'),
      from: text('2026-12-01'),
      decision: text('512/QĐ-BTTTT'),
    },
    error: { code: 'unit_not_found', supportCode: text('7KQ42MXD') },
  };
  const bare: UnitView = {
    ...full,
    oldStyleCode: null,
    formerCodes: [],
    shortName: null,
    kind: null,
    validFrom: null,
    validUntil: null,
    isStanding: true,
    above: [],
    replacedBy: null,
    replaces: [],
    heads: [],
    below: [],
    roleGrants: null,
    merger: null,
    error: null,
  };
  return [full, bare];
}

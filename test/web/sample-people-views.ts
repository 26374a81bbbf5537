import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import { batchActions } from '../../src/web/admin/people-batch.ts';
import type { BatchView, PeopleView, PeopleViews } from '../../src/web/admin/people-view.ts';
import type { StateView } from '../../src/web/admin/person-state.ts';
import { samplePersonViews } from './sample-person-views.ts';

const at = new Date('2026-11-20T03:31:09Z');

type Text = (typical: string) => string;
type Samples = { [Name in keyof PeopleViews]: PeopleViews[Name][] };

/** The pages about people in every state; `text` stands wherever a value comes from outside. */
export function samplePeopleViews(text: Text, frame: ConsoleFrame): Samples {
  return {
    ...samplePersonViews(text, frame),
    'admin/people': peopleViews(text, frame),
    'admin/people-batch': batchViews(text, frame),
  };
}

function stateView(tone: StateView['tone'], key: StateView['text'], until: Date | null = null): StateView {
  return { tone, text: key, until, closesAt: null };
}

function peopleViews(text: Text, frame: ConsoleFrame): PeopleView[] {
  const piece = (typical: string, isHit = false) => ({ text: text(typical), isHit });
  const name = {
    fullName: text('Nguyễn Thị Ngọc Ánh'),
    familyAndMiddle: [piece('Nguyễn Thị '), piece('Ngọc', true)],
    given: [piece('Ánh', true)],
    login: [piece('ntn'), piece('anh', true), piece('@mic.example')],
  };
  const post = { position: text('Chuyên viên chính'), unit: text('Phòng Thẩm định') };
  const account = { factors: [], lastSignInAt: null, state: stateView('warn', 'people.state.inactivated') };
  const full: PeopleView = {
    ...frame,
    notice: { text: 'people.batch.done.disable', count: 3 },
    units: unitNodes(text),
    everywhere: text('/admin/people?q=anh'),
    search: {
      text: text('ngoc anh'),
      isExact: false,
      unit: text('G14.1'),
      status: 'thai_san',
      position: text('truong-phong'),
      account: 'locked',
      rows: '100',
    },
    otherMarks: text('/admin/people?q=anh&marks=exact'),
    statuses: [{ value: 'thai_san', text: 'people.hr.thai_san' }],
    positions: [{ value: text('truong-phong'), text: text('Trưởng phòng') }],
    accounts: [{ value: 'locked', text: 'people.account.locked' }],
    chosen: [{ name: text('Vụ Bưu chính'), without: text('/admin/people') }],
    exports: [{ format: 'xlsx', url: text('/admin/people/export') }],
    address: text('/admin/people?q=anh'),
    actions: batchActions(new Set(['directory:write', 'sessions:write'])),
    people: [
      {
        id: '1',
        ...name,
        post,
        account: {
          factors: ['totp', 'passkey', 'certificate'],
          lastSignInAt: at,
          state: { ...stateView('ok', 'people.hr.dang_cong_tac'), closesAt: at },
        },
      },
      {
        id: '2',
        ...name,
        login: [],
        post,
        account: { ...account, state: stateView('bad', 'people.state.locked', at) },
      },
      { id: '3', ...name, post: null, account },
      { id: '4', ...name, post: null, account: null },
    ],
    paging: {
      from: 51,
      to: 54,
      total: 2918,
      precision: 'about' as const,
      previous: text('/admin/people'),
      next: text('/admin/people?after=4'),
    },
    otherRows: { rows: 50, url: text('/admin/people?rows=50') },
  };
  return [full, ...emptyViews(full, text)];
}

/** A batch that may be done, one that takes too many people, one that came too late, and one of nobody. */
function batchViews(text: Text, frame: ConsoleFrame): BatchView[] {
  const line = {
    id: '1',
    fullName: text('Nguyễn Thị Ngọc Ánh'),
    login: text('anh@mic.example'),
    sessions: 2,
  };
  const view: BatchView = {
    ...frame,
    action: 'sign_out',
    isDanger: true,
    lines: [
      { ...line, refusal: null },
      { ...line, refusal: 'people.batch.own_account' },
    ],
    reached: 1,
    sessions: 2,
    blocked: null,
    url: '/admin/people/batch/sign-out/apply',
    backUrl: text('/admin/people?q=anh'),
    error: null,
  };
  const error = { code: 'removal_guard' as const, supportCode: text('7KQ42MXD') };
  const blocked = { ...view, action: 'disable' as const, blocked: { removals: 60, limit: 50 } };
  return [view, blocked, { ...blocked, error }, { ...view, action: 'enable', isDanger: false, lines: [] }];
}

/** Nobody found: by a search in a unit, by one everywhere, and by filters alone. */
function emptyViews(full: PeopleView, text: Text): PeopleView[] {
  const nobody = {
    ...full,
    notice: null,
    actions: [],
    scope: [text('Cục Viễn thông')],
    otherMarks: null,
    exports: [],
    otherRows: null,
    people: [],
    paging: { from: 0, to: 0, total: 0, precision: 'exact' as const, previous: null, next: null },
  };
  const search = { text: '', isExact: true, unit: '', status: '', position: '', account: '', rows: '' };
  return [
    nobody,
    { ...nobody, search: { ...full.search, isExact: true, rows: '' }, chosen: [] },
    { ...nobody, search, chosen: [] },
  ];
}

function unitNodes(text: Text): PeopleView['units'] {
  const node = {
    id: '1',
    count: 203,
    isChosen: false,
    below: [],
  };
  return [
    {
      ...node,
      code: text('G14'),
      name: text('Bộ Thông tin và Truyền thông'),
      address: text('/admin/people?unit=G14'),
      below: [
        {
          ...node,
          code: text('G14.1'),
          name: text('Vụ Bưu chính'),
          address: text('/x'),
          isChosen: true,
          below: null,
        },
        { ...node, code: text('G14.2'), name: text('Cục Viễn thông'), address: text('/y') },
      ],
    },
  ];
}

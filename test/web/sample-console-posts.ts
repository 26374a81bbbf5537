import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type {
  MailboxesView,
  PositionsView,
  PositionView,
  PostsViews,
} from '../../src/web/admin/posts-view.ts';

type Text = (typical: string) => string;

/** The pages about positions and mailboxes in every state. */
export function samplePostsViews(
  text: Text,
  frame: ConsoleFrame,
): { [Name in keyof PostsViews]: PostsViews[Name][] } {
  const person = { name: text('Trần Quốc Hưng'), address: text('/admin/people/7') };
  const unit = { name: text('Cục Viễn thông'), address: text('/admin/units/G14.2') };
  const paging = {
    from: 1,
    to: 2,
    total: 70,
    precision: 'exact' as const,
    previous: text('/before'),
    next: text('/after'),
  };
  const nothing = { from: 0, to: 0, total: 0, precision: 'exact' as const, previous: null, next: null };
  const row = {
    code: text('cuc-truong'),
    name: text('Cục trưởng'),
    address: text('/admin/positions/cuc-truong'),
  };
  const positions: PositionsView = {
    ...frame,
    search: text('truong'),
    total: 2,
    positions: [{ ...row, holders: 1634 }],
  };
  const position: PositionView = {
    ...frame,
    name: text('Cục trưởng'),
    code: text('cuc-truong'),
    onDay: '2026-11-20',
    holders: [true, false].map((isMain) => ({ person, unit, position: text('Quyền Cục trưởng'), isMain })),
    paging,
  };
  const box = { address: text('vanthu@mic.example'), name: text('Văn thư Bộ'), kind: 'chuc_nang' as const };
  const mailboxes: MailboxesView = {
    ...frame,
    search: { text: text('van thu'), kind: 'chuc_nang', isUnkept: true },
    kinds: ['ca_nhan', 'chuc_nang', 'ky_thuat', 'dich_vu'],
    mailboxes: [
      { ...box, owner: person, stewards: [person, person] },
      { ...box, name: null, kind: 'dich_vu', owner: null, stewards: [] },
    ],
    paging,
  };
  return {
    'admin/positions': [positions, { ...positions, positions: [] }],
    'admin/position': [position, { ...position, holders: [], paging: nothing }],
    'admin/mailboxes': [mailboxes, { ...mailboxes, mailboxes: [], paging: nothing }],
  };
}

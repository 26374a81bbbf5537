import { AUDIT_GROUPS, typesOf } from '../../src/domain/audit/audit-groups.ts';
import { actName } from '../../src/messages/audit-sentence.ts';
import type {
  AuditRecordView,
  AuditView,
  ChainView,
  SignInFailureView,
} from '../../src/web/admin/audit-view.ts';
import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';

const at = new Date('2026-11-20T03:21:07Z');
type Text = (typical: string) => string;

/** The pages of the audit log in every state. */
export function sampleAuditViews(text: Text, frame: ConsoleFrame) {
  return {
    'admin/audit': lists(text, frame),
    'admin/audit-record': records(text, frame),
    'admin/sign-in-failure': failures(text, frame),
  };
}

function lists(text: Text, frame: ConsoleFrame): AuditView[] {
  const intact: ChainView = {
    state: 'intact',
    upTo: 1_204_883,
    newest: 1_204_890,
    checkedAt: at,
    whole: { seq: 1_204_800, at },
    round: null,
    broken: null,
  };
  const row = {
    seq: 1_204_871,
    at,
    icon: 'rubber-stamp',
    sentence: text('Trần Quốc Hưng cấp vai trò Chuyên viên tại Quản lý văn bản cho Hồ Ngọc Đức'),
    act: 'Cấp quyền',
    isTroubling: false,
    network: text('10.14.9.21'),
    supportCode: text('C9TD-4W7P'),
  };
  const full: AuditView = {
    ...frame,
    notice: 'checking',
    chain: intact,
    search: {
      q: text('ngoc duc'),
      person: text('1'),
      type: 'roles',
      client: text('documents'),
      actor: text('hung'),
      network: text('10.14.9.21'),
      code: text('C9TD-4W7P'),
      from: '2026-11-01',
      until: '2026-11-20',
    },
    groups: AUDIT_GROUPS.map((group) => ({
      group,
      types: typesOf(group).map((each) => ({ value: each.replace('.', ':'), name: actName(each, 'vi') })),
    })),
    clients: [{ id: text('documents'), title: text('Quản lý văn bản') }],
    chosen: [{ name: text('10.14.9.21'), without: text('/admin/audit') }],
    exportAddress: text('/admin/audit/export?type=roles'),
    rows: [row, { ...row, seq: 7, icon: 'user', isTroubling: true, network: null, supportCode: null }],
    newer: text('/admin/audit?newer=1204871'),
    older: text('/admin/audit?older=7'),
  };
  const broken = { seq: 1042, at };
  return [
    full,
    ...(['gap', 'previous', 'hash', 'missing'] as const).map(
      (reason): AuditView => ({
        ...full,
        notice: null,
        chain: { ...intact, state: 'broken', broken: { ...broken, reason }, round: 40_000 },
        chosen: [],
        rows: [{ ...row, isTroubling: true }],
        newer: null,
        older: null,
      }),
    ),
    {
      ...full,
      chain: { ...intact, state: 'unchecked', upTo: 0, checkedAt: null, whole: null },
      rows: [],
    },
  ];
}

function records(text: Text, frame: ConsoleFrame): AuditRecordView[] {
  const full: AuditRecordView = {
    ...frame,
    seq: 1_204_871,
    at,
    act: 'Sửa quyền được cấp',
    sentence: text('Trần Quốc Hưng sửa quyền được cấp Người thẩm định'),
    icon: 'rubber-stamp',
    facts: [
      {
        label: text('Người thực hiện'),
        text: text('Trần Quốc Hưng'),
        isCode: false,
        href: '/admin/people/1',
      },
      { label: text('Mã hỗ trợ'), text: text('C9TD-4W7P'), isCode: true, href: null },
    ],
    changes: [{ field: text('Đến'), before: text('31/12/2026'), after: text('31/12/2027') }],
    previousHash: text('b7e140c29a5d'),
    hash: text('4d90c83e17ba'),
    isSealed: true,
    previous: '/admin/audit/1204870',
    next: '/admin/audit/1204872',
  };
  return [full, { ...full, changes: [], isSealed: false, previous: null, next: null }];
}

function failures(text: Text, frame: ConsoleFrame): SignInFailureView[] {
  const full: SignInFailureView = {
    ...frame,
    code: text('C9TD-4W7P'),
    at,
    cause: text('Sai mật khẩu'),
    remedy: text('Gõ lại.'),
    account: {
      id: '1',
      fullName: text('Hồ Ngọc Đức'),
      email: text('hnduc@mic.example'),
      address: text('/admin/audit?person=1'),
    },
    facts: [{ label: text('Địa chỉ mạng'), text: text('10.14.9.21'), isCode: true, href: null }],
    records: text('/admin/audit?code=C9TD-4W7P'),
  };
  const narrow = full.account && { ...full.account, address: null };
  return [full, { ...full, account: null, facts: [] }, { ...full, account: narrow, records: null }];
}

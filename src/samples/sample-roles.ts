import { OWN_CLIENT_ID } from '../domain/clients/client-service.ts';
import type { RoleExtent } from '../domain/roles/role.ts';
import type { RoleGrantTarget } from '../domain/roles/role-grant-target.ts';

/** A registration of a sample relying system, as CLIENT.json writes it; without a secret. */
export interface SampleClient {
  input: Record<string, unknown>;
}

/** A role of a sample relying system. */
export interface SampleRole {
  clientId: string;
  code: string;
  name: string;
  nameEn: string;
  extent: RoleExtent;
  isPrivileged: boolean;
}

/** Who is given a sample role, and why. */
export interface SampleRoleGrant {
  clientId: string;
  /** Code of the role. */
  role: string;
  to: RoleGrantTarget;
  /** Days of Asia/Ho_Chi_Minh, both included. */
  from?: string;
  until?: string;
  decision: string;
  reason: string;
}

/** Id, icon and titles in the order of ports. Ids and icons have the same names but for `email`. */
const SYSTEMS = [
  { id: 'email', icon: 'mail', title: 'Thư điện tử', titleEn: 'E-mail' },
  {
    id: 'documents',
    icon: 'documents',
    title: 'Quản lý văn bản và điều hành',
    titleEn: 'Document management',
  },
  { id: 'intranet', icon: 'intranet', title: 'Hệ thống thông tin nội bộ', titleEn: 'Intranet' },
  { id: 'portal', icon: 'portal', title: 'Cổng thông tin điện tử', titleEn: 'Web portal' },
  { id: 'hr', icon: 'hr', title: 'Quản lý cán bộ, công chức, viên chức', titleEn: 'Staff management' },
  { id: 'reporting', icon: 'reporting', title: 'Hệ thống thông tin báo cáo', titleEn: 'Reporting' },
] as const;

/** Registrations of the six sample relying systems, one a port from `firstPort` on. */
export function sampleClients(firstPort: number): SampleClient[] {
  return SYSTEMS.map(({ id, icon, title, titleEn }, index) => {
    const origin = `http://localhost:${firstPort + index}`;
    const input = {
      client_id: id,
      client_name: title,
      redirect_uris: [`${origin}/callback`],
      post_logout_redirect_uris: [`${origin}/signed-out`],
      backchannel_logout_uri: `${origin}/backchannel-logout`,
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid profile email staff roles',
      launcher: { title, title_en: titleEn, icon, url: `${origin}/` },
    };
    return { input };
  });
}

function role(
  clientId: string,
  code: string,
  [name, nameEn]: readonly [string, string],
  extent: RoleExtent = 'none',
): SampleRole {
  return { clientId, code, name, nameEn, extent, isPrivileged: code === 'administrator' };
}

/** The roles of the sample relying systems. */
export const SAMPLE_ROLES: readonly SampleRole[] = [
  role('email', 'user', ['Người sử dụng thư', 'Mail user']),
  role('email', 'group-owner', ['Người quản lý nhóm thư', 'Mailing list owner'], 'own-unit'),
  role('email', 'administrator', ['Quản trị hệ thống thư', 'Mail administrator']),

  role('documents', 'author', ['Người soạn thảo', 'Author'], 'own-unit'),
  role('documents', 'reviewer', ['Người thẩm định', 'Reviewer'], 'own-unit'),
  role('documents', 'clerk', ['Văn thư', 'Records clerk'], 'own-unit'),
  role('documents', 'signer', ['Người ký', 'Signer'], 'own-unit'),
  role('documents', 'administrator', ['Quản trị hệ thống văn bản', 'Document administrator']),

  role('intranet', 'reader', ['Người đọc', 'Reader']),
  role('intranet', 'author', ['Người đăng tin', 'Author'], 'own-unit'),
  role('intranet', 'editor', ['Biên tập viên', 'Editor']),
  role('intranet', 'administrator', ['Quản trị thông tin nội bộ', 'Intranet administrator']),

  role('portal', 'contributor', ['Cộng tác viên', 'Contributor'], 'any'),
  role('portal', 'editor', ['Biên tập viên', 'Editor'], 'any'),
  role('portal', 'publisher', ['Người duyệt đăng', 'Publisher']),
  role('portal', 'administrator', ['Quản trị cổng thông tin', 'Portal administrator']),

  role('hr', 'self-service', ['Người tự khai hồ sơ', 'Own record']),
  role('hr', 'unit-officer', ['Cán bộ nhân sự đơn vị', 'Unit HR officer'], 'own-unit'),
  role('hr', 'officer', ['Cán bộ tổ chức', 'HR officer']),
  role('hr', 'viewer', ['Người tra cứu hồ sơ', 'Record viewer'], 'any'),

  role('reporting', 'reporter', ['Người nhập báo cáo', 'Reporter'], 'own-unit'),
  role('reporting', 'approver', ['Người duyệt báo cáo', 'Report approver'], 'own-unit'),
  role('reporting', 'consolidator', ['Người tổng hợp', 'Consolidator']),
  role('reporting', 'viewer', ['Người xem báo cáo', 'Report viewer'], 'any'),
];

type GrantLine = readonly [
  role: string,
  to: RoleGrantTarget,
  reason: string,
  period?: Pick<SampleRoleGrant, 'from' | 'until'>,
];

function grants(clientId: string, decision: string, lines: readonly GrantLine[]): SampleRoleGrant[] {
  return lines.map(([code, to, reason, period]) => ({
    clientId,
    role: code,
    to,
    ...period,
    decision,
    reason,
  }));
}

// Codes of units and positions as the sample ministry has them.
const INFORMATION_SECURITY = 'G14.05';
const NEWS_DEPARTMENTS = ['G14.08', 'G14.09', 'G14.12'] as const;
const INFORMATION_CENTRE = 'G14.14';
const PORTAL_ROOM = 'G14.14.4';
const HR_DEPARTMENT = 'G14.03';
const HEADS = [
  'vu-truong',
  'cuc-truong',
  'giam-doc',
  'vien-truong',
  'chanh-van-phong',
  'chanh-thanh-tra',
] as const;
const ROOM_HEADS = ['truong-phong', 'pho-truong-phong'] as const;
const SPECIALISTS = ['chuyen-vien', 'chuyen-vien-chinh', 'chuyen-vien-cao-cap'] as const;

const STAFF = 'staff@mic.example';
const ADMIN = 'admin@mic.example';
const HR = 'hr@mic.example';
const UNIT_ADMIN = 'unit-admin@mic.example';
const AUDITOR = 'auditor@mic.example';

/** The same role for each of some positions, in every unit. */
function toPositions(positions: readonly string[], code: string, reason: string): GrantLine[] {
  return positions.map((position) => [code, { position }, reason]);
}

/**
 * Who holds which sample role; numbers of decisions are invented. staff@ holds one in every system, clerk@ in
 * documents only: so outside documents nothing is given to the whole ministry, to Văn phòng Bộ or to văn thư.
 * The roles of the product itself are there before the sample ministry is.
 */
export const SAMPLE_ROLE_GRANTS: readonly SampleRoleGrant[] = [
  ...grants('email', '101/QĐ-BTTTT', [
    ...toPositions([...HEADS, ...ROOM_HEADS, ...SPECIALISTS], 'user', 'Hộp thư công vụ theo chức vụ'),
    ['group-owner', { position: 'truong-phong' }, 'Quản lý nhóm thư của phòng'],
    ['group-owner', { person: UNIT_ADMIN }, 'Quản lý nhóm thư của Cục', { until: '2029-12-31' }],
    ['administrator', { person: ADMIN }, 'Vận hành hệ thống thư', { from: '2026-01-01' }],
  ]),
  ...grants('documents', '102/QĐ-BTTTT', [
    ...toPositions(SPECIALISTS, 'author', 'Soạn thảo văn bản theo chức vụ'),
    ['author', { unit: INFORMATION_SECURITY, subtree: true }, 'Mọi người của Cục soạn thảo văn bản'],
    ...toPositions(ROOM_HEADS, 'reviewer', 'Thẩm định văn bản của phòng'),
    ['clerk', { position: 'van-thu' }, 'Văn thư các đơn vị'],
    ...toPositions(HEADS, 'signer', 'Thủ trưởng đơn vị ký văn bản'),
    ['signer', { position: 'bo-truong', unit: 'G14' }, 'Lãnh đạo Bộ ký văn bản'],
    ['signer', { position: 'thu-truong', unit: 'G14' }, 'Lãnh đạo Bộ ký văn bản'],
    ['administrator', { person: ADMIN }, 'Vận hành hệ thống văn bản', { from: '2026-01-01' }],
  ]),
  ...grants('intranet', '103/QĐ-BTTTT', [
    ...toPositions([...HEADS, ...ROOM_HEADS, ...SPECIALISTS], 'reader', 'Đọc tin nội bộ'),
    ['author', { position: 'truong-phong', unit: INFORMATION_SECURITY, subtree: true }, 'Đăng tin của Cục'],
    ['editor', { unit: INFORMATION_CENTRE }, 'Ban biên tập tại Trung tâm Thông tin'],
    ['editor', { unit: PORTAL_ROOM }, 'Phòng Cổng thông tin điện tử biên tập tin'],
    ['administrator', { person: ADMIN }, 'Vận hành hệ thống nội bộ', { from: '2026-01-01' }],
  ]),
  ...grants('portal', '104/QĐ-BTTTT', [
    ['contributor', { person: STAFF }, 'Cộng tác viên của Cục An toàn thông tin', { from: '2026-01-05' }],
    ['editor', { person: STAFF }, 'Biên tập chuyên đề', { from: '2026-02-01', until: '2026-06-30' }],
    ...NEWS_DEPARTMENTS.map(
      (unit): GrantLine => ['contributor', { unit, subtree: true }, 'Đơn vị cung cấp tin'],
    ),
    ['editor', { unit: PORTAL_ROOM }, 'Phòng Cổng thông tin điện tử biên tập'],
    ['publisher', { position: 'giam-doc', unit: INFORMATION_CENTRE }, 'Giám đốc duyệt đăng'],
    ['publisher', { position: 'pho-giam-doc', unit: INFORMATION_CENTRE }, 'Phó Giám đốc duyệt đăng'],
    ['administrator', { person: ADMIN }, 'Vận hành cổng thông tin', { from: '2026-01-01' }],
  ]),
  ...grants('hr', '105/QĐ-BTTTT', [
    ...toPositions(
      [...HEADS, ...ROOM_HEADS, ...SPECIALISTS],
      'self-service',
      'Tự khai và xem hồ sơ của mình',
    ),
    ['unit-officer', { person: UNIT_ADMIN }, 'Cập nhật hồ sơ của Cục', { until: '2029-12-31' }],
    ['officer', { unit: HR_DEPARTMENT, subtree: true }, 'Vụ Tổ chức cán bộ quản lý hồ sơ'],
    ['viewer', { person: HR }, 'Tra cứu hồ sơ toàn Bộ', { from: '2026-01-01' }],
    ['viewer', { person: AUDITOR }, 'Phục vụ thanh tra', { from: '2026-01-01', until: '2028-12-31' }],
  ]),
  ...grants('reporting', '106/QĐ-BTTTT', [
    [
      'reporter',
      { position: 'chuyen-vien', unit: INFORMATION_SECURITY, subtree: true },
      'Nhập báo cáo của Cục',
    ],
    ['reporter', { position: 'chuyen-vien', unit: 'G14.04', subtree: true }, 'Nhập báo cáo của Cục'],
    ...toPositions(HEADS, 'approver', 'Thủ trưởng đơn vị duyệt báo cáo'),
    ['consolidator', { unit: 'G14.01.3' }, 'Phòng Tổng hợp – Thư ký tổng hợp báo cáo'],
    ['viewer', { position: 'bo-truong' }, 'Lãnh đạo Bộ xem báo cáo'],
    ['viewer', { position: 'thu-truong' }, 'Lãnh đạo Bộ xem báo cáo'],
    ['viewer', { person: AUDITOR }, 'Phục vụ thanh tra', { from: '2026-01-01', until: '2028-12-31' }],
  ]),
  ...grants(OWN_CLIENT_ID, '107/QĐ-BTTTT', [
    ['system-administrator', { person: ADMIN }, 'Vận hành MicConnect', { from: '2026-01-01' }],
    ['hr-officer', { person: HR }, 'Quản lý danh bạ cán bộ', { from: '2026-01-01' }],
    ['help-desk', { unit: INFORMATION_CENTRE }, 'Trung tâm Thông tin hỗ trợ người dùng'],
    ['unit-administrator', { person: UNIT_ADMIN }, 'Quản trị quyền của Cục', { until: '2029-12-31' }],
    ['auditor', { person: AUDITOR }, 'Phục vụ thanh tra', { from: '2026-01-01', until: '2028-12-31' }],
  ]),
];

import type { AuditType } from '../domain/audit/audit-event.ts';
import type { Lang } from './translate.ts';

/** What happened to an account or its person, as short as a line of a timeline. */
const ACTS = {
  'sign_in.succeeded': ['Đăng nhập', 'Signed in'],
  'sign_in.refused': ['Đăng nhập bị từ chối', 'Sign-in refused'],
  'session.ended': ['Kết thúc phiên đăng nhập', 'Session ended'],
  'password.changed': ['Đổi mật khẩu', 'Password changed'],
  'password.reset_requested': ['Xin đặt lại mật khẩu', 'Password reset asked for'],
  'password.reset': ['Đặt lại mật khẩu qua thư', 'Password reset by mail'],
  'activation.sent': ['Gửi thư kích hoạt', 'Activation letter sent'],
  'activation.used': ['Kích hoạt tài khoản', 'Account activated'],
  'credential.enrolled': ['Đăng ký cách xác thực', 'Factor enrolled'],
  'credential.renamed': ['Đổi tên khóa truy cập', 'Passkey renamed'],
  'credential.revoked': ['Gỡ cách xác thực', 'Factor taken away'],
  'credentials.reset': ['Đặt lại cách xác thực', 'Factors reset'],
  'recovery_codes.made': ['Tạo mã khôi phục', 'Recovery codes made'],
  'recovery_code.used': ['Dùng mã khôi phục', 'Recovery code used'],
  'certificate.bound': ['Đăng ký chứng thư số', 'Certificate enrolled'],
  'certificate.proposed': ['Chứng thư số chờ xác nhận', 'Certificate waits for confirmation'],
  'certificate.confirmed': ['Xác nhận chứng thư số', 'Certificate confirmed'],
  'certificate.unbound': ['Gỡ chứng thư số', 'Certificate taken away'],
  'certificate.reminded': ['Nhắc chứng thư số sắp hết hạn', 'Reminded of a certificate that ends'],
  'device.forgotten': ['Gỡ thiết bị tin cậy', 'Trusted device forgotten'],
  'account.unlocked': ['Mở khóa đăng nhập', 'Sign-in unlocked'],
  'account.dormant': ['Báo lâu không đăng nhập', 'Flagged as not used for long'],
  'person.disabled': ['Vô hiệu hóa tài khoản', 'Account disabled'],
  'person.enabled': ['Mở lại tài khoản', 'Account enabled'],
  'person.protected': ['Bảo vệ tài khoản', 'Account protected'],
  'person.unprotected': ['Thôi bảo vệ tài khoản', 'Protection lifted'],
  'person.deprovisioned': ['Rút tài khoản qua SCIM', 'Removed by SCIM'],
  'staff.provisioned': ['Cập nhật hồ sơ qua SCIM', 'Record updated by SCIM'],
  'role.granted': ['Cấp quyền', 'Role granted'],
  'role.edited': ['Sửa quyền được cấp', 'Role grant changed'],
  'role.revoked': ['Thu hồi quyền', 'Role revoked'],
  'role.submitted': ['Trình cấp quyền', 'Role grant waits for approval'],
  'role.approved': ['Duyệt cấp quyền', 'Role grant approved'],
  'role.rejected': ['Từ chối cấp quyền', 'Role grant rejected'],
  'request.made': ['Đề nghị cấp quyền', 'Role asked for'],
  'request.approved': ['Duyệt đề nghị', 'Request approved'],
  'request.rejected': ['Từ chối đề nghị', 'Request rejected'],
  'request.withdrawn': ['Rút đề nghị', 'Request withdrawn'],
  'request.expired': ['Đề nghị quá hạn', 'Request expired'],
  'mandate.given': ['Ủy quyền', 'Mandate given'],
  'mandate.ended': ['Kết thúc ủy quyền', 'Mandate ended'],
  'token.reuse_detected': ['Mã truy cập bị dùng lại', 'Token used twice'],
} as const satisfies Partial<Record<AuditType, readonly [vi: string, en: string]>>;

export type TimelineAct = keyof typeof ACTS;

/** What a person's timeline is made of. */
export const TIMELINE_ACTS = Object.keys(ACTS) as TimelineAct[];

/** An act in words; undefined for what no timeline tells. */
export function timelineWords(type: AuditType, lang: Lang): string | undefined {
  const known: Partial<Record<AuditType, readonly [string, string]>> = ACTS;
  return known[type]?.[lang === 'vi' ? 0 : 1];
}

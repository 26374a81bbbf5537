import type { StepCode, StepName, VerdictStep } from '../domain/certificates/certificate-verdict.ts';
import type { Lang } from './translate.ts';

type Words = Readonly<Record<Lang, string>>;

/** What each step asks. */
export const STEP_WORDS: Readonly<Record<StepName, Words>> = {
  parse: { vi: 'Đọc chứng thư', en: 'Read the certificate' },
  path: { vi: 'Chuỗi cấp phát', en: 'Chain of issuers' },
  validity: { vi: 'Thời hạn', en: 'Validity' },
  usage: { vi: 'Mục đích sử dụng', en: 'Usage' },
  algorithm: { vi: 'Thuật toán và khóa', en: 'Algorithms and keys' },
  profile: { vi: 'Loại chứng thư', en: 'Kind of certificate' },
  revocation: { vi: 'Tình trạng thu hồi', en: 'Revocation' },
  mapping: { vi: 'Gắn với người dùng', en: 'Whose it is' },
};

export const STATE_WORDS: Readonly<Record<VerdictStep['state'], Words>> = {
  passed: { vi: 'đạt', en: 'passed' },
  failed: { vi: 'KHÔNG ĐẠT', en: 'FAILED' },
  not_reached: { vi: 'chưa xét', en: 'not reached' },
};

/** Why a step failed and what to do, for the help desk. */
export const CAUSE_WORDS: Readonly<Record<StepCode, Words>> = {
  certificate_too_large: { vi: 'Dữ liệu quá lớn so với một chứng thư', en: 'Too large for a certificate' },
  certificate_malformed: {
    vi: 'Không đọc được: không phải chứng thư X.509 phiên bản 3 hợp lệ',
    en: 'Cannot be read: no sound X.509 version 3 certificate',
  },
  too_many_certificates: { vi: 'Quá nhiều chứng thư đi kèm', en: 'Too many certificates came along' },
  key_unsupported: {
    vi: 'Loại khóa không được hỗ trợ (chỉ RSA, P-256, P-384, P-521)',
    en: 'Kind of key not supported (only RSA, P-256, P-384, P-521)',
  },
  no_trust_bundle: {
    vi: 'Chưa cấu hình cây chứng thư tin cậy (KEYS_DIR/ca)',
    en: 'No trusted tree is configured (KEYS_DIR/ca)',
  },
  issuer_unknown: {
    vi: 'Không tới được gốc tin cậy: đơn vị cấp lạ, hoặc thiếu chứng thư trung gian',
    en: 'No trusted root is reached: unknown issuer, or an intermediate is missing',
  },
  issuer_signature_wrong: {
    vi: 'Đơn vị cấp trùng tên nhưng chữ ký không đúng: có thể là giả mạo',
    en: 'The issuer’s name is known but the signature is not its own: possibly forged',
  },
  issuer_not_authority: {
    vi: 'Đơn vị cấp không có quyền cấp chứng thư đăng nhập',
    en: 'The issuer may not issue login certificates',
  },
  path_length_exceeded: {
    vi: 'Chuỗi dài hơn mức đơn vị cấp cho phép',
    en: 'The chain is longer than an issuer allows',
  },
  name_constraints_violated: {
    vi: 'Tên hoặc thư điện tử nằm ngoài phạm vi đơn vị cấp được phép',
    en: 'A name or e-mail address is outside of what an issuer may certify',
  },
  path_refused: {
    vi: 'Chính sách trong chuỗi không cho phép',
    en: 'Policies within the chain do not allow it',
  },
  not_yet_valid: { vi: 'Chưa đến ngày hiệu lực', en: 'Not valid yet' },
  expired: { vi: 'Đã hết hạn: cần gia hạn hoặc cấp mới', en: 'Expired: a new one is needed' },
  leaf_is_authority: {
    vi: 'Là chứng thư của tổ chức cấp phát, không phải của người',
    en: 'An authority’s certificate, not a person’s',
  },
  digital_signature_missing: {
    vi: 'Chỉ dùng để ký văn bản: thiếu digitalSignature',
    en: 'Made for signing documents only: digitalSignature is missing',
  },
  client_authentication_missing: {
    vi: 'Không dùng để đăng nhập: thiếu mục đích clientAuth',
    en: 'Not made for signing in: clientAuth is missing',
  },
  critical_extension_unknown: {
    vi: 'Có phần mở rộng bắt buộc mà hệ thống không biết',
    en: 'A critical extension is not known',
  },
  signature_algorithm_weak: {
    vi: 'Ký bằng thuật toán yếu (cần SHA-256 trở lên)',
    en: 'Signed with a weak algorithm (SHA-256 or better is needed)',
  },
  key_too_small: { vi: 'Khóa quá ngắn', en: 'The key is too small' },
  usage_required_by_policy_missing: {
    vi: 'Thiếu mục đích mà chính sách của cây yêu cầu',
    en: 'A purpose that the tree’s policy requires is missing',
  },
  policy_not_allowed: {
    vi: 'Chính sách chứng thư không thuộc loại được nhận',
    en: 'Its certificate policy is not accepted here',
  },
  organisation_certificate: {
    vi: 'Chứng thư của cơ quan, tổ chức: mỗi người phải dùng chứng thư cá nhân',
    en: 'An organisation’s certificate: people sign in with their own',
  },
  revoked: { vi: 'Đã bị thu hồi', en: 'Revoked' },
  revocation_unproven: {
    vi: 'Chưa chứng minh được là không bị thu hồi',
    en: 'It is not proven that it has not been revoked',
  },
  not_bound: { vi: 'Chưa gắn với ai', en: 'Not bound to anybody' },
  not_yours: { vi: 'Chưa gắn với tài khoản này', en: 'Not bound to this account' },
  awaiting_confirmation: {
    vi: 'Đang chờ xác nhận chứng thư mới',
    en: 'A renewed certificate that waits for confirmation',
  },
  email_ambiguous: {
    vi: 'Thư điện tử trong chứng thư thuộc về nhiều người',
    en: 'Its e-mail addresses belong to several people',
  },
  identity_differs: {
    vi: 'Số định danh trong chứng thư khác với hồ sơ nhân sự',
    en: 'The identity number in it differs from the HR record',
  },
  person_closed: { vi: 'Tài khoản của người được gắn đang đóng', en: 'The account of its person is closed' },
};

import type { StepCode } from '../domain/certificates/certificate-verdict.ts';
import type { RevocationProblem } from '../domain/certificates/revocation-proof.ts';
import type { Lang } from './translate.ts';

type Words = Readonly<Record<Lang, string>>;

const PERSONAL: Words = {
  vi: 'Chọn chứng thư cá nhân để đăng nhập; nếu chưa có, đề nghị đơn vị làm thủ tục cấp.',
  en: 'Choose the personal login certificate; without one, ask the unit to apply for it.',
};
const REISSUE: Words = {
  vi: 'Đề nghị cơ quan cấp chứng thư cấp lại theo chuẩn hiện hành.',
  en: 'Ask the authority to issue it anew by present standards.',
};
const ISSUER: Words = {
  vi: 'Không tự xử lý được: báo bộ phận hỗ trợ, kèm tên cơ quan cấp ở trên.',
  en: 'Nothing to be done alone: tell the help desk, with the issuer named above.',
};
const FILE: Words = {
  vi: 'Xuất lại chứng thư ra tệp .cer từ trình quản lý USB ký số. Tệp .p12 hoặc .pfx chứa khóa bí mật: không gửi cho ai.',
  en: 'Export the certificate to a .cer file again from the token’s own tool. A .p12 or .pfx file holds the secret key: send it to nobody.',
};
const OFFICER: Words = {
  vi: 'Báo bộ phận hỗ trợ để quản trị viên xem hồ sơ và chứng thư đã gắn.',
  en: 'Tell the help desk: an administrator looks at the record and what is bound.',
};
/** What a person does about a step that failed. */
export const REMEDY_WORDS: Readonly<Record<StepCode, Words>> = {
  certificate_too_large: FILE,
  certificate_malformed: FILE,
  too_many_certificates: {
    vi: 'Xuất riêng chứng thư của mình, không kèm cả kho chứng thư.',
    en: 'Export one’s own certificate alone, not the whole store.',
  },
  key_unsupported: REISSUE,
  no_trust_bundle: {
    vi: 'Ở đây chưa bật đăng nhập bằng chứng thư số: dùng mật khẩu.',
    en: 'Sign-in by certificate is not set up here: use the password.',
  },
  issuer_unknown: {
    vi: 'Chọn chứng thư do cơ quan nhà nước hoặc tổ chức được cấp phép cấp; nếu đúng rồi, báo bộ phận hỗ trợ.',
    en: 'Choose one issued by the government or a licensed authority; if it is, tell the help desk.',
  },
  issuer_signature_wrong: {
    vi: 'Không dùng chứng thư này. Báo ngay bộ phận hỗ trợ nó từ đâu mà có.',
    en: 'Do not use it. Tell the help desk at once where it came from.',
  },
  issuer_not_authority: ISSUER,
  path_length_exceeded: ISSUER,
  name_constraints_violated: ISSUER,
  path_refused: ISSUER,
  not_yet_valid: {
    vi: 'Chờ tới ngày hiệu lực; tới lúc đó dùng chứng thư cũ hoặc mật khẩu.',
    en: 'Wait for its first day; until then use the old one, or the password.',
  },
  expired: {
    vi: 'Cắm USB ký số được cấp gần nhất; nếu chưa có, đề nghị đơn vị làm thủ tục gia hạn.',
    en: 'Plug in the token that was issued last; without one, ask the unit to apply for renewal.',
  },
  leaf_is_authority: PERSONAL,
  digital_signature_missing: PERSONAL,
  client_authentication_missing: PERSONAL,
  critical_extension_unknown: ISSUER,
  signature_algorithm_weak: REISSUE,
  key_too_small: REISSUE,
  usage_required_by_policy_missing: PERSONAL,
  policy_not_allowed: PERSONAL,
  organisation_certificate: PERSONAL,
  revoked: {
    vi: 'Có thể đang cắm USB ký số cũ: cắm USB được cấp gần nhất. Nếu không tự báo thu hồi, gọi bộ phận hỗ trợ.',
    en: 'This may be the old token: plug in the one issued last. If nobody asked for the revocation, call the help desk.',
  },
  revocation_unproven: {
    vi: 'Không phải lỗi của chứng thư: thử lại sau ít phút, trong lúc đó dùng mật khẩu.',
    en: 'The certificate is not at fault: try again in some minutes, and use the password meanwhile.',
  },
  not_bound: {
    vi: 'Đăng nhập cách khác rồi gắn ở trang Bảo mật. Nếu gắn không được, gọi bộ phận hỗ trợ.',
    en: 'Sign in another way, then enrol it on the Security page. If that fails, call the help desk.',
  },
  not_yours: {
    vi: 'Gắn ở trang Bảo mật, sau khi đăng nhập hai bước. Nếu gắn không được, gọi bộ phận hỗ trợ.',
    en: 'Enrol it on the Security page, after a two-step sign-in. If that fails, call the help desk.',
  },
  awaiting_confirmation: {
    vi: 'Xác nhận chứng thư mới ở trang Bảo mật, sau khi đăng nhập hai bước bằng cách khác.',
    en: 'Confirm the renewed certificate on the Security page, after a two-step sign-in by other means.',
  },
  email_ambiguous: OFFICER,
  identity_differs: OFFICER,
  person_closed: OFFICER,
};

/** Why nothing is proven about the revocation of a certificate. */
export const PROBLEM_WORDS: Readonly<Record<RevocationProblem, Words>> = {
  no_source: { vi: 'không có nơi để hỏi', en: 'there is nobody to ask' },
  unreachable: { vi: 'không hỏi được cơ quan cấp', en: 'the authority cannot be reached' },
  stale: { vi: 'danh sách thu hồi đã quá hạn', en: 'the revocation list is out of date' },
  bad_signature: { vi: 'chữ ký của danh sách không đúng', en: 'the signature of the list is wrong' },
  foreign_signer: { vi: 'nơi trả lời không được ủy quyền', en: 'who answered is not authorised' },
  rolled_back: { vi: 'danh sách cũ hơn bản đã có', en: 'the list is older than one before' },
  wrong_nonce: { vi: 'câu trả lời không khớp câu hỏi', en: 'the answer belongs to another question' },
  too_large: { vi: 'danh sách lớn quá mức cho phép', en: 'the list is larger than allowed' },
  malformed: { vi: 'danh sách không đọc được', en: 'the list cannot be read' },
  unknown_to_responder: { vi: 'cơ quan cấp không biết chứng thư này', en: 'the authority does not know it' },
  not_covered: { vi: 'danh sách không nói về chứng thư này', en: 'the list does not speak of it' },
  host_not_allowed: { vi: 'địa chỉ hỏi không được phép', en: 'the address is not allowed' },
};

import type { FieldProblem } from '../domain/field-reader.ts';
import type { Lang } from './translate.ts';

/**
 * What `readClientMetadata` and the form find wrong, said to whoever fills it in. The English of the operator's tool
 * names it; what is not here a form cannot send, or only one that was made by hand.
 */
const WORDS: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  'is required': { vi: 'Điền mục này', en: 'Fill this in' },
  'is not JSON': {
    vi: 'Dán nguyên văn bộ khóa JSON, bắt đầu bằng {"keys":',
    en: 'Paste the key set as JSON, beginning with {"keys":',
  },
  'must be a text': { vi: 'Nhập không quá 2.000 ký tự', en: 'Enter at most 2,000 characters' },
  'must be a list of texts': { vi: 'Nhập không quá 100 dòng', en: 'Enter at most 100 lines' },
  'is not an absolute address': {
    vi: 'Nhập địa chỉ đầy đủ, ví dụ https://ungdung.mic.example/oidc/cb',
    en: 'Enter a whole address, such as https://system.mic.example/oidc/cb',
  },
  'must not hold spaces or backslashes': {
    vi: 'Bỏ dấu cách và dấu gạch chéo ngược',
    en: 'Leave out spaces and backslashes',
  },
  'must not have a fragment': { vi: 'Bỏ phần từ dấu # trở đi', en: 'Leave out what begins with #' },
  'must not have a user name or password': {
    vi: 'Bỏ tên đăng nhập và mật khẩu khỏi địa chỉ',
    en: 'Leave the user name and password out of the address',
  },
  'must not have a wildcard': {
    vi: 'Ghi từng địa chỉ một, không dùng dấu *',
    en: 'Name each address by itself, without *',
  },
  'must be https (http only for localhost)': {
    vi: 'Dùng https; http chỉ được dùng với localhost',
    en: 'Use https; http is for localhost alone',
  },
  'has a scheme that is not allowed': {
    vi: 'Địa chỉ phải bắt đầu bằng https://',
    en: 'The address must begin with https://',
  },
  'names an address twice': { vi: 'Có địa chỉ ghi hai lần', en: 'An address stands there twice' },
  'must be a JWK set with at least one key': {
    vi: 'Bộ khóa cần ít nhất một khóa, dạng {"keys": [...]}',
    en: 'The set needs at least one key, as in {"keys": [...]}',
  },
  'must hold public keys only': {
    vi: 'Bộ khóa có khóa riêng. Không gửi khóa riêng đi; chỉ dán khóa công khai, và thay khóa vừa lộ',
    en: 'There is a private key in it. Never send those; paste public keys, and replace the one just shown',
  },
  'is not a known scope': { vi: 'Không có phạm vi dữ liệu này', en: 'There is no such scope' },
  'must be required for a public client': {
    vi: 'Ứng dụng công khai luôn phải dùng PKCE',
    en: 'A public client always uses PKCE',
  },
  'must be none with legacy_profile': {
    vi: 'Chế độ cho ứng dụng cũ không dùng PKCE',
    en: 'The mode for old systems has no PKCE',
  },
  'is required for grant_type authorization_code': {
    vi: 'Ghi ít nhất một địa chỉ, nơi người dùng được đưa về sau khi đăng nhập',
    en: 'Name at least one address, to which people come back after the sign-in',
  },
  'client_credentials needs a client that can authenticate': {
    vi: 'Ứng dụng công khai không thể lấy mã truy cập cho chính mình (client_credentials)',
    en: 'A public client gets no token of its own (client_credentials)',
  },
  'must be client_secret_post with legacy_profile': {
    vi: 'Chế độ cho ứng dụng cũ cần bí mật trong thân yêu cầu (client_secret_post)',
    en: 'The mode for old systems needs the secret in the body (client_secret_post)',
  },
  'give jwks or jwks_uri, not both': {
    vi: 'Dán bộ khóa hoặc ghi địa chỉ khóa, không cả hai',
    en: 'Paste keys or name their address, not both',
  },
  'is required for private_key_jwt': {
    vi: 'Dán khóa công khai, hoặc ghi địa chỉ khóa ở mục dưới',
    en: 'Paste the public key, or name the address of keys below',
  },
  'is not a level': { vi: 'Không có mức xác thực này', en: 'There is no such level' },
  'is required for role_change_notice logout': {
    vi: 'Ứng dụng được báo đổi vai trò qua lệnh đăng xuất nên cần địa chỉ này',
    en: 'The system hears of changed roles by sign-outs, so the address is needed',
  },
  'must hold roles for role_change_notice': {
    vi: 'Ứng dụng được báo khi đổi vai trò nên cần phạm vi roles',
    en: 'The system hears of changed roles, so it needs the scope roles',
  },
  'is not a unit': { vi: 'Không có đơn vị mang mã này', en: 'There is no unit with this code' },
  'is taken': { vi: 'Đã có ứng dụng mang mã này', en: 'There is a system with this id' },
  'is not plain': {
    vi: 'Chỉ dùng chữ cái không dấu, chữ số, - và _; không quá 200 ký tự',
    en: 'Use A-Z, a-z, 0-9, - and _ alone; at most 200 characters',
  },
};

const OTHER = { vi: 'Giá trị này không dùng được', en: 'This value cannot be used' };

/** A problem of a registration, in the language of whoever fills in the form. */
export function clientProblemText({ problem }: FieldProblem, lang: Lang): string {
  return (Object.hasOwn(WORDS, problem) ? WORDS[problem] : undefined)?.[lang] ?? OTHER[lang];
}

import type { SignInFailure } from '../domain/authentication/sign-in-failure.ts';
import { CAUSE_WORDS } from './certificate-verdict.ts';
import type { Lang } from './translate.ts';

interface Cause {
  vi: { cause: string; remedy: string };
  en: { cause: string; remedy: string };
}

function cause(vi: [string, string], en: [string, string]): Cause {
  return { vi: { cause: vi[0], remedy: vi[1] }, en: { cause: en[0], remedy: en[1] } };
}

/** Why a sign-in was refused, and what to do: for the help desk, and for the person in her own history. */
const CAUSES: Readonly<Record<string, Cause>> = {
  unknown: cause(
    ['Không có tài khoản với tên này', 'Kiểm tra tên đăng nhập hoặc thư điện tử công vụ đã gõ.'],
    ['No account has this name', 'Check the user name or official e-mail that was typed.'],
  ),
  no_password: cause(
    ['Tài khoản chưa có mật khẩu', 'Gửi lại thư kích hoạt, hoặc đăng nhập bằng chứng thư số.'],
    ['The account has no password', 'Send the activation letter again, or sign in with a certificate.'],
  ),
  wrong: cause(
    ['Sai mật khẩu', 'Gõ lại, xem phím Caps Lock và bộ gõ tiếng Việt; hoặc chọn “Quên mật khẩu?”.'],
    ['Wrong password', 'Type it again, mind Caps Lock and the Vietnamese keyboard; or “Forgot password?”.'],
  ),
  locked: cause(
    ['Tạm khóa vì sai mật khẩu nhiều lần', 'Tự mở khi ngừng thử một lúc; hoặc mở ngay sau khi xác minh.'],
    [
      'Locked for now after too many wrong passwords',
      'It opens after a rest without tries; or unlock it once you know who asks.',
    ],
  ),
  too_soon: cause(
    ['Thử lại quá sớm sau khi sai mật khẩu', 'Chờ lâu hơn giữa các lần gõ; mỗi lần sai phải chờ thêm.'],
    [
      'Tried again too soon after a wrong password',
      'Wait longer between tries: each wrong one adds to the wait.',
    ],
  ),
  disabled: cause(
    ['Tài khoản đã bị khóa', 'Hỏi quản trị viên vì sao khóa; chỉ quản trị viên mở lại được.'],
    ['The account is disabled', 'Ask an administrator why; only an administrator enables it.'],
  ),
  not_working: cause(
    ['Hồ sơ nhân sự không còn công tác', 'Nếu không đúng, đơn vị báo tổ chức cán bộ sửa hồ sơ.'],
    [
      'HR says that the person does not work here',
      'If that is wrong, the unit asks HR to correct the record.',
    ],
  ),
  expired: cause(
    ['Hết thời hạn giữ chức vụ', 'Đơn vị báo tổ chức cán bộ gia hạn trong hồ sơ.'],
    ['The last appointment has ended', 'The unit asks HR to extend it in the record.'],
  ),
  not_yet_active: cause(
    ['Chưa tới ngày nhận chức vụ', 'Chờ tới ngày, hoặc đơn vị báo tổ chức cán bộ sửa ngày.'],
    ['The first appointment has not begun', 'Wait for the day, or the unit asks HR to correct it.'],
  ),
  break_glass: cause(
    [
      'Tài khoản khẩn cấp không mở được',
      'Gõ cả hai nửa mã; mã đã dùng hoặc đã niêm phong lại thì hết hiệu lực.',
    ],
    ['The emergency account does not open', 'Type both halves; what was used or sealed anew is void.'],
  ),
  code_wrong: cause(
    ['Sai mã xác thực', 'Nhập mã đang hiện; đặt giờ điện thoại theo mạng.'],
    ['Wrong code', 'Type the code that is shown now; set the clock of the phone by the network.'],
  ),
  code_used: cause(
    ['Mã đã dùng rồi', 'Chờ mã tiếp theo, không quá 30\u00a0giây.'],
    ['The code was used before', 'Wait for the next one, 30\u00a0seconds at most.'],
  ),
  code_locked: cause(
    ['Tạm khóa vì sai mã nhiều lần', 'Chờ một lúc, dùng cách khác, hoặc đặt lại sau khi xác minh.'],
    [
      'Locked for now after too many wrong codes',
      'Wait a while, use another way, or reset it once you know who asks.',
    ],
  ),
};

/** What `wrong` and the like mean of a passkey. */
const PASSKEY_CAUSES: Readonly<Record<string, Cause>> = {
  challenge: cause(
    ['Trang chờ khóa truy cập quá lâu, hoặc đã dùng', 'Mở lại trang đăng nhập rồi thử lại.'],
    ['The page waited too long for the passkey, or was used', 'Open the sign-in again and try once more.'],
  ),
  unknown: cause(
    ['Khóa truy cập không còn gắn với tài khoản nào', 'Đăng nhập cách khác, rồi đăng ký lại khóa.'],
    ['The passkey belongs to no account any more', 'Sign in another way, then enrol the passkey again.'],
  ),
  wrong: cause(
    ['Khóa truy cập trả lời không đúng', 'Thử lại bằng trình duyệt khác, hoặc đăng nhập cách khác.'],
    ['The passkey’s answer does not verify', 'Try another browser, or sign in another way.'],
  ),
  foreign: cause(
    ['Khóa truy cập của người khác', 'Chọn khóa của chính mình.'],
    ['The passkey of somebody else', 'Choose your own.'],
  ),
  counter: cause(
    ['Khóa truy cập có dấu hiệu bị sao chép', 'Gỡ khóa này và báo bộ phận an toàn thông tin.'],
    ['The passkey may have been copied', 'Revoke it and tell the security officers.'],
  ),
};

const OTHER = cause(
  ['Bị từ chối', 'Chuyển mã hỗ trợ cho quản trị viên hệ thống.'],
  ['Refused', 'Pass the support code on to a system administrator.'],
);

const CERTIFICATE_REMEDY: Readonly<Record<Lang, string>> = {
  vi: 'Dùng chứng thư khác hoặc mật khẩu; kiểm tra tệp chứng thư bằng micconnect certificate inspect.',
  en: 'Use another certificate or the password; look at its file with micconnect certificate inspect.',
};

/** A recorded cause in plain words. @param methods as the attempt was made: a certificate has causes of its own */
export function causeInWords(
  { cause: code, methods }: { cause: string; methods: readonly string[] },
  lang: Lang,
): { cause: string; remedy: string } {
  if (methods.includes('certificate') && Object.hasOwn(CAUSE_WORDS, code)) {
    const words = CAUSE_WORDS[code as keyof typeof CAUSE_WORDS];
    return { cause: words[lang], remedy: CERTIFICATE_REMEDY[lang] };
  }
  if (methods.includes('passkey') && Object.hasOwn(PASSKEY_CAUSES, code))
    return (PASSKEY_CAUSES[code] ?? OTHER)[lang];
  return ((Object.hasOwn(CAUSES, code) ? CAUSES[code] : undefined) ?? OTHER)[lang];
}

/** A failed sign-in as JSON shows it: to the operator's tool and over the API. */
export function signInFailureFields({ attempt, person }: SignInFailure) {
  const { at, cause: code, methods, network } = attempt;
  const words = (lang: Lang) => causeInWords({ cause: code, methods }, lang);
  return { at, person: person?.id ?? null, cause: code, methods, network, vi: words('vi'), en: words('en') };
}

import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What new passwords are refused with, in Vietnamese. */
export const passwordErrorsVi = {
  password_too_short: {
    title: 'Mật khẩu mới quá ngắn',
    remedy: 'Dùng một câu dài, ví dụ bốn từ không liên quan.',
  },
  password_too_long: {
    title: 'Mật khẩu mới quá dài',
    remedy: 'Rút ngắn lại, một câu vừa phải là đủ.',
  },
  password_unchanged: {
    title: 'Mật khẩu mới trùng mật khẩu đang dùng',
    remedy: 'Đặt một mật khẩu khác.',
  },
  password_too_common: {
    title: 'Mật khẩu này quá phổ biến',
    remedy: 'Nhiều người đã dùng nên dễ bị đoán. Ghép bốn từ không liên quan.',
  },
  password_contains_name: {
    title: 'Mật khẩu chứa tên dễ đoán',
    remedy: 'Bỏ họ tên, tên đăng nhập và tên cơ quan khỏi mật khẩu.',
  },
  password_breached: {
    title: 'Mật khẩu này đã bị lộ',
    remedy: 'Mật khẩu có trong danh sách bị lộ từ hệ thống khác. Đặt mật khẩu chưa dùng ở đâu.',
  },
  password_weak: {
    title: 'Mật khẩu này dễ đoán',
    remedy: 'Tránh từ quen thuộc, ngày tháng và dãy phím liền nhau. Ghép thêm vài từ không liên quan.',
  },
  password_reused: {
    title: 'Mật khẩu này đã dùng trước đây',
    remedy: 'Đặt một mật khẩu chưa từng dùng cho tài khoản này.',
  },
  password_input_method: {
    title: 'Bộ gõ tiếng Việt có thể đã làm thay đổi mật khẩu',
    remedy:
      'Tắt Telex hoặc VNI, bấm “Hiện” để xem rồi gõ lại. Nếu cố ý dùng chữ có dấu, gõ lại và đánh dấu ô bên dưới.',
  },
  password_mismatch: {
    title: 'Hai lần nhập không giống nhau',
    remedy: 'Nhập lại mật khẩu mới ở cả hai ô.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;

import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** Why somebody's second factors are not taken away, in Vietnamese. */
export const recoveryErrorsVi = {
  second_factor_held: {
    title: 'Tài khoản đặc quyền này đã có xác thực hai bước',
    remedy: 'Đặt lại bằng account reset-factors, cần người thứ hai phê duyệt, rồi thiết lập lại.',
  },
  factor_reset_invalid: {
    title: 'Chưa ghi đủ căn cứ đặt lại',
    remedy: 'Ghi cách đối chiếu danh tính, nơi lưu căn cứ và lý do, mỗi mục không quá 200\u00a0ký tự.',
  },
  factor_reset_of_self: {
    title: 'Không được tự đặt lại xác thực hai bước của mình',
    remedy: 'Dùng mã khôi phục, cách xác thực khác, hoặc đề nghị người khác.',
  },
  factor_reset_waits: {
    title: 'Đã có một đề nghị đặt lại cho người này',
    remedy: 'Phê duyệt hoặc từ chối đề nghị đang chờ, không đề nghị lần nữa.',
  },
  factor_reset_not_found: {
    title: 'Không tìm thấy đề nghị đặt lại',
    remedy: 'Xem các đề nghị đang chờ bằng account pending-resets.',
  },
  factor_reset_not_waiting: {
    title: 'Đề nghị đặt lại không còn chờ phê duyệt',
    remedy: 'Đề nghị đã được phê duyệt, bị từ chối hoặc quá 24\u00a0giờ. Đề nghị lại nếu vẫn cần.',
  },
  break_glass_only: {
    title: 'Tài khoản khẩn cấp không đổi được gì của chính nó',
    remedy: 'Dùng tài khoản này để khôi phục quyền vào cho người khác, rồi niêm phong lại.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;

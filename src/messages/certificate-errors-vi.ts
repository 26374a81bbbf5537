import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What changes of login certificates are refused with, in Vietnamese. */
export const certificateErrorsVi = {
  certificate_refused: {
    title: 'Chứng thư số không dùng để đăng nhập được',
    remedy: 'Xem bước không đạt bằng micconnect certificate inspect, rồi xử lý theo nguyên nhân nêu ở đó.',
  },
  certificate_bound: {
    title: 'Chứng thư số này đã gắn với người này',
    remedy: 'Không cần làm gì thêm. Xem danh sách bằng micconnect certificate list.',
  },
  certificate_taken: {
    title: 'Chứng thư số này đang gắn với người khác',
    remedy:
      'Một chứng thư chỉ thuộc về một người. Gỡ khỏi người kia trước, sau khi xác minh ai đang giữ thiết bị.',
  },
  certificate_of_another: {
    title: 'Chứng thư số này mang tên người khác',
    remedy:
      'Số định danh hoặc thư điện tử trong chứng thư là của người khác. Kiểm tra lại tệp và người cần gắn.',
  },
  certificate_not_found: {
    title: 'Không tìm thấy chứng thư số này',
    remedy: 'Có thể đã được gỡ hoặc đã xác nhận. Xem danh sách bằng micconnect certificate list.',
  },
  certificate_file_too_large: {
    title: 'Tệp chứng thư số quá lớn',
    remedy: 'Chọn tệp PEM, DER hoặc P7B chỉ chứa chứng thư của một người và các chứng thư cấp trên.',
  },
  certificate_file_missing: {
    title: 'Chưa chọn tệp chứng thư nào',
    remedy: 'Chọn tệp rồi bấm lại.',
  },
  sign_in_not_fresh: {
    title: 'Cần đăng nhập lại trước khi đổi cách đăng nhập',
    remedy: 'Đăng nhập bằng hai yếu tố, rồi thực hiện ngay sau đó.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;

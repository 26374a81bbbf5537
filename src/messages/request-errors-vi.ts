import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What is wrong with a request for a role, in Vietnamese. */
export const requestErrorsVi = {
  role_not_requestable: {
    title: 'Vai trò này không đề nghị trực tuyến được',
    remedy: 'Vai trò đặc quyền do quản trị viên cấp theo quyết định. Hãy chọn vai trò khác.',
  },
  role_already_held: {
    title: 'Đã có vai trò này',
    remedy: 'Đề nghị gia hạn được khi vai trò còn không quá 30 ngày.',
  },
  role_request_invalid: {
    title: 'Đề nghị chưa đầy đủ',
    remedy: 'Nêu lý do, dưới 1.000 ký tự, và chọn ngày kết thúc trong thời hạn cho phép.',
  },
  role_request_not_found: { title: 'Không tìm thấy đề nghị', remedy: 'Mở lại danh sách đề nghị.' },
  role_request_decided: {
    title: 'Đề nghị không còn chờ quyết định',
    remedy: 'Người khác đã quyết định, hoặc đề nghị đã rút lại hay hết hạn. Mở lại danh sách để xem.',
  },
  role_request_exists: {
    title: 'Đề nghị này đang chờ sẵn',
    remedy: 'Chờ kết quả, hoặc rút lại đề nghị cũ rồi gửi lại.',
  },
  too_many_role_requests: {
    title: 'Có quá nhiều đề nghị đang chờ',
    remedy: 'Rút bớt đề nghị không cần nữa, hoặc chờ kết quả.',
  },
  profile_report_invalid: {
    title: 'Chưa rõ sai ở đâu',
    remedy: 'Chọn mục sai và viết nội dung đúng, không quá 500 ký tự.',
  },
  too_many_profile_reports: {
    title: 'Đã báo nhiều lần trong ngày',
    remedy: 'Cán bộ tổ chức đã nhận thư. Ngày mai báo tiếp được, hoặc gọi cho họ.',
  },
  nobody_to_tell: {
    title: 'Chưa có ai nhận được thư này',
    remedy: 'Hệ thống chưa có cán bộ tổ chức nào có hộp thư. Gọi hỗ trợ người dùng.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;

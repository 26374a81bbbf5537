import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What mandates are refused with, in Vietnamese. */
export const mandateErrorsVi = {
  mandate_invalid: {
    title: 'Chưa ủy quyền được như vậy',
    remedy:
      'Người ủy quyền phải đang giữ từng vai trò theo quyền được cấp của chính mình; cần số quyết định và ngày kết thúc trong hạn.',
  },
  mandate_not_found: {
    title: 'Không tìm thấy ủy quyền',
    remedy: 'Ủy quyền có thể đã kết thúc. Xem danh sách bằng micconnect role mandates.',
  },
  mandate_to_self: {
    title: 'Không được tự nhận ủy quyền',
    remedy: 'Người ủy quyền hoặc một quản trị viên khác phải nhập ủy quyền này.',
  },
  mandate_privileged: {
    title: 'Không được tự ủy quyền vai trò đặc quyền',
    remedy: 'Đề nghị một quản trị hệ thống khác nhập ủy quyền này.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;

import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** Why somebody may not give or take a role, in Vietnamese. */
export const authorityErrorsVi = {
  role_grant_to_self: {
    title: 'Không được tự cấp quyền cho mình',
    remedy: 'Đề nghị người khác có thẩm quyền cấp.',
  },
  role_grant_outside_extent: {
    title: 'Ngoài phạm vi đơn vị được quản trị',
    remedy: 'Chọn người nhận và phạm vi vai trò trong đơn vị mình quản trị, hoặc đề nghị quản trị hệ thống.',
  },
  role_grant_higher: {
    title: 'Vai trò đặc quyền này do cấp cao hơn cấp',
    remedy: 'Đề nghị quản trị hệ thống thu hồi.',
  },
  role_grant_not_waiting: {
    title: 'Quyền này không còn chờ phê duyệt',
    remedy: 'Quyền đã được phê duyệt, bị từ chối hoặc hết hạn. Đề nghị cấp lại nếu vẫn cần.',
  },
  second_person_needed: {
    title: 'Không tự mình gộp được vai trò đặc quyền',
    remedy: 'Cấp riêng vai trò đặc quyền để người thứ hai phê duyệt, hoặc nhờ người vận hành máy chủ gộp.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;

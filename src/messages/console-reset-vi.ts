/** Vietnamese texts of the console's page where second factors are reset. */
export const consoleResetVi = {
  'reset.title': 'Đặt lại xác thực hai bước của {name}?',
  'reset.link': 'Đặt lại xác thực hai bước',
  'reset.means':
    'Mọi cách xác thực thứ hai bị gỡ và mọi phiên kết thúc; lần đăng nhập sau sẽ yêu cầu đăng ký lại. Của tài khoản quản trị thì chờ người thứ hai phê duyệt. Cán bộ nhận được thư báo.',
  'reset.waiting': 'Đang chờ người thứ hai phê duyệt, đến {until}. Người đề nghị không tự phê duyệt.',
  'reset.by': 'Người đề nghị',
  'reset.checked': 'Đã xác minh danh tính bằng cách',
  'reset.check.id-card': 'Gặp trực tiếp, đối chiếu căn cước',
  'reset.check.call-back': 'Gọi lại theo số điện thoại trong hồ sơ nhân sự',
  'reset.check.head-of-unit': 'Thủ trưởng đơn vị xác nhận',
  'reset.reference': 'Nơi lưu việc xác minh',
  'reset.referenceHint': 'Số phiếu hỗ trợ, công văn hoặc biên bản.',
  'reset.reason': 'Lý do',
  'reset.submit': 'Đặt lại',
  'reset.approve': 'Phê duyệt đặt lại',
  'reset.reject': 'Từ chối đặt lại',
  'reset.notice.done': 'Đã gỡ mọi cách xác thực thứ hai.',
  'reset.notice.asked': 'Đã gửi. Chưa có gì thay đổi cho đến khi người thứ hai phê duyệt.',
  'reset.notice.rejected': 'Đã từ chối. Không có gì thay đổi.',
} as const;

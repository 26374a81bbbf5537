import { consolePostsVi } from './console-posts-vi.ts';
import { consoleUnitsVi } from './console-units-vi.ts';

/** Vietnamese texts of the console: its frame, and what all of its pages share. */
export const consoleVi = {
  ...consoleUnitsVi,
  ...consolePostsVi,
  'nav.console': 'Quản trị',
  'area.console': 'Quản trị',
  'console.scope': 'Phạm vi quản trị',
  'console.scopeWhole': 'Toàn Bộ',
  'console.waits': 'đang chờ',
  'console.menu': 'Danh mục quản trị',
  'console.openUntil': 'Phiên quản trị đến {time}',
  'console.toPortal': 'Trang cá nhân',
  'console.directory': 'Danh bạ',
  'console.people': 'Cán bộ',
  'console.monitoring': 'Giám sát',
  'console.audit': 'Nhật ký hệ thống',
  'console.sessions': 'Phiên đăng nhập',
  'console.logouts': 'Sổ đăng xuất',

  'list.search': 'Tìm',
  'list.filter': 'Lọc',
  'list.clear': 'Bỏ lọc',
  'list.all': 'Tất cả',
  'list.range.exact': '{from}–{to} trên {total}',
  'list.range.about': '{from}–{to} trên khoảng {total}',
  'list.range.more': '{from}–{to} trên hơn {total}',
  'list.pages': 'Các trang của danh sách',
  'list.next': 'Trang sau',
  'list.previous': 'Trang trước',
  'list.none': 'Không tìm thấy kết quả',
  'list.noneText': 'Không có gì khớp với điều kiện đang lọc.',
  'list.removeFilter': 'Bỏ điều kiện {name}',

  'conflict.title': 'Nội dung này vừa được người khác đổi',
  'conflict.lead':
    'Chưa có gì được lưu. Xem lại ba cột dưới đây; biểu mẫu giữ những gì vừa nhập, gửi lại là thay thế giá trị hiện nay.',
  'conflict.table': 'So sánh các giá trị',
  'conflict.field': 'Mục',
  'conflict.was': 'Khi mở trang',
  'conflict.now': 'Hiện nay',
  'conflict.typed': 'Vừa nhập',
  'conflict.untouched': '(không sửa)',
  'conflict.empty': '(để trống)',
} as const;

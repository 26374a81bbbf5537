/** Vietnamese texts of the console's search for everything. */
export const consoleSearchVi = {
  'console.search': 'Tìm cán bộ, đơn vị, ứng dụng hoặc mã hỗ trợ',
  'search.title': 'Tìm kiếm',
  'search.hint':
    'Gõ tên cán bộ, đơn vị, chức vụ, vai trò, ứng dụng, trang quản trị hoặc mã hỗ trợ vào ô phía trên.',
  'search.found': 'Kết quả cho “{text}” trong phạm vi quản trị, không phân biệt dấu.',
  'search.noneText': 'Không có gì mang các từ này trong phạm vi quản trị. Hãy thử ít từ hơn.',
  'search.more': 'Xem tất cả',
  'search.clients': 'Ứng dụng',
  'search.roles': 'Vai trò',
  'search.pages': 'Trang quản trị',
  'search.codes': 'Mã hỗ trợ',
  'search.choices': 'Kết quả tìm kiếm',
} as const;

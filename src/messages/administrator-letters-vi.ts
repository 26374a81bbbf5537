/** Vietnamese texts of the letters to the system administrators. */
export const administratorLettersVi = {
  'mail.newsSubject': 'Thông báo cho quản trị hệ thống MicConnect',
  'mail.newsText': '{news}, lúc {at}, từ {network}.',
  'mail.newsButton': 'Mở MicConnect',
  'mail.newsQuestion': 'Không rõ vì sao?',
  'mail.newsQuestionText': 'Hỏi lại ngay các quản trị hệ thống khác và xem nhật ký hệ thống, mã {code}.',
  'news.factor_reset_waiting':
    'Có đề nghị đặt lại xác thực hai bước của {name}, tài khoản đặc quyền, đang chờ người thứ hai phê duyệt trong 24\u00a0giờ',
  'news.break_glass_sealed': '{name} vừa được hai người niêm phong',
  'news.break_glass_used': 'CẢNH BÁO: {name} vừa được mở và đang có quyền quản trị hệ thống',
  'news.break_glass_refused': 'CẢNH BÁO: {name} vừa bị thử mở mà không thành công',
} as const;

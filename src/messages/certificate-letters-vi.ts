/** Vietnamese texts of the letters about login certificates. */
export const certificateLettersVi = {
  'mail.certificateChangedSubject': 'Chứng thư số đăng nhập MicConnect có thay đổi',
  'mail.certificateChangedTitle': 'Chứng thư số đăng nhập có thay đổi',
  'mail.certificate.bound':
    'Lúc {at}, chứng thư số {certificate} được gắn với tài khoản này và dùng được để đăng nhập.',
  'mail.certificate.proposed':
    'Lúc {at}, có chứng thư số mới {certificate} trùng tên với chứng thư đang gắn. Chứng thư mới chưa đăng nhập được cho đến khi xác nhận. Chỉ xác nhận khi chính mình vừa được cấp.',
  'mail.certificate.confirmed':
    'Lúc {at}, chứng thư số {certificate} đã được xác nhận và dùng được để đăng nhập.',
  'mail.certificate.unbound':
    'Lúc {at}, chứng thư số {certificate} đã được gỡ và không còn dùng được để đăng nhập.',
  'mail.certificateExpiringSubject': 'Chứng thư số đăng nhập MicConnect sắp hết hạn',
  'mail.certificateExpiringTitle': 'Chứng thư số sắp hết hạn',
  'mail.certificateExpiringText':
    'Chứng thư số {certificate} hết hạn ngày {day}. Đề nghị đơn vị quản lý chứng thư gia hạn hoặc cấp mới; sau khi cấp, đăng nhập bằng chứng thư mới rồi xác nhận.',
  'mail.certificateExpiringSummary': 'Chứng thư số {certificate} hết hạn ngày {day}.',
  'mail.certificateButton': 'Mở Bảo mật của tôi',
  'mail.certificateQuestion': 'Không phải mình thực hiện?',
  'mail.certificateQuestionText': 'Báo ngay bộ phận hỗ trợ, {contact}.',
  'mail.certificateHelp': 'Cần trợ giúp?',
  'mail.certificateHelpText': 'Gọi bộ phận hỗ trợ, {contact}.',
} as const;

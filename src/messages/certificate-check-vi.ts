/** Vietnamese texts of the page on which people have a certificate checked. */
export const certificateCheckVi = {
  'certificateCheck.title': 'Kiểm tra chứng thư số',
  'certificateCheck.lead':
    'Chọn tệp chứng thư để biết có đăng nhập được không, và vì sao. Tệp không được lưu lại.',
  'certificateCheck.file': 'Tệp chứng thư',
  'certificateCheck.fileHint':
    'Tệp .cer, .crt, .pem, .der hoặc .p7b, xuất từ trình quản lý USB ký số. Không gửi tệp .p12 hoặc .pfx: tệp đó chứa khóa bí mật.',
  'certificateCheck.submit': 'Kiểm tra',
  'certificateCheck.again': 'Kiểm tra tệp khác',
  'certificateCheck.usable': 'Đăng nhập được',
  'certificateCheck.usableTitle': 'Chứng thư dùng được với tài khoản này',
  'certificateCheck.usableHint': 'Chọn chứng thư này khi trình duyệt hỏi, rồi nhập mã PIN.',
  'certificateCheck.refused': 'Không đăng nhập được',
  'certificateCheck.enrol': 'Gắn chứng thư',
  'certificateCheck.link': 'Kiểm tra một chứng thư',
} as const;

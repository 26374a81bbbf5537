/** Vietnamese texts of the letter that reminds of a second factor. */
export const factorLetterVi = {
  'mail.factorSubject': 'Cần đăng ký xác thực hai bước trên MicConnect',
  'mail.factorTitle': 'Chưa có xác thực hai bước',
  'mail.factorText':
    'Tài khoản này phải đăng nhập bằng hai bước nhưng chưa đăng ký bước thứ hai. Đăng ký ứng dụng tạo mã, khóa truy cập hoặc chứng thư số mất khoảng hai phút; nếu chưa, lần đăng nhập tới sẽ yêu cầu.',
  'mail.factorButton': 'Đăng ký bước thứ hai',
  'mail.factorWhy': 'Vì sao có thư này?',
  'mail.factorWhyText':
    'Chính sách của cơ quan hoặc một ứng dụng được cấp yêu cầu xác thực hai bước. Cần giúp: bộ phận hỗ trợ, {contact}.',
  'mail.factorSummary': 'Tài khoản phải đăng nhập bằng hai bước nhưng chưa đăng ký bước thứ hai.',
} as const;

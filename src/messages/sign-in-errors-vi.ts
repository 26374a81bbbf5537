/** Refusals of the steps after the password, in Vietnamese. */
export const signInErrorsVi = {
  code_refused: {
    title: 'Mã không đúng',
    remedy: 'Nhập mã đang hiện. Nếu vẫn sai, kiểm tra giờ trên điện thoại đặt theo mạng.',
  },
  code_used: {
    title: 'Mã này đã được dùng',
    remedy: 'Mỗi mã dùng được một lần. Chờ mã tiếp theo, không quá 30\u00a0giây.',
  },
  codes_paused: {
    title: 'Nhập mã tạm dừng 15\u00a0phút',
    remedy: 'Có 5\u00a0mã sai liên tiếp. Chờ rồi nhập lại, hoặc chọn cách khác.',
  },
  device_not_found: {
    title: 'Không tìm thấy thiết bị',
    remedy: 'Xem danh sách thiết bị của người này; thiết bị có thể đã được gỡ.',
  },
  codes_locked: {
    title: 'Mã xác thực của tài khoản đã bị khóa',
    remedy: 'Có quá nhiều mã sai. Chọn cách khác, hoặc gọi bộ phận hỗ trợ để thiết lập lại.',
  },
  audit_export_invalid: {
    title: 'Bản kết xuất không phải của hệ thống này, hoặc đã bị thay đổi',
    remedy: 'Kết xuất lại từ hệ thống này rồi kiểm tra; giữ tệp đã nhận để đối chiếu.',
  },
  sign_in_failure_not_found: {
    title: 'Không có lần đăng nhập không thành công nào với mã này',
    remedy:
      'Đọc lại mã hỗ trợ gồm 8 ký tự, không có 0, O, 1, I, L. Mã của trang lỗi khác nằm trong nhật ký máy chủ.',
  },
  second_factor_demanded: {
    title: 'Chưa gỡ được ứng dụng tạo mã',
    remedy: 'Tài khoản này phải có xác thực hai bước. Thêm cách khác trước, hoặc thay bằng điện thoại khác.',
  },
  second_factor_missing: {
    title: 'Chưa có xác thực hai bước',
    remedy: 'Mã khôi phục dùng thay ứng dụng tạo mã. Thiết lập ứng dụng tạo mã trước.',
  },
  enrolment_expired: {
    title: 'Khóa thiết lập đã hết hạn',
    remedy: 'Quét lại hình mới dưới đây, rồi nhập mã.',
  },
  certificate_ticket_invalid: {
    title: 'Lượt chọn chứng thư đã hết hạn',
    remedy: 'Quay lại trang đăng nhập và chọn lại chứng thư số.',
  },
  certificate_not_shown: {
    title: 'Không nhận được chứng thư số',
    remedy: 'Máy chủ chứng thư chỉ nhận kết nối trực tiếp từ trình duyệt, hoặc qua proxy được tin cậy.',
  },
  certificate_not_chosen: {
    title: 'Chưa chọn chứng thư nào',
    remedy:
      'Cắm USB ký số rồi thử lại. Nếu cửa sổ chọn chứng thư không hiện, đóng hết trình duyệt và mở lại.',
  },
  signature_refused: {
    title: 'Chữ ký không đúng',
    remedy: 'Ký lại bằng VGCA Sign Service. Nếu vẫn sai, dùng nút Chọn chứng thư.',
  },
  passkey_refused: {
    title: 'Không đăng nhập được bằng khóa truy cập',
    remedy: 'Thử lại, hoặc chọn cách khác. Nếu vẫn không được, gọi bộ phận hỗ trợ và đọc mã.',
  },
  passkey_not_made: {
    title: 'Chưa tạo được khóa truy cập',
    remedy: 'Thử lại trong vòng 5\u00a0phút, trên thiết bị có mã PIN, vân tay hoặc khuôn mặt.',
  },
  passkey_exists: {
    title: 'Khóa truy cập này đã được đăng ký',
    remedy: 'Dùng thiết bị khác, hoặc giữ khóa đang có.',
  },
  passkey_not_found: {
    title: 'Không có khóa truy cập này',
    remedy: 'Có thể khóa đã được gỡ. Mở lại danh sách.',
  },
  passkey_name_invalid: {
    title: 'Tên khóa truy cập chưa hợp lệ',
    remedy: 'Đặt tên từ 1 đến 60\u00a0ký tự, ví dụ: Máy tính ở cơ quan.',
  },
  too_many_passkeys: {
    title: 'Đã có 10\u00a0khóa truy cập',
    remedy: 'Gỡ một khóa không còn dùng, rồi thêm khóa mới.',
  },
  second_factor_needed: {
    title: 'Cần xác thực hai bước',
    remedy: 'Đăng nhập lại bằng hai bước (acr_values urn:micconnect:acr:mfa), rồi gọi lại.',
  },
} as const;

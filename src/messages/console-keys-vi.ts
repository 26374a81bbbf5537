/** Vietnamese texts of the console's pages about signing keys. */
export const consoleKeysVi = {
  'keys.title': 'Khóa ký',
  'keys.lead':
    'Các khóa này ký token và biên bản rà soát. Phần công khai ở địa chỉ /oidc/jwks; phần riêng được niêm phong bằng SECRETS_KEY và không bao giờ hiện ra.',
  'keys.rotate': 'Đổi khóa ký',
  'keys.leaked': 'Khóa bị lộ',
  'keys.notice.planned': 'Khóa mới đã được công bố. Các ứng dụng có thời gian để biết trước khi khóa mới ký.',
  'keys.notice.leaked': 'Khóa cũ đã bị bỏ. Khóa mới đang ký.',
  'keys.waiting':
    'Đang đổi khóa: khóa mới đã được công bố và ký từ {at}. Không cần làm gì thêm, kể cả khi máy chủ khởi động lại.',
  'keys.key': 'Khóa (kid)',
  'keys.algorithm': 'Thuật toán',
  'keys.stage': 'Việc',
  'keys.stage.signing': 'Đang ký',
  'keys.stage.retiring': 'Chỉ còn công bố',
  'keys.stage.next': 'Sắp ký',
  'keys.created': 'Tạo lúc',
  'keys.age': '{days}\u00a0ngày',
  'keys.signsFrom': 'Ký từ',
  'keys.until': 'Đến',
  'keys.untilRotated': 'khi đổi khóa',
  'keys.users': 'Ứng dụng dùng thuật toán nào',
  'keys.usersHint':
    'Theo khai báo id_token_signed_response_alg của từng ứng dụng. Token truy cập luôn ký bằng ES256.',
  'keys.noUser': 'Chưa có ứng dụng nào',
  'keys.ask': 'Đổi khóa ký?',
  'keys.askLeaked': 'Bỏ ngay mọi khóa ký đang có?',
  'keys.will': 'Điều sẽ xảy ra',
  'keys.will.publish':
    'Ngay bây giờ: công bố 3\u00a0khóa mới (ES256, RS256, EdDSA) cạnh các khóa đang có. Khóa cũ vẫn ký.',
  'keys.will.sign':
    '{at}: khóa mới bắt đầu ký. Ứng dụng nào giữ bản sao khóa quá 24\u00a0giờ phải hỏi lại /oidc/jwks.',
  'keys.will.retire':
    '{at}: khóa cũ thôi được công bố và bị xóa. Đến lúc đó mọi token đã ký bằng khóa cũ đều đã hết hạn.',
  'keys.will.nobody':
    'Không ai bị đăng xuất; {clients}\u00a0ứng dụng không phải làm gì nếu hỏi lại khóa như chuẩn yêu cầu.',
  'keys.will.drop':
    'Ngay bây giờ: {keys}\u00a0khóa đang có bị xóa; mọi token truy cập và ID token đã ký không còn giá trị.',
  'keys.will.signNow': 'Ngay bây giờ: 3\u00a0khóa mới ký. Máy chủ khác biết sau vài giây.',
  'keys.will.clients':
    '{clients}\u00a0ứng dụng phải hỏi lại /oidc/jwks; ứng dụng giữ bản sao cũ từ chối token mới cho đến khi hỏi lại. Phiên đăng nhập vẫn còn, ứng dụng làm mới token như thường.',
  'keys.will.audit': 'Việc này được ghi vào nhật ký.',
  'keys.confirm': 'Đổi khóa ký',
  'keys.confirmLeaked': 'Bỏ khóa cũ, ký bằng khóa mới',
  'keys.toLeaked': 'Khóa đã bị lộ? Bỏ ngay khóa cũ',
  'keys.toPlanned': 'Khóa không bị lộ? Đổi theo kế hoạch',
} as const;

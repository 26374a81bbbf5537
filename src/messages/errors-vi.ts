import type { ErrorCode } from '../domain/errors.ts';
import { authorityErrorsVi } from './authority-errors-vi.ts';
import { certificateErrorsVi } from './certificate-errors-vi.ts';
import type { ErrorText } from './errors.ts';
import { reviewErrors } from './errors-reviews.ts';
import { mandateErrorsVi } from './mandate-errors-vi.ts';
import { passwordErrorsVi } from './password-errors-vi.ts';
import { recoveryErrorsVi } from './recovery-errors-vi.ts';
import { requestErrorsVi } from './request-errors-vi.ts';
import { signInErrorsVi } from './sign-in-errors-vi.ts';

/** What happened and what to do, in Vietnamese. No placeholders: facts are shown beside the text. */
export const errorsVi: Readonly<Record<ErrorCode, ErrorText>> = {
  sign_in_refused: {
    title: 'Tên đăng nhập hoặc mật khẩu không đúng',
    remedy: 'Kiểm tra bộ gõ Telex hoặc VNI, rồi nhập lại.',
  },
  sign_in_expired: {
    title: 'Lượt đăng nhập đã hết hạn',
    remedy: 'Mở lại ứng dụng cần vào, rồi đăng nhập.',
  },
  network_paused: {
    title: 'Đăng nhập từ mạng này đang tạm dừng',
    remedy: 'Có quá nhiều lần đăng nhập sai từ mạng này. Thử lại sau ít phút, hoặc gọi bộ phận hỗ trợ.',
  },
  busy: {
    title: 'Hệ thống đang bận',
    remedy: 'Chưa kiểm tra được mật khẩu. Chờ khoảng 1\u00a0phút rồi thử lại.',
  },
  ...passwordErrorsVi,
  reset_link_invalid: {
    title: 'Đường dẫn không còn dùng được',
    remedy:
      'Đường dẫn đã hết hạn, đã dùng, hoặc tài khoản khác đang đăng nhập ở đây. Đăng xuất tài khoản đó, hoặc lấy đường dẫn mới ở “Quên mật khẩu” trên trang đăng nhập.',
  },
  account_activated: {
    title: 'Tài khoản đã có mật khẩu',
    remedy: 'Đặt mật khẩu khác bằng account set-password, hoặc dùng “Quên mật khẩu” trên trang đăng nhập.',
  },
  account_closed: {
    title: 'Tài khoản chưa mở hoặc đã đóng',
    remedy: 'Xem trạng thái và thời hạn chức vụ bằng staff show.',
  },
  email_missing: {
    title: 'Chưa có thư điện tử công vụ',
    remedy: 'Bổ sung thư điện tử công vụ vào hồ sơ nhân sự rồi thử lại.',
  },
  person_not_found: {
    title: 'Không tìm thấy cán bộ',
    remedy: 'Kiểm tra số hiệu hoặc thư điện tử công vụ.',
  },
  person_ambiguous: {
    title: 'Có nhiều cán bộ khớp',
    remedy: 'Dùng số hiệu hoặc thư điện tử công vụ để chỉ đúng một người.',
  },
  unit_not_found: { title: 'Không tìm thấy đơn vị', remedy: 'Kiểm tra mã định danh điện tử của đơn vị.' },
  position_not_found: { title: 'Không tìm thấy chức vụ', remedy: 'Kiểm tra mã chức vụ, ví dụ truong-phong.' },
  account_not_found: {
    title: 'Cán bộ chưa có tài khoản',
    remedy: 'Tài khoản có khi hồ sơ nhân sự mang thư điện tử công vụ.',
  },
  role_not_found: { title: 'Không tìm thấy vai trò', remedy: 'Kiểm tra mã ứng dụng và mã vai trò.' },
  role_exists: { title: 'Vai trò đã có', remedy: 'Chọn mã khác hoặc dùng vai trò đã có.' },
  role_invalid: { title: 'Vai trò chưa hợp lệ', remedy: 'Sửa mã, tên hoặc phạm vi rồi lưu lại.' },
  role_part_invalid: {
    title: 'Vai trò này không gộp được',
    remedy: 'Vai trò gộp không chứa chính nó, không quá 5 cấp; đặc quyền và phạm vi phải khớp.',
  },
  role_part_not_found: {
    title: 'Vai trò không nằm trong vai trò gộp',
    remedy: 'Xem các vai trò thành phần trong danh sách vai trò.',
  },
  role_grant_not_found: {
    title: 'Không tìm thấy quyền được cấp',
    remedy: 'Quyền có thể đã bị thu hồi. Tải lại danh sách.',
  },
  role_grant_invalid: {
    title: 'Chưa cấp được vai trò này',
    remedy: 'Kiểm tra người nhận, phạm vi và thời hạn.',
  },
  ...authorityErrorsVi,
  period_invalid: {
    title: 'Thời hạn chưa hợp lệ',
    remedy: 'Ngày kết thúc phải từ ngày bắt đầu trở đi, ví dụ 01/06/2026 đến 31/12/2026.',
  },
  ...certificateErrorsVi,
  ...mandateErrorsVi,
  separation_invalid: {
    title: 'Chưa tách được các vai trò này',
    remedy: 'Nêu ít nhất hai vai trò khác nhau và cho giữ ít hơn số vai trò đã nêu.',
  },
  separation_not_found: {
    title: 'Không tìm thấy quy tắc tách nhiệm vụ',
    remedy: 'Quy tắc có thể đã kết thúc. Xem các quy tắc còn hiệu lực bằng micconnect role separations.',
  },
  separation_exception_invalid: {
    title: 'Ngoại lệ chưa hợp lệ',
    remedy: 'Ghi số quyết định và ngày kết thúc trong vòng một năm.',
  },
  separation_violated: {
    title: 'Một người không được giữ cùng lúc các vai trò này',
    remedy: 'Thu hồi vai trò kia trước, hoặc ghi nhận ngoại lệ có số quyết định và ngày kết thúc.',
  },
  staff_file_refused: {
    title: 'Tệp bị từ chối',
    remedy: 'Sửa các dòng được nêu rồi nhập lại. Chưa có gì được áp dụng.',
  },
  staff_file_unreadable: {
    title: 'Không đọc được tệp',
    remedy: 'Lưu lại thành CSV (UTF-8) hoặc XLSX rồi nhập lại.',
  },
  staff_file_too_large: { title: 'Tệp quá lớn', remedy: 'Chia tệp nhỏ hơn hoặc bỏ các cột thừa.' },
  staff_file_unknown_kind: {
    title: 'Chưa nhận ra loại tệp',
    remedy: 'Dòng đầu phải ghi tên cột của đơn vị, cán bộ, hộp thư hoặc quyền được cấp.',
  },
  ...requestErrorsVi,
  ...recoveryErrorsVi,
  ...signInErrorsVi,
  removal_guard: {
    title: 'Số người rời đi hoặc mất vai trò vượt ngưỡng an toàn',
    remedy: 'Kiểm tra tệp có đủ không. Nếu đúng, người có thẩm quyền cho phép rồi áp dụng.',
  },
  reason_missing: {
    title: 'Chưa nêu lý do',
    remedy: 'Nêu lý do, dưới 200 ký tự: lý do được lưu vào nhật ký, và người đó đọc được.',
  },
  too_many_people: { title: 'Chọn quá nhiều người', remedy: 'Chọn nhiều nhất 200 người mỗi lần.' },
  plan_stale: { title: 'Kế hoạch không còn khớp dữ liệu', remedy: 'Dữ liệu đã thay đổi. Lập kế hoạch lại.' },
  plan_undone: { title: 'Kế hoạch đã được hoàn tác', remedy: 'Hãy hoàn tác chính kế hoạch hoàn tác đó.' },
  plan_not_found: { title: 'Không tìm thấy kế hoạch', remedy: 'Kiểm tra mã kế hoạch hoặc lập kế hoạch mới.' },
  plan_not_pending: {
    title: 'Kế hoạch không còn chờ quyết định',
    remedy: 'Kế hoạch đã được áp dụng, bị từ chối hoặc hết hạn. Trình lại nếu vẫn cần.',
  },
  plan_already_pending: {
    title: 'Kế hoạch này đang chờ sẵn',
    remedy: 'Duyệt, áp dụng hoặc từ chối kế hoạch đã trình, không trình lần nữa.',
  },
  plan_too_large: {
    title: 'Kế hoạch quá lớn để lưu lại chờ duyệt',
    remedy: 'Chia hồ sơ thành nhiều kế hoạch nhỏ hơn.',
  },
  too_many_pending: {
    title: 'Có quá nhiều kế hoạch đang chờ',
    remedy: 'Duyệt hoặc từ chối các kế hoạch đang chờ rồi trình lại.',
  },
  approval_needed: {
    title: 'Kế hoạch cần người thứ hai phê duyệt',
    remedy: 'Số người rời đi vượt ngưỡng an toàn. Đề nghị người khác xem và phê duyệt.',
  },
  approval_self: {
    title: 'Người trình không được tự phê duyệt',
    remedy: 'Đề nghị người khác xem và phê duyệt.',
  },
  approver_not_person: {
    title: 'Chỉ con người mới được phê duyệt',
    remedy: 'Đề nghị một cán bộ có thẩm quyền xem và phê duyệt.',
  },
  provisioning_refused: {
    title: 'Hồ sơ gửi đến bị từ chối',
    remedy: 'Sửa thuộc tính được nêu rồi gửi lại. Chưa có gì được áp dụng.',
  },
  account_stays_closed: {
    title: 'Tài khoản vẫn đóng',
    remedy: 'Cán bộ quản trị, hồ sơ nhân sự hoặc hệ thống khác đã đóng tài khoản. Chỉ bên đó mở lại được.',
  },
  setting_unknown: {
    title: 'Không có thiết lập này',
    remedy: 'Xem tên các thiết lập bằng lệnh micconnect settings list.',
  },
  setting_invalid: {
    title: 'Giá trị của thiết lập không hợp lệ',
    remedy: 'Nhập một số nguyên trong khoảng cho phép.',
  },
  setting_stale: {
    title: 'Thiết lập vừa được người khác đổi',
    remedy: 'Xem giá trị mới rồi quyết định có đổi nữa hay không.',
  },
  keys_rotating: {
    title: 'Khóa ký đang được đổi',
    remedy: 'Khóa mới đã được công bố và chưa ký. Đợi đến khi khóa mới ký rồi mới đổi lần nữa.',
  },
  ldap_source_invalid: {
    title: 'Khai báo máy chủ danh bạ chưa hợp lệ',
    remedy: 'Sửa từng lỗi được nêu trong tệp JSON rồi đồng bộ lại.',
  },
  ldap_unreachable: {
    title: 'Không kết nối được máy chủ danh bạ',
    remedy: 'Kiểm tra url và đường mạng từ máy này đến máy chủ. Chưa có gì được áp dụng.',
  },
  ldap_certificate_untrusted: {
    title: 'Chứng thư của máy chủ danh bạ không được tin cậy',
    remedy:
      'Ghi tệp chứng thư của tổ chức cấp vào ca_file, và tên máy chủ trong url đúng như trong chứng thư.',
  },
  ldap_bind_refused: {
    title: 'Máy chủ danh bạ từ chối tài khoản đồng bộ',
    remedy: 'Kiểm tra bind_dn, mật khẩu trong password_file và tài khoản này có đang mở không.',
  },
  ldap_base_not_found: {
    title: 'Máy chủ danh bạ không có gốc tìm kiếm này',
    remedy: 'Kiểm tra base và quyền đọc của tài khoản bind_dn ở đó.',
  },
  ldap_attribute_missing: {
    title: 'Không mục nào có một trong các thuộc tính đã chọn',
    remedy: 'Kiểm tra cách viết và quyền đọc của bind_dn, hoặc bỏ thuộc tính đó khỏi attributes.',
  },
  ldap_incomplete: {
    title: 'Máy chủ danh bạ trả lời không đầy đủ',
    remedy:
      'Chưa có gì được áp dụng. Khắc phục nguyên nhân nêu bên dưới ở máy chủ hoặc trong tệp JSON rồi đồng bộ lại.',
  },
  ldap_too_large: {
    title: 'Máy chủ danh bạ có nhiều hơn mức một lần đồng bộ nhận',
    remedy: 'Thu hẹp base hoặc filter. Chưa có gì được áp dụng.',
  },
  client_exists: { title: 'Ứng dụng kết nối đã có', remedy: 'Chọn mã khác hoặc cập nhật ứng dụng đã có.' },
  client_not_found: {
    title: 'Ứng dụng chưa được đăng ký',
    remedy: 'Mở ứng dụng từ trang Ứng dụng của tôi, hoặc báo người phụ trách ứng dụng.',
  },
  client_stale: {
    title: 'Cấu hình ứng dụng vừa được người khác đổi',
    remedy: 'Xem hai bản cạnh nhau bên dưới, rồi lưu lại nếu vẫn muốn thay đổi.',
  },
  client_invalid: {
    title: 'Khai báo ứng dụng chưa hợp lệ',
    remedy: 'Người phụ trách ứng dụng sửa khai báo rồi thử lại.',
  },
  token_required: {
    title: 'Thiếu mã truy cập',
    remedy: 'Gửi mã truy cập OAuth trong tiêu đề Authorization: Bearer.',
  },
  token_invalid: {
    title: 'Mã truy cập không dùng được',
    remedy:
      'Mã đã hết hạn, đã bị thu hồi hoặc dành cho API khác. Lấy mã mới với tham số resource của API này.',
  },
  token_proof_invalid: {
    title: 'Bằng chứng DPoP không hợp lệ',
    remedy:
      'Tạo bằng chứng mới cho đúng phương thức, địa chỉ và mã truy cập này; mỗi bằng chứng dùng một lần.',
  },
  scope_insufficient: {
    title: 'Mã truy cập thiếu phạm vi (scope)',
    remedy:
      'Xin mã truy cập với phạm vi nêu trong tiêu đề WWW-Authenticate; ứng dụng phải được đăng ký phạm vi đó.',
  },
  permission_denied: {
    title: 'Không có quyền thực hiện',
    remedy: 'Vai trò hiện tại ở MicConnect không cho phép việc này. Liên hệ quản trị hệ thống.',
  },
  request_invalid: {
    title: 'Yêu cầu có chỗ chưa đúng',
    remedy: 'Sửa từng chỗ nêu trong errors rồi gửi lại.',
  },
  media_type_unsupported: {
    title: 'Kiểu nội dung không được nhận',
    remedy: 'Gửi nội dung với kiểu nêu cho thao tác này trong /api/openapi.json.',
  },
  method_not_allowed: {
    title: 'Phương thức không được dùng ở địa chỉ này',
    remedy: 'Dùng một phương thức nêu trong tiêu đề Allow.',
  },
  bad_request: {
    title: 'Yêu cầu chưa đúng',
    remedy: 'Quay lại trang trước và làm lại. Nếu còn lỗi, báo bộ phận hỗ trợ.',
  },
  not_found: {
    title: 'Không tìm thấy trang',
    remedy: 'Trang không tồn tại hoặc ngoài phạm vi được xem.',
  },
  cross_site: {
    title: 'Yêu cầu bị chặn để bảo vệ tài khoản',
    remedy: 'Yêu cầu không đến từ trang của MicConnect. Mở lại trang và làm lại từ đầu.',
  },
  too_large: { title: 'Nội dung gửi lên quá lớn', remedy: 'Giảm bớt nội dung rồi gửi lại.' },
  unavailable: {
    title: 'Hệ thống tạm thời chưa phục vụ được',
    remedy: 'Tài khoản và mật khẩu không bị ảnh hưởng. Thử lại sau ít phút.',
  },
  wrong_usage: { title: 'Lệnh chưa đúng cách dùng', remedy: 'Xem cách dùng bằng --help.' },
  directory_locked: {
    title: 'Thư mục dữ liệu đang được dùng',
    remedy: 'Dừng tiến trình đang chạy hoặc dùng lệnh qua máy chủ đang chạy.',
  },
  ...reviewErrors.vi,
};

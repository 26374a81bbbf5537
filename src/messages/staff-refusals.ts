import type { RefusalCode } from '../domain/directory/staff-refusal.ts';

/** What a refused row of a staff file needs, for HR officers: the reason and the remedy. */
export const STAFF_REFUSALS: Readonly<Record<RefusalCode, { vi: string; en: string }>> = {
  required: { vi: 'Ô bắt buộc còn trống. Điền giá trị.', en: 'A required cell is empty. Fill it in.' },
  too_long: { vi: 'Giá trị quá dài. Rút ngắn lại.', en: 'The value is too long. Shorten it.' },
  formula: {
    vi: 'Ô bắt đầu bằng =, +, - hoặc @ như công thức. Bỏ ký tự này.',
    en: 'The cell starts like a formula, with =, +, - or @. Remove that character.',
  },
  invalid_text: {
    vi: 'Ô có ký tự không hiển thị được hoặc không có chữ nào. Gõ lại giá trị.',
    en: 'The cell holds unprintable characters or no letter at all. Type the value again.',
  },
  invalid_code: {
    vi: 'Mã không đúng dạng. Mã đơn vị ghi như G14.25 hoặc 000.00.25.G14; số hiệu chỉ gồm chữ, số và . _ / -',
    en: 'The code has a wrong form. Write a unit code like G14.25 or 000.00.25.G14; an employee number has only letters, digits and . _ / -',
  },
  invalid_email: {
    vi: 'Địa chỉ thư điện tử không hợp lệ. Ghi như ten@donvi.gov.vn, không dấu, không khoảng trắng.',
    en: 'The e-mail address is not valid. Write it like name@unit.gov.vn, without diacritics or spaces.',
  },
  invalid_date: {
    vi: 'Ngày không đúng dạng. Ghi dd/mm/yyyy, ví dụ 20/11/2026.',
    en: 'The date has a wrong form. Write dd/mm/yyyy, for example 20/11/2026.',
  },
  impossible_date: {
    vi: 'Ngày không có trong lịch. Kiểm tra ngày, tháng và năm theo thứ tự dd/mm/yyyy.',
    en: 'No such day exists. Check day, month and year, in the order dd/mm/yyyy.',
  },
  future_birth_date: {
    vi: 'Ngày sinh ở tương lai. Kiểm tra lại năm sinh.',
    en: 'The birth date lies in the future. Check the year.',
  },
  invalid_phone: {
    vi: 'Số di động không hợp lệ. Ghi 10 chữ số bắt đầu bằng 03, 05, 07, 08 hoặc 09, giữ số 0 ở đầu.',
    en: 'The mobile number is not valid. Write 10 digits starting 03, 05, 07, 08 or 09, with the leading 0.',
  },
  invalid_citizen_id: {
    vi: 'Số định danh phải có 12 chữ số, CMND 9 chữ số. Kiểm tra số 0 ở đầu.',
    en: 'A personal identification number has 12 digits, an old identity card 9. Check the leading zeros.',
  },
  invalid_concurrent: {
    vi: 'Kiêm nhiệm không đúng dạng. Ghi mã đơn vị|chức vụ|từ|đến, các mục cách nhau bằng dấu ;',
    en: 'The concurrent post has a wrong form. Write unit code|position|from|until, with ; between posts.',
  },
  unknown_category: {
    vi: 'Loại không có trong danh mục. Chọn cán bộ, công chức, viên chức hoặc người lao động.',
    en: 'Unknown category. Use cán bộ, công chức, viên chức or người lao động.',
  },
  unknown_status: {
    vi: 'Trạng thái không có trong danh mục. Chọn đang công tác, biệt phái, nghỉ không lương, thai sản, đình chỉ, nghỉ hưu, thôi việc hoặc chuyển công tác.',
    en: 'Unknown status. Use đang công tác, biệt phái, nghỉ không lương, thai sản, đình chỉ, nghỉ hưu, thôi việc or chuyển công tác.',
  },
  unknown_gender: { vi: 'Giới tính không rõ. Ghi nam hoặc nữ.', en: 'Unknown gender. Write nam or nữ.' },
  unknown_mailbox_kind: {
    vi: 'Loại hộp thư không có trong danh mục. Chọn cá nhân, chức năng, kỹ thuật hoặc dịch vụ.',
    en: 'Unknown kind of mailbox. Use cá nhân, chức năng, kỹ thuật or dịch vụ.',
  },
  several_values: {
    vi: 'Mục có nhiều giá trị cho thuộc tính này. Giữ một giá trị, hoặc chọn thuộc tính khác.',
    en: 'The entry has several values for this attribute. Keep one, or map another attribute.',
  },
  ragged_row: {
    vi: 'Số ô của dòng khác số cột của tiêu đề. Kiểm tra dấu phân cách, dấu nháy và phần cuối tệp.',
    en: 'The row has another number of cells than the header. Check separators, quotes and the end of the file.',
  },
  period_reversed: {
    vi: 'Ngày kết thúc trước ngày bắt đầu. Kiểm tra hai ngày.',
    en: 'The period ends before it starts. Check both days.',
  },
  duplicate: {
    vi: 'Giá trị này đã có ở trước đó trong tệp. Giữ một dòng hoặc một cột.',
    en: 'The files hold this value already further up. Keep one row or column.',
  },
  no_rows: {
    vi: 'Tệp chỉ có dòng tiêu đề. Kiểm tra tệp đã được xuất đủ chưa.',
    en: 'The file holds nothing but its header. Check that it was exported in full.',
  },
  unknown_unit: {
    vi: 'Không có đơn vị mang mã này. Sửa mã hoặc thêm đơn vị vào tệp đơn vị.',
    en: 'No unit has this code. Correct it, or add the unit to the units file.',
  },
  unknown_parent: {
    vi: 'Không có đơn vị cấp trên mang mã này. Sửa mã hoặc thêm dòng của đơn vị đó.',
    en: 'No parent unit has this code. Correct it, or add a row for that unit.',
  },
  unit_cycle: {
    vi: 'Các đơn vị là cấp trên của nhau thành vòng. Sửa mã đơn vị cấp trên.',
    en: 'Units are each other’s parents in a circle. Correct the parent unit’s code.',
  },
  successor_cycle: {
    vi: 'Đơn vị thay thế chính nó, hoặc các đơn vị thay thế nhau thành vòng. Sửa mã đơn vị thay thế.',
    en: 'A unit is replaced by itself, or units replace each other in a circle. Correct the successor’s code.',
  },
  unit_code_reused: {
    vi: 'Mã này là của đơn vị khác, hoặc là mã cũ của đơn vị khác. Mã cũ không cấp lại: ghi mã hiện nay, hoặc cấp mã mới.',
    en: 'This code is another unit’s, or was one’s before. Former codes are not used again: write the code of today, or give a new one.',
  },
  unit_code_ahead: {
    vi: 'Mã mới chưa có hiệu lực. Nhập tệp từ ngày mã có hiệu lực.',
    en: 'The new code is not in force yet. Import the file on the day on which it is.',
  },
  unit_ended: {
    vi: 'Đơn vị đã hết hiệu lực. Chuyển người sang đơn vị khác hoặc sửa ngày hết hiệu lực.',
    en: 'The unit has ended. Move the person to another unit, or correct the unit’s last day.',
  },
  unit_in_use: {
    vi: 'Đơn vị kết thúc nhưng còn người giữ chức vụ. Chuyển họ sang đơn vị khác hoặc giữ lại đơn vị.',
    en: 'The unit ends but people still hold posts in it. Move them to another unit, or keep the unit.',
  },
  unit_above_others: {
    vi: 'Đơn vị còn đơn vị trực thuộc. Chuyển hoặc kết thúc các đơn vị đó trước.',
    en: 'Other units belong to this one. Move or end them first.',
  },
  unknown_person: {
    vi: 'Không có người mang số hiệu này. Sửa số hiệu hoặc thêm người vào tệp cán bộ.',
    en: 'Nobody has this employee number. Correct it, or add the person to the people file.',
  },
  employee_no_reused: {
    vi: 'Số hiệu này đã thuộc về người khác: ngày sinh hoặc số định danh không khớp. Cấp số hiệu mới, không dùng lại số cũ.',
    en: 'This employee number has belonged to somebody else: birth date or identification number differ. Give a new number; old ones are not used again.',
  },
  employee_no_taken: {
    vi: 'Số hiệu này đã có người mang. Sửa hồ sơ của người đó, hoặc dùng số khác.',
    en: 'Somebody has this employee number already. Change that record, or use another number.',
  },
  unit_code_taken: {
    vi: 'Mã này đã có đơn vị mang, kể cả đơn vị đã hết hiệu lực. Dùng mã khác.',
    en: 'A unit has this code already, or had it before it ended. Use another code.',
  },
  email_taken: {
    vi: 'Thư điện tử này đã thuộc về người hoặc hộp thư khác. Dùng địa chỉ khác.',
    en: 'This e-mail address belongs to another person or mailbox. Use another one.',
  },
  citizen_id_taken: {
    vi: 'Số định danh này đã thuộc về người khác. Kiểm tra cả hai hồ sơ.',
    en: 'This personal identification number belongs to another person. Check both records.',
  },
  second_mailbox: {
    vi: 'Người này đã có thư điện tử công vụ khác. Mỗi người chỉ có một hộp thư cá nhân.',
    en: 'The person has another official e-mail already. Keep one personal mailbox for each person.',
  },
  mailbox_taken: {
    vi: 'Địa chỉ này là thư điện tử công vụ của người khác. Sửa số hiệu hoặc địa chỉ.',
    en: 'This address is the official e-mail of another person. Correct the employee number or the address.',
  },
  stewards_of_personal: {
    vi: 'Hộp thư cá nhân không có người quản lý. Để trống ô này hoặc sửa loại hộp thư.',
    en: 'A personal mailbox has no stewards. Empty this cell, or correct the kind of mailbox.',
  },
  protected_account: {
    vi: 'Tài khoản này được bảo vệ, tệp không thể đóng. Sửa tệp, hoặc bỏ bảo vệ tài khoản trước.',
    en: 'This account is protected, and no file can close it. Correct the file, or lift the protection first.',
  },
  protected_email: {
    vi: 'Tài khoản này được bảo vệ, tệp không thể đổi thư điện tử. Sửa tệp, hoặc bỏ bảo vệ tài khoản trước.',
    en: 'This account is protected, and no file can change its e-mail. Correct the file, or lift the protection first.',
  },
  wrong_type: {
    vi: 'Trường này sai kiểu dữ liệu. Ghi đối tượng, danh sách hoặc chuỗi ký tự đúng như cấu trúc gói tin.',
    en: 'This field has the wrong type. Write an object, a list or a string as the envelope’s structure says.',
  },
  too_many: {
    vi: 'Danh sách quá dài. Gửi nhiều nhất 1.000 gói tin mỗi lần, mỗi gói nhiều nhất 200 mục quá trình công tác.',
    en: 'The list is too long. Send at most 1,000 envelopes at a time, each with at most 200 entries of working history.',
  },
  unknown_action: {
    vi: 'Hành động không có trong danh mục. Ghi ADD, EDIT, DEL hoặc VIEW.',
    en: 'Unknown action. Write ADD, EDIT, DEL or VIEW.',
  },
  mixed_actions: {
    vi: 'VIEW không đi cùng ADD, EDIT hoặc DEL. Gửi thành hai lần.',
    en: 'VIEW does not go with ADD, EDIT or DEL. Send them apart.',
  },
  key_mismatch: {
    vi: 'Số hiệu không khớp hồ sơ: đơn vị hoặc số hiệu trong khóa khác với phần còn lại. Ghi mã đơn vị_số hiệu của đúng người.',
    en: 'The key does not fit the record: its unit or number differs from the rest. Write unit code_employee number of the right person.',
  },
  person_exists: {
    vi: 'Số hiệu này đã có, kể cả người đã rời đi. Dùng EDIT để sửa, hoặc cấp số hiệu mới.',
    en: 'This employee number exists already, perhaps of somebody who left. Use EDIT to change the record, or give a new number.',
  },
  second_main: {
    vi: 'Hồ sơ có hơn một chức vụ chính. Đánh dấu KiemNhiem cho chức vụ kiêm nhiệm, hoặc gửi chức vụ chính hiện tại trước, rồi mới gửi chức vụ nối tiếp.',
    en: 'The record has more than one main post. Mark concurrent ones with KiemNhiem, or send the present main post first and the one that follows it afterwards.',
  },
  transaction_reused: {
    vi: 'Transaction_ID này đã dùng cho nội dung khác. Gửi lại với mã giao dịch mới.',
    en: 'This Transaction_ID was used for other contents. Send it again with a new one.',
  },
  unknown_role_action: {
    vi: 'Hành động không có trong danh mục. Ghi cấp hoặc thu hồi.',
    en: 'Unknown action. Write cấp (grant) or thu hồi (revoke).',
  },
  unknown_answer: {
    vi: 'Ô này chỉ nhận hai giá trị. Ghi có hoặc không.',
    en: 'The cell takes two values only. Write có (yes) or không (no).',
  },
  holder_missing: {
    vi: 'Dòng chưa nêu cấp cho ai. Ghi số hiệu, thư điện tử, mã đơn vị, chức vụ hoặc loại.',
    en: 'The row names no holder. Give an employee number, an e-mail, a unit, a position or a category.',
  },
  holder_ambiguous: {
    vi: 'Dòng nêu hai cách chỉ người nhận. Chỉ ghi số hiệu, hoặc thư điện tử, hoặc đơn vị, chức vụ và loại.',
    en: 'The row names its holder in two ways. Give the number, or the e-mail, or unit, position and category.',
  },
  subtree_without_unit: {
    vi: 'Gộp cấp dưới cần có mã đơn vị. Ghi mã đơn vị hoặc bỏ ô này.',
    en: 'The units below need a unit. Give its code or empty this cell.',
  },
  day_of_revocation: {
    vi: 'Thu hồi có hiệu lực ngay khi áp dụng. Bỏ ngày ở dòng thu hồi.',
    en: 'A revocation counts as soon as it is applied. Empty the dates of this row.',
  },
  period_over: {
    vi: 'Thời hạn đã qua. Sửa ngày kết thúc hoặc bỏ dòng này.',
    en: 'The period is over. Change its end or remove the row.',
  },
  revoked_by_row: {
    vi: 'Một dòng khác thu hồi chính quyền này. Bỏ một trong hai dòng.',
    en: 'Another row revokes this very role grant. Remove one of the two rows.',
  },
  privileged_role: {
    vi: 'Vai trò đặc quyền cần người thứ hai phê duyệt, không cấp bằng tệp. Cấp riêng quyền này, hoặc nhờ người vận hành máy chủ.',
    en: 'A privileged role needs a second person and is not granted by a file. Grant it by itself, or ask the server’s operator.',
  },
  changed_since: {
    vi: 'Mục này đã thay đổi sau khi áp dụng kế hoạch. Sửa bằng một lần nhập hồ sơ mới.',
    en: 'This has changed since the plan was applied. Correct it with a new import instead.',
  },
};

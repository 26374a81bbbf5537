import { typedForms } from './typed-forms.ts';

/** What Vietnamese people make passwords of, the most frequent first; our own list. Spaces are not typed. */
const PHRASES = `mật khẩu|anh yêu em|em yêu anh|không biết|khong co|việt nam|hà nội|sài gòn|hồ chí minh|xin chào|yêu em
|yêu anh|mãi yêu|nhớ em|nhớ anh|anh nhớ em|em nhớ anh|gia đình|bố mẹ|ba mẹ|cha mẹ|mẹ yêu|con yêu|vợ yêu|chồng yêu|bạn bè
|tình yêu|tình bạn|hạnh phúc|may mắn|thành công|cố lên|công ty|cơ quan|đơn vị|văn phòng|bộ thông tin|thông tin|truyền thông
|chính phủ|nhà nước|quốc hội|cán bộ|công chức|viên chức|nhân viên|chuyên viên|giám đốc|trưởng phòng|phó phòng|cục trưởng
|vụ trưởng|bộ trưởng|thứ trưởng|lãnh đạo|quản trị|quản trị viên|hệ thống|máy tính|điện thoại|hộp thư|thư điện tử|đăng nhập
|tài khoản|mã khóa|bảo mật|an toàn|công vụ|văn bản|kế toán|tài chính|nhân sự|tổ chức|hành chính|văn thư|đảng viên
|cộng sản|độc lập|tự do|bác hồ|tổ quốc|đất nước|quê hương|việt nam vô địch|vô địch|bóng đá|hoàng sa|trường sa
|đà nẵng|hải phòng|cần thơ|huế|nha trang|đà lạt|vũng tàu|hạ long|quảng ninh|nghệ an|thanh hóa|nam định|thái bình|hải dương
|bắc ninh|hưng yên|hòa bình|sơn la|lào cai|cầu giấy|đống đa|ba đình|hoàn kiếm|thăng long|tây hồ|trần duy hưng
|nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|nguyễn văn|trần văn|lê văn|phạm văn|nguyễn thị
|trần thị|lê thị|phạm thị|tuấn|hùng|dũng|cường|minh|hải|sơn|long|nam|thắng|tùng|hiếu|quang|đức|trung|thành|hưng|bình|khánh
|phương|hương|lan|hoa|mai|linh|trang|thảo|hà|thu|nga|hằng|hạnh|ngọc|ánh|yến|nhung|huyền|thủy|thúy|vân|anh|quỳnh|tú|my
|tháng một|tháng hai|thứ hai|thứ ba|chủ nhật|năm mới|chúc mừng năm mới|tết|mùa xuân|mùa hè|mùa thu|mùa đông|con rồng cháu tiên
|một hai ba|một hai ba bốn|trời ơi|đẹp trai|xinh gái|dễ thương|vui vẻ|bình an|phát tài|lộc phát|tiền|vàng|đô la|cà phê|bia hơi
|làm việc|về nhà|đi học|đi làm|trường học|đại học|bách khoa|học sinh|sinh viên|thầy cô|quên rồi|không nhớ|tạm thời|mặc định
|khởi tạo|thay đổi|đổi mật khẩu|mật khẩu mới|mật khẩu cũ|tôi yêu việt nam|tôi yêu em|yêu việt nam|người dùng|khách`;

/** What is typed in figures or from the keyboard's rows, and words without Vietnamese letters. */
const OTHERS = `matkhau1|matkhau123|abc123|123456a|a123456|aa123456|qwerty|qwe123|1qaz2wsx|admin|admin123|administrator|root|test
|demo|user|guest|default|welcome|micconnect|mic|gov|govvn|egov|vnpt|viettel|mobifone|fpt|zalo|facebook|gmail|egate|voffice
|eoffice|qlvb|cchc|cntt|attt|bkav|vietcombank|agribank|covid|sea games|19051890|02091945|30041975|07051954|2691945`;

/**
 * Each phrase, and behind all of them each of their words, as it is typed: without marks, with them, and by the keys of
 * Telex and VNI; most frequent first.
 */
export function vietnameseWords(): string[] {
  const phrases = PHRASES.split('|').map((phrase) => phrase.trim());
  const others = OTHERS.split('|').map((word) => word.trim().replaceAll(' ', ''));
  const words = phrases.flatMap((phrase) => phrase.split(' '));
  const forms = [...phrases.flatMap(typedForms), ...others, ...words.flatMap(typedForms)];
  return [...new Set(forms)].filter((word) => word.length >= 3);
}

import type { Lang } from './translate.ts';

type Text = Readonly<Record<Lang, string>>;

/** What a refusal of SCIM says, by its type (RFC 7644 section 3.12) or its status; the part of the request follows. */
export const SCIM_REFUSALS = {
  invalidFilter: { vi: 'Bộ lọc không hợp lệ hoặc quá lớn', en: 'The filter is not valid, or too large' },
  tooMany: { vi: 'Quá nhiều cho một yêu cầu', en: 'Too many for one request' },
  uniqueness: { vi: 'Giá trị đã có người hoặc đơn vị khác mang', en: 'Another record has this value' },
  mutability: { vi: 'Thuộc tính này không ghi được qua SCIM', en: 'This attribute is not written over SCIM' },
  invalidSyntax: { vi: 'Nội dung yêu cầu không đúng cấu trúc', en: 'The body is not of the right structure' },
  invalidPath: { vi: 'Không có thuộc tính này', en: 'There is no such attribute' },
  noTarget: { vi: 'Đường dẫn không chỉ đến giá trị nào', en: 'The path points to no value' },
  invalidValue: { vi: 'Giá trị không hợp lệ hoặc còn thiếu', en: 'A value is missing or not valid' },
  403: { vi: 'Không được phép', en: 'Not permitted' },
  404: { vi: 'Không tìm thấy', en: 'Not found' },
  405: { vi: 'Phương thức không dùng được ở địa chỉ này', en: 'The method is not allowed at this address' },
  412: { vi: 'Bản ghi đã thay đổi sau lần đọc', en: 'The record has changed since it was read' },
  413: { vi: 'Gửi quá nhiều', en: 'Too much was sent' },
  415: {
    vi: 'Kiểu nội dung phải là application/scim+json',
    en: 'The content type must be application/scim+json',
  },
  501: { vi: 'Chức năng này không có', en: 'This is not offered' },
} as const satisfies Record<string | number, Text>;

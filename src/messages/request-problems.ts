/** What may be wrong with one value of an API request, and how to put it right. */
export const REQUEST_PROBLEMS = {
  unknown: {
    vi: 'Không có tên này. Các tên được nhận: {allowed}.',
    en: 'There is no such name. Known names: {allowed}.',
  },
  repeated: { vi: 'Chỉ được ghi một lần.', en: 'May be given once only.' },
  required: { vi: 'Bắt buộc phải có.', en: 'Is required.' },
  whole_number: {
    vi: 'Phải là số nguyên từ {minimum} đến {maximum}.',
    en: 'Must be a whole number from {minimum} to {maximum}.',
  },
  true_or_false: { vi: 'Phải là true hoặc false.', en: 'Must be true or false.' },
  one_of: { vi: 'Phải là một trong: {allowed}.', en: 'Must be one of: {allowed}.' },
  text: {
    vi: 'Phải là chữ, tối đa {maximum} ký tự, không có ký tự điều khiển.',
    en: 'Must be a text of at most {maximum} characters without control characters.',
  },
  texts: {
    vi: 'Phải là danh sách tối đa {most} chữ, mỗi chữ tối đa {maximum} ký tự.',
    en: 'Must be a list of at most {most} texts, each of at most {maximum} characters.',
  },
  day: { vi: 'Phải là một ngày có thật, dạng 2026-12-31.', en: 'Must be a real day, like 2026-12-31.' },
  cursor: {
    vi: 'Phải là next_cursor của trang trước, cho cùng câu hỏi.',
    en: 'Must be the next_cursor of the page before, for the same question.',
  },
  unknown_unit: { vi: 'Không có đơn vị mang mã này.', en: 'No unit has this code.' },
  files_only: { vi: 'Chỉ dùng khi gửi tệp.', en: 'Is for files only.' },
  files: {
    vi: 'Phải là multipart/form-data còn nguyên vẹn với 1 đến 20 tệp, không có trường nào khác.',
    en: 'Must be a whole multipart/form-data body of 1 to 20 files and nothing else.',
  },
  json_object: { vi: 'Nội dung phải là một đối tượng JSON.', en: 'The body must be a JSON object.' },
} as const;

export type RequestProblemCode = keyof typeof REQUEST_PROBLEMS;

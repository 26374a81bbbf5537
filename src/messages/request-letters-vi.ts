/** Vietnamese texts of the letters about requests for roles. */
export const requestLettersVi = {
  'mail.requestSubject': 'Đề nghị cấp vai trò đang chờ phê duyệt',
  'mail.requestTitle': 'Có đề nghị đang chờ',
  'mail.requestText': '{requester} đề nghị vai trò {role} trong {application}. Lý do: {note}',
  'mail.requestButton': 'Xem và quyết định',
  'mail.requestDue': 'Hạn quyết định',
  'mail.requestDueText': 'Trước hết ngày {day}; quá hạn thì đề nghị hết hiệu lực và người đề nghị được báo.',
  'mail.requestSummary': '{requester} đề nghị vai trò {role} trong {application}.',
  'mail.decidedSubject': 'Kết quả đề nghị cấp vai trò',
  'mail.decidedTitle': 'Đã có kết quả',
  'mail.decided.approved': 'Vai trò {role} trong {application} đã được cấp, có hiệu lực đến {day}.',
  'mail.decided.rejected': 'Đề nghị vai trò {role} trong {application} bị từ chối. Lý do: {note}',
  'mail.decided.expired':
    'Không ai quyết định đúng hạn về vai trò {role} trong {application}; đề nghị đã hết hiệu lực.',
  'mail.decidedButton': 'Xem đề nghị',
  'mail.decidedQuestion': 'Cần trao đổi thêm?',
  'mail.decidedQuestionText': 'Gửi lại đề nghị với lý do rõ hơn, hoặc gọi bộ phận hỗ trợ, {contact}.',
} as const;

import type { SettingName } from '../domain/settings/settings.ts';

/** What each setting does, in the words of officers. */
export const SETTING_WORDS: Readonly<Record<SettingName, { vi: string; en: string }>> = {
  'guard.people': {
    vi: 'Số người tối đa một kế hoạch được cho rời đi mà không cần người thứ hai duyệt',
    en: 'People that a plan may remove without a second person’s approval',
  },
  'guard.percent': {
    vi: 'Như trên, tính theo % số người đang làm việc; lấy số nhỏ hơn',
    en: 'The same in percent of active people; the smaller number counts',
  },
  'handover.days': {
    vi: 'Số ngày bàn giao: người chuyển công việc còn giữ vai trò của vị trí cũ, trừ vai trò đặc quyền',
    en: 'Days of handover: a mover keeps the roles of the old post, privileged ones apart',
  },
  'mandate.days': {
    vi: 'Số ngày tối đa của một ủy quyền',
    en: 'Days that an acting mandate may last at most',
  },
  'dormant.days': {
    vi: 'Số ngày không đăng nhập thì tài khoản bị đánh dấu không hoạt động; 0 là tắt',
    en: 'Days without a sign-in after which an account is flagged as dormant; 0 is off',
  },
  'dormant.grace_days': {
    vi: 'Số ngày từ khi đánh dấu và gửi thư báo đến khi khóa tài khoản',
    en: 'Days from the flag and its letter until the account is closed',
  },
  'activation.by_mail': {
    vi: 'Gửi thư kích hoạt cho người mới: 1 là có, 0 là không',
    en: 'Send activation letters to joiners: 1 yes, 0 no',
  },
  'activation.hours': {
    vi: 'Số giờ đường dẫn trong thư kích hoạt dùng được',
    en: 'Hours for which the link in an activation letter works',
  },
  'activation.letters': {
    vi: 'Số thư kích hoạt tối đa mỗi phút',
    en: 'Activation letters a minute at most',
  },
  'request.unit_step': {
    vi: 'Đề nghị vai trò qua quản trị đơn vị trước, rồi mới đến phụ trách ứng dụng: 1 là có, 0 là không',
    en: 'Requests for roles go to the unit administrator before the owner of the system: 1 yes, 0 no',
  },
  'request.step_days': {
    vi: 'Số ngày mỗi bước phê duyệt đề nghị; quá hạn thì đề nghị hết hiệu lực',
    en: 'Days for each step of a request’s approval; then the request expires',
  },
  'request.role_days': {
    vi: 'Số ngày vai trò có hiệu lực khi đề nghị không nêu ngày kết thúc',
    en: 'Days for which a role is given when the request names no last day',
  },
  'request.role_days_most': {
    vi: 'Số ngày tối đa một đề nghị được xin',
    en: 'Days that a request may ask for at most',
  },
  'review.interval_days': {
    vi: 'Số ngày giữa hai đợt rà soát quyền; đợt đầu coi thay đổi trong từng ấy ngày là mới',
    en: 'Days between access reviews; a first one takes as changed what happened in so many days',
  },
  'review.decide_days': {
    vi: 'Số ngày để quyết định hết các mục của một đợt rà soát quyền',
    en: 'Days to decide on every item of an access review',
  },
  'review.unused_days': {
    vi: 'Số ngày không dùng thì đợt rà soát quyền đánh dấu quyền được cấp',
    en: 'Days without a use after which an access review flags a role grant',
  },
};

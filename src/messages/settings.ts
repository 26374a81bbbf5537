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
    vi: 'Gửi thư kích hoạt cho người mới',
    en: 'Send activation letters to joiners',
  },
  'activation.hours': {
    vi: 'Số giờ đường dẫn trong thư kích hoạt dùng được',
    en: 'Hours for which the link in an activation letter works',
  },
  'activation.letters': {
    vi: 'Số thư kích hoạt tối đa mỗi phút',
    en: 'Activation letters a minute at most',
  },
  'password.length': {
    vi: 'Số ký tự tối thiểu của mật khẩu khi chưa có xác thực hai bước; áp dụng từ lần đặt mật khẩu sau',
    en: 'Least characters of a password without a second factor; counts from the next change on',
  },
  'password.length_with_factor': {
    vi: 'Số ký tự tối thiểu của mật khẩu khi đã có xác thực hai bước',
    en: 'Least characters of a password with a second factor beside it',
  },
  'password.strength': {
    vi: 'Độ mạnh tối thiểu của mật khẩu mới theo zxcvbn, từ 0 đến 4; 0 là không đòi hỏi',
    en: 'Least strength of a new password by zxcvbn, 0 to 4; 0 asks for none',
  },
  'password.strength_with_factor': {
    vi: 'Như trên, khi đã có xác thực hai bước',
    en: 'The same with a second factor beside it',
  },
  'password.history': {
    vi: 'Số mật khẩu trước đây không được dùng lại',
    en: 'Former passwords that may not come back',
  },
  'password.admin_history': {
    vi: 'Số mật khẩu trước đây quản trị viên không được dùng lại',
    en: 'Former passwords that may not come back for administrators',
  },
  'password.days': {
    vi: 'Số ngày mật khẩu có hiệu lực; 0 là không hết hạn',
    en: 'Days after which a password ends; 0 is never',
  },
  'password.admin_days': {
    vi: 'Số ngày mật khẩu của quản trị viên và người giữ vai trò đặc quyền có hiệu lực; 0 là không hết hạn',
    en: 'Days after which the password of administrators and holders of privileged roles ends; 0 is never',
  },
  'request.unit_step': {
    vi: 'Đề nghị vai trò qua quản trị đơn vị trước, rồi mới đến phụ trách ứng dụng',
    en: 'Requests for roles go to the unit administrator before the owner of the system',
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
  'lock.free': {
    vi: 'Số lần sai mật khẩu liên tiếp chưa phải chờ; từ lần sau phải chờ 2, 4, 8… giây',
    en: 'Wrong passwords in a row without a wait; then 2, 4, 8 … seconds',
  },
  'lock.attempts': {
    vi: 'Số lần sai mật khẩu liên tiếp thì khóa đăng nhập bằng mật khẩu',
    en: 'Wrong passwords in a row that lock the password path',
  },
  'lock.minutes': {
    vi: 'Số phút không thử nữa thì tự mở khóa',
    en: 'Minutes of rest after which it unlocks by itself',
  },
  'multi_factor.administrators': {
    vi: 'Người giữ vai trò trong MicConnect phải xác thực hai bước',
    en: 'Holders of a role at MicConnect need a second factor',
  },
  'multi_factor.outside': {
    vi: 'Đăng nhập từ ngoài mạng của Bộ (MICCONNECT_NETWORKS) phải xác thực hai bước',
    en: 'Sign-in from outside the ministry’s networks (MICCONNECT_NETWORKS) needs a second factor',
  },
  'multi_factor.everybody': {
    vi: 'Mọi người phải xác thực hai bước',
    en: 'Everybody needs a second factor',
  },
  'multi_factor.device_hours': {
    vi: 'Số giờ không hỏi mã trên thiết bị được tin cậy; 0 là luôn hỏi',
    en: 'Hours without a code on a trusted device; 0 always asks',
  },
  'multi_factor.reminder_days': {
    vi: 'Số ngày giữa hai thư nhắc người phải xác thực hai bước mà chưa đăng ký; 0 là không gửi',
    en: 'Days between letters to people who need a second factor and have none; 0 sends none',
  },
  'console.idle_minutes': {
    vi: 'Số phút không thao tác thì trang quản trị yêu cầu đăng nhập lại',
    en: 'Minutes of rest after which the console asks to sign in again',
  },
  'break_glass.minutes': {
    vi: 'Số phút tài khoản khẩn cấp được mở sau khi dùng',
    en: 'Minutes for which the emergency account is open once it was used',
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

/** What the two values of a setting that is off or on mean. */
export const SWITCH_WORDS = { vi: '0 là không, 1 là có', en: '0 is no, 1 is yes' } as const;

import { CLAIMS_LIMIT } from '../domain/roles/role-claims.ts';
import type { ViaMandate } from '../domain/roles/role-paths.ts';
import type { Obstacle } from '../domain/roles/why-not.ts';
import { formatDay, formatTimestamp } from './dates.ts';
import { formatSize } from './sizes.ts';
import { fill, type Lang } from './translate.ts';

const HANDOVER: Readonly<Record<Lang, string>> = { vi: 'bàn giao đến', en: 'handover until' };

/**
 * Until when a role outlasts its appointment: `bàn giao đến 18/11/2026`, naming the last day.
 * @param until the first moment without the role
 */
export function handoverNote(until: Date, lang: Lang): string {
  return `${HANDOVER[lang]} ${formatDay(new Date(until.getTime() - 1), lang)}`;
}

const LARGE_CLAIMS: Readonly<Record<Lang, string>> = {
  vi: 'vai trò trong token nặng {size}, vượt {limit}: ứng dụng có thể từ chối; thu hồi vai trò không dùng, hoặc bàn với chủ ứng dụng để dùng ít vai trò hơn',
  en: 'the roles in the token take {size}, over {limit}: the application may refuse it; revoke what is unused, or agree on fewer roles with its owner',
};

/** Says to officers that role claims are larger than they should be, and what to do. */
export function largeClaimsNote({ bytes }: { bytes: number }, lang: Lang): string {
  return fill(LARGE_CLAIMS[lang], { size: formatSize(bytes, lang), limit: formatSize(CLAIMS_LIMIT, lang) });
}

const MANDATE: Readonly<Record<Lang, string>> = {
  vi: 'được {mandator} ủy quyền theo {decision} đến {until}',
  en: 'by mandate of {mandator}, decision {decision}, until {until}',
};

/** By whose mandate a role is held, with the last day of it. */
export function mandateNote({ mandatorName: mandator, decision, until }: ViaMandate, lang: Lang): string {
  const last = formatDay(new Date(until.getTime() - 1), lang);
  return fill(MANDATE[lang], { mandator, decision, until: last });
}

const OBSTACLES: Readonly<Record<Obstacle['kind'], Record<Lang, string>>> = {
  account_not_open: { vi: 'tài khoản không mở', en: 'the account is not open' },
  revoked: { vi: 'đã bị thu hồi lúc {at} bởi {by}', en: 'revoked at {at} by {by}' },
  not_begun: { vi: 'có hiệu lực từ {from}', en: 'counts from {from}' },
  ended: { vi: 'hết hiệu lực lúc {until}', en: 'ended at {until}' },
  other_unit: { vi: 'cấp cho đơn vị khác', en: 'is for another unit' },
  other_position: { vi: 'cấp cho chức vụ khác', en: 'is for another position' },
  other_category: { vi: 'cấp cho diện nhân sự khác', en: 'is for another staff category' },
  mandator_account_not_open: {
    vi: 'tài khoản của người ủy quyền không mở',
    en: 'the mandator’s account is not open',
  },
  mandator_lacks_role: {
    vi: 'người ủy quyền không còn giữ vai trò theo quyền được cấp của chính mình',
    en: 'the mandator does not hold the role by a role grant of her own',
  },
  no_appointment: { vi: 'không có bổ nhiệm nào', en: 'no appointment' },
  no_unit: { vi: 'không có đơn vị để giới hạn vai trò', en: 'no unit to limit the role to' },
  appointment_not_begun: {
    vi: 'bổ nhiệm tại {unitCode} bắt đầu từ {from}',
    en: 'the appointment in {unitCode} begins on {from}',
  },
  appointment_ended: {
    vi: 'bổ nhiệm tại {unitCode} kết thúc ngày {until}',
    en: 'the appointment in {unitCode} ended on {until}',
  },
  unit_not_begun: { vi: 'đơn vị {unitCode} có từ {from}', en: 'the unit {unitCode} exists from {from}' },
  unit_ended: { vi: 'đơn vị {unitCode} chấm dứt ngày {until}', en: 'the unit {unitCode} ended on {until}' },
};

/** What keeps a role grant from giving its role, in words. */
export function obstacleNote(obstacle: Obstacle, lang: Lang): string {
  const shown = Object.entries(obstacle).map(([name, value]) => {
    return [name, value instanceof Date ? formatTimestamp(value, lang) : (value ?? '–')];
  });
  return fill(OBSTACLES[obstacle.kind][lang], Object.fromEntries(shown));
}

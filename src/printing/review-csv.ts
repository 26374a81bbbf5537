import type { ReviewItem } from '../domain/reviews/review.ts';
import type { ReviewRecord } from '../domain/reviews/review-record.ts';
import { formatDay, formatTimestamp } from '../messages/dates.ts';
import {
  actorWords,
  holderWords,
  placeWords,
  signalWords,
  usageWords,
  VERDICT_WORDS,
} from '../messages/reviews.ts';
import { CSV_MARK, csvLines } from './csv-lines.ts';

type Cell = (item: ReviewItem, names: ReviewRecord['names']) => string;

/** Header and cell of each column. */
const COLUMNS: readonly [header: string, cell: Cell][] = [
  ['STT', ({ number }) => String(number)],
  ['Người hoặc nhóm có quyền / Holder', (item) => holderWords(item, 'vi')],
  ['Số hiệu / Employee no.', ({ employeeNo }) => employeeNo ?? ''],
  ['Chức vụ, đơn vị / Position, unit', placeWords],
  ['Ứng dụng / System', ({ clientId }) => clientId],
  ['Mã vai trò / Role code', ({ roleCode }) => roleCode],
  ['Vai trò / Role', ({ roleName }) => roleName],
  ['Phạm vi / Extent', ({ extentName }) => extentName ?? ''],
  ['Đến ngày / Until', ({ until }) => (until === null ? '' : lastDay(until))],
  ['Số quyết định / Decision no.', ({ decision }) => decision ?? ''],
  ['Người cấp / Granted by', ({ grantedBy, grantedByName }) => grantedByName ?? grantedBy],
  ['Ngày cấp / Granted on', ({ grantedAt }) => formatDay(grantedAt, 'vi')],
  ['Sử dụng / Use', (item) => usageWords(item, 'vi')],
  ['Dấu hiệu / Signals', (item) => signalWords(item, 'vi').join('; ')],
  ['Quyết định rà soát / Verdict', ({ verdict }) => (verdict === null ? '' : VERDICT_WORDS[verdict].vi)],
  ['Lý do / Reason', ({ note }) => note ?? ''],
  ['Người rà soát / Reviewer', ({ decidedBy }, names) => actorWords(decidedBy, names)],
  ['Lúc / At', ({ decidedAt }) => (decidedAt === null ? '' : formatTimestamp(decidedAt, 'vi'))],
];

/** A record as CSV in UTF-8. */
export function csvOf({ items, names }: Pick<ReviewRecord, 'items' | 'names'>): Uint8Array {
  const rows = items.map((item) => COLUMNS.map(([, cell]) => cell(item, names)));
  return Buffer.from(CSV_MARK + csvLines([COLUMNS.map(([header]) => header), ...rows]));
}

/** The last day of a period, whose end is the first instant after it. */
function lastDay(until: Date): string {
  return formatDay(new Date(until.getTime() - 1), 'vi');
}

import { endOfDay } from '../domain/clock.ts';
import type { Haste } from '../domain/reviews/haste.ts';
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
import { type Cell, type Column, createPdf, type PdfPage } from './pdf-document.ts';

const COLUMNS: readonly Column[] = [
  { header: 'STT', width: 32 },
  { header: 'Người hoặc nhóm có quyền\nHolder', width: 165 },
  { header: 'Vai trò\nRole', width: 155 },
  { header: 'Phạm vi, hạn, quyết định\nExtent, end, decision', width: 135 },
  { header: 'Dấu hiệu\nSignals', width: 120 },
  { header: 'Quyết định rà soát\nVerdict', width: 154 },
];

/** A record to sign and file: who had which role, what was looked at, and who decided what. */
export async function pdfOf(
  record: ReviewRecord,
  ministry: string,
  recordSha256: string,
): Promise<Uint8Array> {
  const { review, items, names } = record;
  const at = review.closedAt ?? review.openedAt;
  const pdf = createPdf({ title: review.name, author: ministry, at });
  heading(pdf, record, ministry);
  pdf.gap(8);
  await pdf.table(
    COLUMNS,
    items.map((item) => rowOf(item, names)),
  );
  pdf.gap(10);
  pdf.text(`Người ký và nộp / Signed and submitted by: ${actorWords(review.closedBy, names)}`, {
    weight: 'bold',
  });
  pdf.text(`Lúc / at: ${formatTimestamp(at, 'vi')}`);
  return pdf.finish(`${review.name} · SHA-256 review.jsonl: ${recordSha256}`);
}

function heading(pdf: PdfPage, { review, counts, haste, names }: ReviewRecord, ministry: string): void {
  pdf.beside([ministry], ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc']);
  pdf.gap(10);
  pdf.text('BIÊN BẢN RÀ SOÁT QUYỀN TRUY CẬP', { size: 15, weight: 'bold', align: 'center' });
  pdf.text('Access review record', { align: 'center' });
  pdf.gap(6);
  const due = new Date(endOfDay(review.dueOn).getTime() - 1);
  pdf.text(review.name, { size: 11, weight: 'bold' });
  pdf.text(`Phạm vi / scope: ${review.scopeName} (${review.scopeCode})`);
  pdf.text(
    `Mở ngày / opened: ${formatDay(review.openedAt, 'vi')}, ${actorWords(review.openedBy, names)} · ` +
      `Hạn / due: ${formatDay(due, 'vi')}`,
  );
  pdf.text(`${counts.items} mục / items: giữ / kept ${counts.kept}, thu hồi / revoked ${counts.revoked}`, {
    weight: 'bold',
  });
  for (const run of haste) pdf.text(hasteWords(run, names));
}

function hasteWords({ by, from, until, items }: Haste, names: ReviewRecord['names']): string {
  const when = `${formatTimestamp(from, 'vi')} – ${formatTimestamp(until, 'vi')}`;
  return `Nhịp rà soát / pace: ${items} mục được giữ liên tiếp / items kept in a row, ${when}, ${actorWords(by, names)}`;
}

function rowOf(item: ReviewItem, names: ReviewRecord['names']): Cell[] {
  const { until, decision, verdict, decidedAt, note } = item;
  const end = until === null ? 'không thời hạn' : `đến ${formatDay(new Date(until.getTime() - 1), 'vi')}`;
  const given = `${item.grantedByName ?? item.grantedBy}, ${formatDay(item.grantedAt, 'vi')}`;
  const decided =
    decidedAt === null ? [] : [actorWords(item.decidedBy, names), formatTimestamp(decidedAt, 'vi')];
  return [
    { text: String(item.number) },
    { text: holderWords(item, 'vi'), below: lines(item.employeeNo, placeWords(item)), weight: 'bold' },
    { text: item.roleName, below: lines(`${item.clientId}:${item.roleCode}`, `Cấp / granted: ${given}`) },
    { text: item.extentName ?? '–', below: lines(end, decision) },
    { text: signalWords(item, 'vi').join('\n') || '–', below: usageWords(item, 'vi') },
    {
      text: verdict === null ? '–' : VERDICT_WORDS[verdict].vi,
      below: lines(note, decided.join(', ')),
      weight: 'bold',
    },
  ];
}

function lines(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n');
}

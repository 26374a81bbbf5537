import type { HrUnitRow } from '../domain/directory/staff-role-change.ts';
import type { Lang } from './translate.ts';

/** What keeps a merger from being taken back by HR's next full file. */
export function hrNote(rows: readonly HrUnitRow[]): Record<Lang, string> {
  const listed = rows
    .map((row) => `${row.ma_don_vi}: hieu_luc_den ${row.hieu_luc_den}, thay_the_boi ${row.thay_the_boi}`)
    .join('; ');
  return {
    vi: `Hồ sơ nhân sự là nguồn gốc: lần nhập toàn bộ tiếp theo sẽ đảo ngược việc sáp nhập, trừ khi tệp đơn vị ghi ${listed}, và tệp cán bộ ghi đơn vị mới`,
    en: `HR is the source: its next full import takes the merger back unless the units file says ${listed}, and the people file names the new unit`,
  };
}

import type { PrintRecord } from '../domain/reviews/review-record.ts';
import { csvOf } from './review-csv.ts';

/** Makes the files of a record that people read. @param ministry its name, at the head of the page */
export function createRecordPrinter(ministry: string): PrintRecord {
  return async (record, recordSha256) => {
    // Heavy, and needed twice a year.
    const { pdfOf } = await import('./review-pdf.ts');
    return [
      { name: 'review.csv', bytes: csvOf(record) },
      { name: 'review.pdf', bytes: await pdfOf(record, ministry, recordSha256) },
    ];
  };
}

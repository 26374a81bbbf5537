import type { Envelope } from '../../domain/directory/national-envelope-view.ts';
import type { PendingPlan } from '../../domain/directory/pending-plan.ts';
import { reportOf } from '../../domain/directory/staff-plan-report.ts';
import type { StaffPreview } from '../../domain/directory/staff-planning.ts';
import type { Refusal, RefusalCode } from '../../domain/directory/staff-refusal.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { refusalText } from '../../messages/refusal-text.ts';
import { pendingFields } from '../../messages/waiting-plan-fields.ts';
import { PLAN } from './plan-json.ts';
import { PREVIEW, previewJson } from './plan-preview.ts';
import { type FieldProblem, ListedRefusal } from './request-refusal.ts';
import * as schema from './schema.ts';

/** Faults that a problem lists; whoever has more starts with these. */
const LISTED = 200;

/** What came of a change that somebody sent. */
export const OUTCOME: schema.NamedSchema = {
  name: 'PlanOutcome',
  schema: schema.object({
    pending: { ...schema.nullOr(PLAN), description: 'null after a dry run, and when nothing changes' },
    preview: schema.nullOr(PREVIEW),
    records: { ...schema.arrayOf({ type: 'object' }), description: 'the answer to VIEW' },
  }),
  uses: [PLAN, PREVIEW],
};

interface Outcome {
  pending?: PendingPlan | undefined;
  preview?: StaffPreview;
  records?: Envelope[];
}

/**
 * What came of a change. One that was meant and could not be is a refusal; a dry run shows what is wrong with it.
 * @throws staff_file_refused, with the place of each fault
 */
export function outcomeJson(
  { pending, preview, records = [] }: Outcome,
  { isDryRun }: { isDryRun: boolean },
) {
  if (!isDryRun) refuseFaults(preview?.refused ?? []);
  return {
    pending: pending === undefined ? null : pendingFields(pending),
    preview: preview === undefined ? null : previewJson(reportOf(preview)),
    records,
  };
}

/** Ends a change whose rows are refused. @throws staff_file_refused, with the place of each fault */
export function refuseFaults(refused: readonly Refusal<RefusalCode | ErrorCode>[]): void {
  if (refused.length > 0)
    throw new ListedRefusal('staff_file_refused', refused.slice(0, LISTED).map(problemOf));
}

function problemOf({ file, line, column, code }: Refusal<RefusalCode | ErrorCode>): FieldProblem {
  return { field: [file, line, column].join(':'), code, words: refusalText(code) };
}

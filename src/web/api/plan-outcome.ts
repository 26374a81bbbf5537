import type { Envelope } from '../../domain/directory/national-envelope-view.ts';
import type { PendingPlan } from '../../domain/directory/pending-plan.ts';
import { reportOf } from '../../domain/directory/staff-plan-report.ts';
import type { StaffPreview } from '../../domain/directory/staff-planning.ts';
import type { Refusal } from '../../domain/directory/staff-refusal.ts';
import { STAFF_REFUSALS } from '../../messages/staff-refusals.ts';
import { PLAN, pendingJson } from './plan-json.ts';
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
  if (!isDryRun && preview !== undefined && preview.refused.length > 0)
    throw new ListedRefusal('staff_file_refused', preview.refused.slice(0, LISTED).map(problemOf));
  return {
    pending: pending === undefined ? null : pendingJson(pending),
    preview: preview === undefined ? null : previewJson(reportOf(preview)),
    records,
  };
}

function problemOf({ file, line, column, code }: Refusal): FieldProblem {
  return { field: [file, line, column].join(':'), code, words: STAFF_REFUSALS[code] };
}

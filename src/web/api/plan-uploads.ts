import type { EnvelopeService } from '../../domain/directory/national-envelope-service.ts';
import type { PendingPlanService } from '../../domain/directory/pending-plan-service.ts';
import type { StaffPlanService } from '../../domain/directory/staff-plan-service.ts';
import type { StaffTable } from '../../domain/directory/staff-table.ts';
import { allow } from '../middleware/bearer.ts';
import { OUTCOME, outcomeJson } from './plan-outcome.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { type ApiRequest, type Route, route } from './route.ts';
import type { Values } from './values.ts';

/** Reads HR files; `staff-files` does. */
export interface StaffFiles {
  read(name: string, bytes: Uint8Array): Promise<StaffTable>;
  maxBytes: number;
}

interface Parts {
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  envelopes: EnvelopeService;
  staffFiles: StaffFiles;
}

const QUERY = {
  dry_run: { is: 'flag', about: 'only shows what would change' },
  partial: { is: 'flag', about: 'files only: whoever is not named stays as they are' },
} as const satisfies Values;
type Request = ApiRequest<typeof QUERY, Values>;

/** `POST /plans`: HR files are kept for a decision, national envelopes are applied at once if the guard lets them. */
export function planUploadRoute({ staffPlans, pendingPlans, envelopes, staffFiles }: Parts): Route {
  async function receiveFiles({ query, upload, caller }: Request): Promise<unknown> {
    const tables: StaffTable[] = [];
    for (const { name, bytes } of upload?.kind === 'files' ? upload.files : [])
      tables.push(await staffFiles.read(name, bytes));
    const isPartial = query.partial ?? false;
    const isDryRun = query.dry_run ?? false;
    const submission = isDryRun
      ? { preview: await staffPlans.importStaff(tables, { isDryRun, isPartial }, caller.actor) }
      : await pendingPlans.submit({ kind: 'import', tables, isPartial }, caller.actor);
    return outcomeJson(submission, { isDryRun });
  }

  async function receiveEnvelopes(message: unknown, { query, caller }: Request): Promise<unknown> {
    if (query.partial !== undefined) throw refuseRequest(problemAt('partial', 'files_only'));
    const isDryRun = query.dry_run ?? false;
    const answer = await envelopes.receive(message, { isDryRun, file: '' }, caller.actor);
    if (answer.kind === 'plan') return outcomeJson({ preview: answer.plan }, { isDryRun });
    allow(caller, 'directory:read');
    return outcomeJson({ records: answer.records }, { isDryRun });
  }

  return route({
    method: 'POST',
    path: '/plans',
    scope: 'directory:write',
    summary: 'Plans a change: of HR files for a decision, of national envelopes at once; whole or not at all',
    query: QUERY,
    takesUpload: 'files_or_message',
    answer: OUTCOME,
    problems: [
      'staff_file_refused',
      'staff_file_unreadable',
      'staff_file_too_large',
      'removal_guard',
      'plan_already_pending',
      'too_many_pending',
      'plan_too_large',
    ],
    handle: (request) =>
      request.upload?.kind === 'json'
        ? receiveEnvelopes(request.upload.message, request)
        : receiveFiles(request),
  });
}

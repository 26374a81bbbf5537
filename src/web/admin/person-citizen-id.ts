import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { headOf, type PersonParts, personAddress } from './person-subject.ts';
import type { CitizenIdView } from './person-view.ts';

const PATH = '/people/:id/citizen-id';
const SHOWN: readonly ErrorCode[] = ['reason_missing'];

type Parts = Pick<PersonParts, 'reading' | 'viewings' | 'pages'>;

/** The whole citizen id: shown once, for a reason that the log keeps. */
export function citizenIdPages(parts: Parts): ConsolePage[] {
  return [
    page(PATH, 'directory:write', async (visit, ctx) => {
      const record = await withCitizenId(parts, visit, ctx);
      show(parts, visit, ctx, record, { citizenId: null, reason: '', error: null });
    }),
    action(PATH, 'directory:write', { fields: ['reason'] }, async (visit, ctx, { fields: { reason } }) => {
      const record = await withCitizenId(parts, visit, ctx);
      const { actor } = visit;
      try {
        const citizenId = await parts.viewings.openCitizenId(record.person.id, { reason, actor });
        show(parts, visit, ctx, record, { citizenId, reason, error: null });
      } catch (error) {
        const refusal = parts.pages.refusalOf(ctx, error, SHOWN);
        show(parts, visit, ctx, record, { citizenId: null, reason, error: refusal });
      }
    }),
  ];
}

async function withCitizenId(
  { reading }: Parts,
  { extent }: ConsoleVisit,
  ctx: Context,
): Promise<PersonRecord> {
  const record = await reading.getWhole(String(ctx.params.id), extent);
  if (record.person.citizenId === null) throw new DomainError('not_found');
  return record;
}

function show(
  { pages }: Parts,
  { frame, csrfToken }: ConsoleVisit,
  ctx: Context,
  record: PersonRecord,
  shown: Pick<CitizenIdView, 'citizenId' | 'reason' | 'error'>,
): void {
  const backUrl = personAddress(record.person.id);
  const model = { ...frame, head: headOf(record), url: `${backUrl}/citizen-id`, backUrl, ...shown };
  pages.show(ctx, 'admin/person-citizen-id', model, { csrf: csrfToken });
}

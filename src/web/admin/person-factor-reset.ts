import { IDENTITY_CHECKS } from '../../domain/authentication/factor-reset.ts';
import type { NamedReset } from '../../domain/authentication/factor-reset-service.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { RefusalView } from '../view-models.ts';
import { actorNames } from './actor-names.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress } from './list-query.ts';
import { headOf, type PersonParts, personAddress } from './person-subject.ts';
import { type FactorResetView, RESET_NOTICES } from './person-view.ts';

const PATH = '/people/:id/factor-reset';
const FIELDS = ['checked', 'reference', 'reason'] as const;
const SHOWN: readonly ErrorCode[] = [
  'factor_reset_invalid',
  'factor_reset_of_self',
  'factor_reset_waits',
  'factor_reset_not_waiting',
  'approval_self',
  'permission_denied',
];

type Parts = Pick<PersonParts, 'reading' | 'pages' | 'factorResets' | 'stores'>;
type Typed = Record<(typeof FIELDS)[number], string>;

/** Somebody's lost second factors: taken away after a check of who asks, or decided on by a second person. */
export function factorResetPages(parts: Parts): ConsolePage[] {
  const { factorResets, pages, reading } = parts;
  const subjectOf = (visit: ConsoleVisit, ctx: Context) =>
    reading.getWhole(String(ctx.params.id), visit.extent);
  const done = (ctx: Context, { person }: PersonRecord, notice: (typeof RESET_NOTICES)[number]) =>
    leadTo(ctx, listAddress(personAddress(person.id, 'factor-reset'), { notice }));
  return [
    page(PATH, 'sessions:write', async (visit, ctx) => show(parts, visit, ctx, await subjectOf(visit, ctx))),
    action(PATH, 'sessions:write', { fields: FIELDS }, async (visit, ctx, { fields }) => {
      const record = await subjectOf(visit, ctx);
      try {
        const checked = IDENTITY_CHECKS.find((each) => each === fields.checked);
        if (checked === undefined) throw new DomainError('factor_reset_invalid');
        const evidence = { ...fields, checked };
        const { reset } = await factorResets.ask(record.person.id, evidence, visit.actor);
        done(ctx, record, reset.state === 'waiting' ? 'asked' : 'done');
      } catch (error) {
        const refusal = pages.refusalOf(ctx, error, SHOWN);
        await show(parts, visit, ctx, record, { error: refusal, typed: fields });
      }
    }),
    action(`${PATH}/decision`, 'sessions:write', { fields: ['verdict'] }, async (visit, ctx, { fields }) => {
      const record = await subjectOf(visit, ctx);
      const isApproval = fields.verdict === 'approve';
      if (!isApproval && fields.verdict !== 'reject')
        throw new DomainError('bad_request', { reason: 'verdict' });
      try {
        const waiting = await waitingOf(parts, record);
        if (waiting === undefined) throw new DomainError('factor_reset_not_waiting');
        await factorResets[isApproval ? 'approve' : 'reject'](waiting.id, visit.actor);
        done(ctx, record, isApproval ? 'done' : 'rejected');
      } catch (error) {
        await show(parts, visit, ctx, record, { error: pages.refusalOf(ctx, error, SHOWN) });
      }
    }),
  ];
}

async function waitingOf({ factorResets }: Parts, { person }: PersonRecord): Promise<NamedReset | undefined> {
  return (await factorResets.listWaiting()).find(({ personId }) => personId === person.id);
}

async function show(
  parts: Parts,
  { frame, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  record: PersonRecord,
  {
    error = null,
    typed = { checked: '', reference: '', reason: '' },
  }: { error?: RefusalView | null; typed?: Typed } = {},
): Promise<void> {
  const backUrl = personAddress(record.person.id);
  const waiting = await waitingOf(parts, record);
  const names = await actorNames(parts.stores, waiting === undefined ? [] : [waiting.askedBy], lang);
  const model: FactorResetView = {
    ...frame,
    head: headOf(record),
    notice: choiceFrom(ctx, 'notice', RESET_NOTICES) ?? null,
    error,
    typed,
    checks: IDENTITY_CHECKS,
    waiting:
      waiting === undefined
        ? null
        : {
            checked: waiting.checked,
            reference: waiting.reference,
            reason: waiting.reason,
            by: names(waiting.askedBy),
            at: waiting.askedAt,
            until: waiting.expiresAt,
          },
    url: `${backUrl}/factor-reset`,
    backUrl,
  };
  parts.pages.show(ctx, 'admin/person-factor-reset', model, { csrf: csrfToken });
}

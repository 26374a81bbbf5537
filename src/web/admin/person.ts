import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { referenceTo } from '../portal/security-rows.ts';
import type { RefusalView } from '../view-models.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress } from './list-query.ts';
import { PERSON_ACTION_NAMES, PERSON_ACTIONS, type PersonAction } from './person-actions.ts';
import { citizenIdPages } from './person-citizen-id.ts';
import { factorResetPages } from './person-factor-reset.ts';
import { personModel } from './person-model.ts';
import { headOf, type PersonParts, personAddress } from './person-subject.ts';

const NOTICES = [...PERSON_ACTION_NAMES, 'end-session'] as const;
const SHOWN: readonly ErrorCode[] = ['account_activated', 'account_closed', 'email_missing'];

/** `/admin/people/:id`: who somebody is, what she may do and why, and what officers do to her account. */
export function personPages(parts: PersonParts): ConsolePage[] {
  return [
    page('/people/:id', 'directory:read', async (visit, ctx) => {
      const record = await subjectOf(parts, visit, ctx);
      const { actor } = visit;
      await parts.viewings.note(record.person.id, { data: 'page', actor, clientId: null, reason: null });
      const model = await personModel(parts, visit, ctx, record);
      const done = choiceFrom(ctx, 'notice', NOTICES);
      const notice = done === undefined ? null : (`person.notice.${done}` as const);
      parts.pages.show(ctx, 'admin/person', { ...model, notice }, { csrf: visit.csrfToken });
    }),
    ...PERSON_ACTION_NAMES.flatMap((name) => actionPages(parts, name)),
    endSessionForm(parts),
    ...citizenIdPages(parts),
    ...factorResetPages(parts),
  ];
}

/** Whom the address names. @throws person_not_found for who may not be read, known or not */
export function subjectOf(
  { reading }: Pick<PersonParts, 'reading'>,
  { extent }: ConsoleVisit,
  ctx: Context,
): Promise<PersonRecord> {
  return reading.getWhole(String(ctx.params.id), extent);
}

/** Each act asks on a page of its own before it is done. */
function actionPages(parts: PersonParts, name: PersonAction): ConsolePage[] {
  const { permission, run } = PERSON_ACTIONS[name];
  const path = `/people/:id/${name}`;
  return [
    page(path, permission, async (visit, ctx) =>
      showConfirm(parts, visit, ctx, { name, record: await subjectOf(parts, visit, ctx), error: null }),
    ),
    action(path, permission, { fields: [] }, async (visit, ctx) => {
      const record = await subjectOf(parts, visit, ctx);
      try {
        await run(parts, record.person.id, visit.actor);
      } catch (error) {
        await showConfirm(parts, visit, ctx, {
          name,
          record,
          error: parts.pages.refusalOf(ctx, error, SHOWN),
        });
        return;
      }
      backWith(ctx, record, name);
    }),
  ];
}

async function showConfirm(
  { sessions, pages }: PersonParts,
  { frame, actor, csrfToken }: ConsoleVisit,
  ctx: Context,
  { name, record, error }: { name: PersonAction; record: PersonRecord; error: RefusalView | null },
): Promise<void> {
  const { id } = record.person;
  const model = {
    ...frame,
    head: headOf(record),
    action: name,
    isOwn: actor.kind === 'person' && actor.id === id,
    isDanger: PERSON_ACTIONS[name].isDanger,
    sessions: (await sessions.listOpen(id)).length,
    url: personAddress(id, name),
    backUrl: personAddress(id),
    error,
  };
  pages.show(ctx, 'admin/person-confirm', model, { csrf: csrfToken });
}

/** One session is ended at once: it is signed in to again in a moment. */
function endSessionForm(parts: PersonParts): ConsolePage {
  const form = { fields: ['session'] } as const;
  return action('/people/:id/end-session', 'sessions:write', form, async (visit, ctx, { fields }) => {
    const record = await subjectOf(parts, visit, ctx);
    const { id } = record.person;
    const session = (await parts.sessions.listOpen(id)).find(
      ({ uid }) => referenceTo(uid) === fields.session,
    );
    if (session === undefined) throw new DomainError('not_found');
    await parts.accounts.endSession(id, session.uid, visit.actor);
    backWith(ctx, record, 'end-session');
  });
}

function backWith(ctx: Context, { person }: PersonRecord, notice: (typeof NOTICES)[number]): void {
  leadTo(ctx, listAddress(personAddress(person.id), { notice }));
}

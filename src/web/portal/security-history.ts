import type Router from '@koa/router';
import {
  attemptOf,
  HISTORY_LENGTH,
  HISTORY_TYPES,
  type SignInAttempt,
} from '../../domain/authentication/sign-in-history.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { toNetwork } from '../middleware/edge.ts';
import { preferencesOf } from '../preferences.ts';
import { type PortalVisit, portalVisit } from './portal-visit.ts';
import { backWith, type SecurityParts } from './security-page.ts';
import { attemptView } from './security-rows.ts';

const CLAIM = '/security/claim';
const NOT_ME = '/security/not-me';

/** What a person says of attempts to sign in: they were hers, or they were not. Neither waits for a fresh sign-in. */
export function securityHistoryRoutes(router: Router, parts: SecurityParts): void {
  const { stores, sessions, devices, ownAccount, pages, csrf, networks } = parts;

  router.post(CLAIM, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'until']);
    const visit = await portalVisit(parts, ctx, '/security');
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const until = new Date(form.until);
    if (Number.isNaN(until.getTime())) throw new DomainError('bad_request', { reason: 'until' });
    await ownAccount.claimAttempts(visit.record.person, until, ctx.state.origin);
    backWith(ctx, 'claimed');
  });

  router.get(NOT_ME, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    const { id } = visit.record.person;
    const attempt = await attemptNamed(visit, String(ctx.query.attempt ?? ''));
    const inside = networks.map(toNetwork);
    const model = {
      ...visit.frame,
      attempt: attempt && attemptView(attempt, inside, preferencesOf(ctx).lang),
      reference: attempt?.supportCode ?? '',
      otherSessions: (await sessions.listOpen(id)).length - 1,
      devices: (await devices.listOf(id)).length,
      hasPassword: await hasPassword(id),
    };
    pages.show(ctx, 'portal/security-not-me', model, { csrf: visit.csrfToken });
  });

  router.post(NOT_ME, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'attempt']);
    const visit = await portalVisit(parts, ctx, NOT_ME);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const { person } = visit.record;
    const attempt = (await attemptNamed(visit, form.attempt))?.supportCode ?? null;
    await ownAccount.disown(person, { attempt, kept: visit.sessionUid }, ctx.state.origin);
    if (!(await hasPassword(person.id))) return backWith(ctx, 'disowned');
    ctx.status = 303;
    ctx.redirect('/security/password?after=not-me');
  });

  const hasPassword = async (personId: string) =>
    (await stores.credentials.findPassword(personId)) !== undefined;

  /** Of one's own attempts, the one with a support code; null for any other text. */
  async function attemptNamed(
    { record: { person } }: PortalVisit,
    supportCode: string,
  ): Promise<SignInAttempt | null> {
    const events = await stores.audit.listOfPerson(person.id, HISTORY_TYPES, HISTORY_LENGTH);
    return events.map(attemptOf).find((each) => each.supportCode === supportCode) ?? null;
  }
}

import type Router from '@koa/router';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { qrCode } from '../qr-code.ts';
import type { RefusalView } from '../view-models.ts';
import { freshVisit } from './fresh-visit.ts';
import type { PortalVisit } from './portal-visit.ts';
import { backWith, type SecurityParts, showSecurity } from './security-page.ts';
import type { SecurityConfirmView } from './security-view.ts';

const TOTP = '/security/totp';
const REMOVAL = '/security/totp/removal';
const CODES = '/security/recovery-codes';
const ON_FORM: readonly ErrorCode[] = ['code_refused', 'enrolment_expired'];
const ON_PAGE: readonly ErrorCode[] = ['second_factor_demanded', 'second_factor_missing'];

type Question = Pick<SecurityConfirmView, 'title' | 'text' | 'submit' | 'isDanger'>;

const REMOVAL_QUESTION: Question = {
  title: 'security.totpRemovalTitle',
  text: 'security.totpRemovalText',
  submit: 'security.totpRemovalSubmit',
  isDanger: true,
};
const CODES_QUESTION: Question = {
  title: 'security.newCodesTitle',
  text: 'security.newCodesText',
  submit: 'security.newCodesSubmit',
  isDanger: false,
};

/** `/security/totp`, `/security/recovery-codes`: setting up, replacing and taking away the app and its codes. */
export function securityFactorRoutes(router: Router, parts: SecurityParts): void {
  const { stores, factors, ownAccount, pages, csrf } = parts;

  router.get(TOTP, async (ctx: Context) => {
    const visit = await freshVisit(parts, ctx, TOTP);
    if (visit !== undefined) await showSecret(ctx, visit, null);
  });

  router.post(TOTP, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'code']);
    const visit = await freshVisit(parts, ctx, TOTP);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const proof = { context: visit.sessionUid, code: form.code };
    let codes: string[];
    try {
      codes = await factors.confirmTotp(visit.record.person, proof, ctx.state.origin);
    } catch (error) {
      return showSecret(ctx, visit, pages.refusalOf(ctx, error, ON_FORM));
    }
    showCodes(ctx, visit, codes);
  });

  router.get(REMOVAL, (ctx: Context) => ask(ctx, REMOVAL, REMOVAL_QUESTION));

  router.post(REMOVAL, (ctx: Context) =>
    act(ctx, REMOVAL, async ({ record }) => {
      await ownAccount.revokeTotp(record, ctx.state.origin);
      backWith(ctx, 'totp-removed');
    }),
  );

  router.get(CODES, (ctx: Context) => ask(ctx, CODES, CODES_QUESTION));

  router.post(CODES, (ctx: Context) =>
    act(ctx, CODES, async (visit) => {
      showCodes(ctx, visit, await ownAccount.makeRecoveryCodes(visit.record.person, ctx.state.origin));
    }),
  );

  async function ask(ctx: Context, path: string, question: Question): Promise<void> {
    const visit = await freshVisit(parts, ctx, path);
    if (visit === undefined) return;
    const model = { ...visit.frame, ...question, params: {}, action: path, hidden: {}, other: null };
    pages.show(ctx, 'portal/security-confirm', model, { csrf: visit.csrfToken });
  }

  /** Does what a confirmed question asked; a refusal stands on the page of security. */
  async function act(ctx: Context, path: string, work: (visit: PortalVisit) => Promise<void>): Promise<void> {
    const form = await readForm(ctx, ['csrf']);
    const visit = await freshVisit(parts, ctx, path);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    try {
      await work(visit);
    } catch (error) {
      await showSecurity(parts, ctx, visit, { error, codes: ON_PAGE });
    }
  }

  function showCodes(ctx: Context, visit: PortalVisit, codes: readonly string[]): void {
    pages.show(ctx, 'portal/security-codes', { ...visit.frame, codes }, { csrf: visit.csrfToken });
  }

  async function showSecret(ctx: Context, visit: PortalVisit, error: RefusalView | null): Promise<void> {
    const { person } = visit.record;
    const { secret, uri, expiresAt } = await factors.beginTotp(person, visit.sessionUid);
    const model = {
      ...visit.frame,
      isReplaced: (await stores.totp.find(person.id)) !== undefined,
      login: person.email ?? person.employeeNo ?? person.fullName,
      qr: qrCode(uri),
      secretGroups: secret.match(/.{1,4}/g) ?? [],
      expiresAt,
      error,
    };
    pages.show(ctx, 'portal/security-totp', model, { csrf: visit.csrfToken });
  }
}

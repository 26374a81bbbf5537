import type Router from '@koa/router';
import { MOST_PASSKEYS } from '../../domain/authentication/passkey-service.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { deviceName } from '../device-name.ts';
import { readForm } from '../form.ts';
import type { RefusalView } from '../view-models.ts';
import { freshVisit } from './fresh-visit.ts';
import type { PortalVisit } from './portal-visit.ts';
import { backWith, type SecurityParts } from './security-page.ts';
import { passkeyRow } from './security-rows.ts';

const NEW = '/security/passkey';
const ON_FORM: readonly ErrorCode[] = ['passkey_not_made', 'passkey_exists', 'passkey_name_invalid'];

/**
 * `/security/passkey`: one passkey more. A first factor is set up on a fresh password alone, as the app is; whoever has
 * one shows it.
 */
export function newPasskeyRoutes(router: Router, parts: SecurityParts): void {
  const { passkeys, pages, csrf } = parts;

  router.get(NEW, async (ctx: Context) => {
    const visit = await freshVisit(parts, ctx, NEW);
    if (visit === undefined) return;
    const known = await passkeys.listPasskeys(visit.record.person);
    if (known.length >= MOST_PASSKEYS) return ctx.redirect('/security/passkeys');
    show(ctx, visit, { name: deviceName(ctx.state.origin.userAgent ?? '') ?? '', error: null });
  });

  /** What the page's script asks the browser for. */
  router.post(`${NEW}/options`, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf']);
    const visit = await freshVisit(parts, ctx, NEW);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await passkeys.beginPasskey(visit.record.person, visit.sessionUid);
  });

  router.post(NEW, async (ctx: Context) => {
    const { csrf: token, ...answer } = await readForm(ctx, ['csrf', 'response', 'name']);
    const visit = await freshVisit(parts, ctx, NEW);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, token);
    const { person } = visit.record;
    const proof = { context: visit.sessionUid, ...answer };
    let codes: readonly string[];
    try {
      codes = (await passkeys.confirmPasskey(person, proof, ctx.state.origin)).recoveryCodes;
    } catch (error) {
      return refuse(ctx, visit, answer.name, error);
    }
    if (codes.length === 0) return backWith(ctx, 'passkey');
    pages.show(ctx, 'portal/security-codes', { ...visit.frame, codes }, { csrf: visit.csrfToken });
  });

  /** One too many, made meanwhile elsewhere, is told above the list. */
  function refuse(ctx: Context, visit: PortalVisit, name: string, error: unknown): void | Promise<void> {
    const refusal = pages.refusalOf(ctx, error, [...ON_FORM, 'too_many_passkeys']);
    if (refusal.code === 'too_many_passkeys') return showPasskeys(parts, ctx, visit, refusal);
    show(ctx, visit, { name: name.slice(0, 60), error: refusal });
  }

  function show(ctx: Context, visit: PortalVisit, form: { name: string; error: RefusalView | null }): void {
    const model = { ...visit.frame, ...form, passkey: { asks: 'create', action: NEW } } as const;
    pages.show(ctx, 'portal/security-passkey', model, { csrf: visit.csrfToken });
  }
}

/** The passkeys of a person, each to be renamed or taken away. */
export async function showPasskeys(
  { passkeys, pages }: SecurityParts,
  ctx: Context,
  visit: PortalVisit,
  error: RefusalView | null,
): Promise<void> {
  const rows = (await passkeys.listPasskeys(visit.record.person)).map(passkeyRow);
  const model = { ...visit.frame, passkeys: rows, isFull: rows.length >= MOST_PASSKEYS, error };
  pages.show(ctx, 'portal/security-passkeys', model, { csrf: visit.csrfToken });
}

import type Router from '@koa/router';
import type { Passkey } from '../../domain/authentication/passkey-store.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import type { RefusalView } from '../view-models.ts';
import { freshVisit } from './fresh-visit.ts';
import { type PortalVisit, portalVisit } from './portal-visit.ts';
import { newPasskeyRoutes, showPasskeys } from './security-new-passkey.ts';
import { backWith, type SecurityParts, showSecurity } from './security-page.ts';
import { passkeyRow, referenceTo } from './security-rows.ts';

const LIST = '/security/passkeys';
const NAME = '/security/passkey/name';
const REMOVAL = '/security/passkey/removal';

/** `/security/passkeys` and what lies below `/security/passkey`: listing, adding, renaming, taking away. */
export function securityPasskeyRoutes(router: Router, parts: SecurityParts): void {
  const { passkeys, ownAccount, pages, csrf } = parts;

  router.get(LIST, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit !== undefined) await showPasskeys(parts, ctx, visit, null);
  });

  newPasskeyRoutes(router, parts);

  router.get(NAME, async (ctx: Context) => {
    const visit = await freshVisit(parts, ctx, NAME + ctx.search);
    if (visit === undefined) return;
    const passkey = await ownPasskey(visit, String(ctx.query.passkey));
    showName(ctx, visit, passkey, { name: passkey.name, error: null });
  });

  router.post(NAME, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'passkey', 'name']);
    const visit = await freshVisit(parts, ctx, LIST);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const passkey = await ownPasskey(visit, form.passkey);
    try {
      await passkeys.renamePasskey(visit.record.person, passkey.id, form.name, ctx.state.origin);
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, ['passkey_name_invalid']);
      return showName(ctx, visit, passkey, { name: form.name.slice(0, 60), error: refusal });
    }
    backWith(ctx, 'passkey-renamed');
  });

  router.get(REMOVAL, async (ctx: Context) => {
    const visit = await freshVisit(parts, ctx, REMOVAL + ctx.search);
    if (visit === undefined) return;
    const { id, name } = await ownPasskey(visit, String(ctx.query.passkey));
    const model = {
      ...visit.frame,
      title: 'security.passkeyRemovalTitle',
      text: 'security.passkeyRemovalText',
      params: { name },
      action: REMOVAL,
      hidden: { passkey: referenceTo(id) },
      submit: 'security.passkeyRemovalSubmit',
      other: null,
      isDanger: true,
    } as const;
    pages.show(ctx, 'portal/security-confirm', model, { csrf: visit.csrfToken });
  });

  router.post(REMOVAL, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'passkey']);
    const visit = await freshVisit(parts, ctx, '/security');
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const { id } = await ownPasskey(visit, form.passkey);
    try {
      await ownAccount.revokePasskey(visit.record, id, ctx.state.origin);
    } catch (error) {
      return showSecurity(parts, ctx, visit, { error, codes: ['second_factor_demanded'] });
    }
    backWith(ctx, 'passkey-removed');
  });

  /** One's own passkey; another's answers as one that is not there. @throws passkey_not_found */
  async function ownPasskey({ record: { person } }: PortalVisit, reference: string): Promise<Passkey> {
    const own = await passkeys.listPasskeys(person);
    const found = own.find(({ id }) => referenceTo(id) === reference);
    if (found === undefined) throw new DomainError('passkey_not_found');
    return found;
  }

  function showName(
    ctx: Context,
    visit: PortalVisit,
    passkey: Passkey,
    form: { name: string; error: RefusalView | null },
  ): void {
    const model = { ...visit.frame, passkey: passkeyRow(passkey), ...form };
    pages.show(ctx, 'portal/security-passkey-name', model, { csrf: visit.csrfToken });
  }
}

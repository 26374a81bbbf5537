import type { Context } from '../context.ts';
import type { PasskeyFormView, RefusalView } from '../view-models.ts';
import { certificateUrl } from './certificate-pages.ts';
import { enteredClient, type SignInParts, type Visit } from './visit.ts';

/** The first page of a sign-in, and what was refused on it. */
export function showSignIn(
  parts: SignInParts,
  ctx: Context,
  visit: Visit,
  form: { username: string; error: RefusalView | null; hasMarks?: boolean },
): void {
  parts.pages.show(
    ctx,
    'interaction/sign-in',
    {
      hasMarks: false,
      ...form,
      action: visit.path,
      client: enteredClient(ctx, visit),
      forgotUrl: '/password/forgot',
      certificateUrl: certificateUrl(parts, visit),
      passkey: passkeyForm(visit),
      notice: null,
    },
    { uiLocales: visit.interaction.uiLocales },
  );
}

/** The form that uses a passkey, as first or second factor. */
export function passkeyForm({ path }: Pick<Visit, 'path'>): PasskeyFormView {
  return { asks: 'get', action: `${path}/passkey` };
}

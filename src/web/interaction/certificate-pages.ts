import type Router from '@koa/router';
import { verifyCertificate } from '../../domain/authentication/certificate.ts';
import type {
  CertificateVerdict,
  PresentedCertificates,
} from '../../domain/certificates/certificate-verdict.ts';
import { challengeText } from '../../domain/certificates/signed-challenge.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { stepLines } from '../../messages/certificate-steps.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { contentSecurityPolicy, LOCAL_SIGNER } from '../middleware/security-headers.ts';
import { preferencesOf } from '../preferences.ts';
import type { RefusalView } from '../view-models.ts';
import { enteredClient, goOn, loadVisit, type SignInParts, type Visit } from './visit.ts';

/** Refusals that the page of the certificate shows in place. */
const ON_PAGE: ErrorCode[] = [
  'certificate_ticket_invalid',
  'signature_refused',
  'network_paused',
  'sign_in_refused',
];

/** Signing in with a certificate: to the listener that asks the browser for one, and back with what it showed. */
export function certificateRoutes(router: Router, parts: SignInParts): void {
  const { pages, metrics, signIn, certificateTickets, signedChallenges } = parts;

  router.get('/interaction/:uid/certificate', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    await showWaiting(ctx, visit, null);
  });

  router.get('/interaction/:uid/certificate/return', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const { answer } = ctx.query;
    try {
      const { presented } = await certificateTickets.take(String(answer), visit.context.uid);
      if (presented === null) return await showWaiting(ctx, visit, 'certificate_not_chosen');
      await judge(ctx, visit, presented);
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, ON_PAGE);
      metrics.countSignIn(refusal.code);
      await showWaiting(ctx, visit, refusal.code);
    }
  });

  /** What the local signer made of the challenge, for the token that a browser cannot reach by itself. */
  router.post('/interaction/:uid/certificate/signed', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const { challenge, signature } = await readForm(ctx, ['challenge', 'signature']);
    try {
      await certificateTickets.consume(challenge, visit.context.uid);
      const presented = await signedChallenges.read(signature, challengeText(parts.issuer, challenge));
      if (presented === undefined) throw new DomainError('signature_refused');
      await judge(ctx, visit, presented);
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, ON_PAGE);
      metrics.countSignIn(refusal.code);
      await showWaiting(ctx, visit, refusal.code);
    }
  });

  async function judge(ctx: Context, visit: Visit, presented: PresentedCertificates): Promise<void> {
    const { clientId } = visit.context;
    const { origin } = ctx.state;
    const judged = await verifyCertificate(parts, presented, { clientId, origin });
    if ('refused' in judged) {
      metrics.countSignIn('certificate_refused');
      return showRefused(ctx, visit, judged.refused);
    }
    await goOn(parts, ctx, visit, await signIn.submitIdentity(visit.context, judged, origin));
  }

  async function showWaiting(ctx: Context, visit: Visit, code: ErrorCode | null): Promise<void> {
    const ticket = await certificateTickets.issue(visit.context.uid);
    const challenge = await certificateTickets.issue(visit.context.uid);
    ctx.set('Content-Security-Policy', contentSecurityPolicy(visit.formOrigins, [LOCAL_SIGNER]));
    const error: RefusalView | null = code && { code, supportCode: ctx.state.origin.supportCode };
    pages.show(
      ctx,
      'interaction/certificate',
      {
        client: enteredClient(ctx, visit),
        certificateUrl: `${parts.certificateOrigin}/certificate?ticket=${ticket}`,
        certificateHost: new URL(parts.certificateOrigin).host,
        signed: {
          action: `${visit.path}/certificate/signed`,
          challenge,
          text: challengeText(parts.issuer, challenge),
        },
        passwordUrl: visit.path,
        // A browser that was just refused must not be sent round again by itself.
        startsByItself: error === null,
        error,
      },
      { uiLocales: visit.interaction.uiLocales },
    );
  }

  function showRefused(ctx: Context, visit: Visit, verdict: CertificateVerdict): void {
    const { lang } = preferencesOf(ctx, visit.interaction.uiLocales);
    ctx.status = 401;
    pages.show(
      ctx,
      'interaction/certificate-refused',
      {
        client: enteredClient(ctx, visit),
        retryUrl: `${visit.path}/certificate`,
        passwordUrl: visit.path,
        at: parts.clock.now(),
        steps: stepLines(verdict, lang),
        supportCode: ctx.state.origin.supportCode,
      },
      { uiLocales: visit.interaction.uiLocales },
    );
  }
}

/** The address of the page, where this installation trusts any certificate at all. */
export function certificateUrl({ validator }: SignInParts, { path }: Visit): string | null {
  return validator.trees().length > 0 ? `${path}/certificate` : null;
}

import type Router from '@koa/router';
import { MULTI_FACTOR_LEVEL, reaches } from '../../domain/authentication/assurance.ts';
import { acceptedBy } from '../../domain/certificates/certificate-binding.ts';
import type { ShownSignIn } from '../../domain/certificates/certificate-service.ts';
import type {
  CertificateVerdict,
  PresentedCertificates,
} from '../../domain/certificates/certificate-verdict.ts';
import { challengeText } from '../../domain/certificates/signed-challenge.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { commonName, stepLines } from '../../messages/certificate-steps.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { contentSecurityPolicy, LOCAL_SIGNER } from '../middleware/security-headers.ts';
import { preferencesOf } from '../preferences.ts';
import type { RefusalView } from '../view-models.ts';
import { freshVisit } from './fresh-visit.ts';
import type { PortalVisit } from './portal-visit.ts';
import { backWith, type SecurityParts } from './security-page.ts';

const PATH = '/security/certificate';
const ON_PAGE: readonly ErrorCode[] = [
  'certificate_ticket_invalid',
  'certificate_not_chosen',
  'signature_refused',
  'certificate_bound',
  'certificate_taken',
  'certificate_of_another',
];

/** The context of tickets that a session asks for: the certificate listener sends their answer back here. */
export function ticketContext({ sessionUid }: Pick<PortalVisit, 'sessionUid'>): string {
  return `session:${sessionUid}`;
}

/** The context of a certificate whose key was shown, and which its holder has yet to confirm. */
function shownContext({ sessionUid }: PortalVisit): string {
  return `shown:${sessionUid}`;
}

/**
 * `/security/certificate`: a certificate shown to the listener or signed with by the local signer, looked at, and then
 * bound by a form. So no address that somebody is led to binds anything.
 */
export function newCertificateRoutes(router: Router, parts: SecurityParts): void {
  const { certificates, certificateTickets, signedChallenges, validator, pages, csrf, clock } = parts;
  /** Two factors or better, of everybody: a certificate opens more than a password does. */
  const strongVisit = (ctx: Context) => freshVisit(parts, ctx, PATH, MULTI_FACTOR_LEVEL);

  router.get(PATH, async (ctx: Context) => {
    if (validator.trees().length === 0) return ctx.redirect('/security');
    const visit = await strongVisit(ctx);
    if (visit !== undefined) await show(ctx, visit, {});
  });

  router.get(`${PATH}/return`, async (ctx: Context) => {
    const visit = await strongVisit(ctx);
    if (visit === undefined) return;
    await orSay(ctx, visit, async () => {
      const { presented } = await certificateTickets.take(String(ctx.query.answer), ticketContext(visit));
      await judge(ctx, visit, presented);
    });
  });

  /** What the local signer made of the challenge, for the token that a browser cannot reach by itself. */
  router.post(`${PATH}/signed`, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'challenge', 'signature']);
    const visit = await strongVisit(ctx);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    await orSay(ctx, visit, async () => {
      await certificateTickets.consume(form.challenge, ticketContext(visit));
      const text = challengeText(parts.issuer, form.challenge, 'enrolment');
      const presented = await signedChallenges.read(form.signature, text);
      if (presented === undefined) throw new DomainError('signature_refused');
      await judge(ctx, visit, presented);
    });
  });

  router.post(PATH, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'answer']);
    const visit = await strongVisit(ctx);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    await orSay(ctx, visit, async () => {
      const { presented } = await certificateTickets.take(form.answer, shownContext(visit));
      const verdict = presented && (await validator.validate(presented, clock.now()));
      if (!verdict?.accepted) return show(ctx, visit, verdict ? { verdict } : {});
      await certificates.enrol(verdict, shown(visit));
      backWith(ctx, 'certificate');
    });
  });

  async function orSay(ctx: Context, visit: PortalVisit, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await show(ctx, visit, { error: pages.refusalOf(ctx, error, ON_PAGE) });
    }
  }

  /** Shows the certificate, and keeps it under a secret that the form sends back. */
  async function judge(
    ctx: Context,
    visit: PortalVisit,
    presented: PresentedCertificates | null,
  ): Promise<void> {
    if (presented === null) throw new DomainError('certificate_not_chosen');
    const verdict = await validator.validate(presented, clock.now());
    const certificate = acceptedBy(verdict);
    if (certificate === undefined) return show(ctx, visit, { verdict });
    const ticket = await certificateTickets.issue(shownContext(visit));
    const { answer } = await certificateTickets.present(ticket, presented);
    const { subject, issuer, tree, serial, emails, notBefore: from, notAfter: until } = certificate;
    const model = {
      ...visit.frame,
      certificate: {
        ...{ name: commonName(subject), authority: commonName(issuer), tree },
        ...{ serial, emails, from, until },
      },
      answer,
    };
    pages.show(ctx, 'portal/security-certificate-shown', model, { csrf: visit.csrfToken });
  }

  async function show(
    ctx: Context,
    visit: PortalVisit,
    { error = null, verdict }: { error?: RefusalView | null; verdict?: CertificateVerdict },
  ): Promise<void> {
    const ticket = await certificateTickets.issue(ticketContext(visit));
    const challenge = await certificateTickets.issue(ticketContext(visit));
    const { lang } = preferencesOf(ctx);
    const { supportCode } = ctx.state.origin;
    if (verdict !== undefined) ctx.status = 400;
    ctx.set('Content-Security-Policy', contentSecurityPolicy([], [LOCAL_SIGNER]));
    const model = {
      ...visit.frame,
      certificateUrl: `${parts.certificateOrigin}/certificate?ticket=${ticket}`,
      certificateHost: new URL(parts.certificateOrigin).host,
      signed: {
        action: `${PATH}/signed`,
        challenge,
        text: challengeText(parts.issuer, challenge, 'enrolment'),
      },
      error,
      refused: verdict === undefined ? null : { steps: stepLines(verdict, lang), supportCode },
    };
    pages.show(ctx, 'portal/security-certificate', model, { csrf: visit.csrfToken });
  }
}

/** The visit as the certificate service asks for it. */
export function shown({ record, signedIn }: PortalVisit): ShownSignIn {
  return { personId: record.person.id, at: signedIn.at, isStrong: reaches(signedIn.acr, MULTI_FACTOR_LEVEL) };
}

import type Router from '@koa/router';
import { MULTI_FACTOR_LEVEL } from '../../domain/authentication/assurance.ts';
import type { CertificateBinding } from '../../domain/certificates/certificate-binding.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { freshVisit } from './fresh-visit.ts';
import type { PortalVisit } from './portal-visit.ts';
import { newCertificateRoutes, shown } from './security-new-certificate.ts';
import { backWith, type SecurityParts } from './security-page.ts';
import { certificateView, referenceTo } from './security-rows.ts';

const CONFIRM = '/security/certificate/confirmation';
const REMOVAL = '/security/certificate/removal';

/** Below `/security/certificate`: enrolling a certificate, confirming a renewed one, taking one away. */
export function securityCertificateRoutes(router: Router, parts: SecurityParts): void {
  const { certificates, pages, csrf, clock } = parts;

  newCertificateRoutes(router, parts);

  router.post(CONFIRM, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'certificate']);
    const visit = await freshVisit(parts, ctx, '/security', MULTI_FACTOR_LEVEL);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const { id } = await ownCertificate(visit, form.certificate);
    await certificates.confirm(id, shown(visit));
    backWith(ctx, 'certificate-confirmed');
  });

  router.get(REMOVAL, async (ctx: Context) => {
    const visit = await freshVisit(parts, ctx, REMOVAL + ctx.search);
    if (visit === undefined) return;
    const binding = await ownCertificate(visit, String(ctx.query.certificate));
    const { name, serial, reference } = certificateView(binding, clock.now());
    const model = {
      ...visit.frame,
      title: 'security.certificateRemovalTitle',
      text: 'security.certificateRemovalText',
      params: { name, serial },
      action: REMOVAL,
      hidden: { certificate: reference },
      submit: 'security.certificateRemovalSubmit',
      other: null,
      isDanger: true,
    } as const;
    pages.show(ctx, 'portal/security-confirm', model, { csrf: visit.csrfToken });
  });

  router.post(REMOVAL, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'certificate']);
    const visit = await freshVisit(parts, ctx, '/security');
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const { id } = await ownCertificate(visit, form.certificate);
    await certificates.unbind(id, { kind: 'person', id: visit.record.person.id });
    backWith(ctx, 'certificate-removed');
  });

  /** One's own certificate; another's answers as one that is not there. @throws certificate_not_found */
  async function ownCertificate(
    { record: { person } }: PortalVisit,
    reference: string,
  ): Promise<CertificateBinding> {
    const own = await certificates.listOf(person.id);
    const found = own.find(({ id, revokedAt }) => revokedAt === null && referenceTo(id) === reference);
    if (found === undefined) throw new DomainError('certificate_not_found');
    return found;
  }
}

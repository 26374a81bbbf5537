import type Router from '@koa/router';
import type { CertificateVerdict } from '../../domain/certificates/certificate-verdict.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { stepLines } from '../../messages/certificate-steps.ts';
import type { Lang } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import { preferencesOf } from '../preferences.ts';
import { readParts, type SentParts } from '../read-files.ts';
import type { WebParts } from '../web-parts.ts';
import { type PortalVisit, portalVisit, type VisitParts } from './portal-visit.ts';
import type { CheckedCertificateView } from './security-view.ts';

const CHECK = '/security/certificate-check';
/** A certificate has 3 KB, a bundle with its authorities 20. */
const MOST_BYTES = 256 * 1024;
const ON_PAGE: readonly ErrorCode[] = ['certificate_file_missing', 'certificate_file_too_large'];

type Parts = VisitParts & Pick<WebParts, 'certificates' | 'pages'>;

/**
 * `/security/certificate-check`: what is wrong with a certificate, step by step, and whether it opens the account of
 * whoever asks. Nothing is changed or kept.
 */
export function securityCertificateCheckRoutes(router: Router, parts: Parts): void {
  const { certificates, pages, csrf, clock } = parts;

  router.get(CHECK, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit !== undefined) show(ctx, visit, {});
  });

  router.post(CHECK, async (ctx: Context) => {
    // First, so that the file of somebody unknown is not even read.
    const visit = await portalVisit(parts, ctx, CHECK);
    if (visit === undefined) return;
    try {
      const { fields, file } = await readForm(ctx);
      csrf.check(visit.sessionUid, fields.get('csrf') ?? '');
      show(ctx, visit, { verdict: await certificates.inspectFor(file, visit.record.person.id) });
    } catch (error) {
      show(ctx, visit, { error: pages.refusalOf(ctx, error, ON_PAGE) });
    }
  });

  function show(
    ctx: Context,
    { frame, csrfToken }: PortalVisit,
    {
      error = null,
      verdict,
    }: { error?: ReturnType<typeof pages.refusalOf> | null; verdict?: CertificateVerdict },
  ): void {
    const checked = verdict === undefined ? null : checkedView(verdict, preferencesOf(ctx).lang, clock.now());
    pages.show(ctx, 'portal/security-certificate-check', { ...frame, error, checked }, { csrf: csrfToken });
  }
}

/** @throws certificate_file_missing, certificate_file_too_large, media_type_unsupported */
async function readForm(ctx: Context): Promise<{ fields: SentParts['fields']; file: Buffer }> {
  const parts = await readParts(ctx, MOST_BYTES, ['csrf'], 'certificate_file_too_large').catch((error) => {
    // What has no file, as when none was chosen.
    if (error instanceof DomainError && error.code === 'request_invalid') return undefined;
    throw error;
  });
  const [file, another] = parts?.files ?? [];
  if (parts === undefined || file === undefined || another !== undefined || file.bytes.length === 0)
    throw new DomainError('certificate_file_missing');
  if (file.bytes.length > MOST_BYTES)
    throw new DomainError('certificate_file_too_large', { limit: MOST_BYTES });
  return { fields: parts.fields, file: file.bytes };
}

function checkedView(verdict: CertificateVerdict, lang: Lang, at: Date): CheckedCertificateView {
  const steps = stepLines(verdict, lang);
  return {
    at,
    steps,
    failed: steps.find(({ state }) => state === 'failed') ?? null,
    // Good, but not hers yet: then there is something she can do at once.
    canBeEnrolled: verdict.accepted && verdict.steps.some(({ code }) => code === 'not_yours'),
  };
}

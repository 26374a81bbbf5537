import type { CertificateService } from '../certificates/certificate-service.ts';
import type {
  CertificateValidator,
  CertificateVerdict,
  PresentedCertificates,
  StepCode,
} from '../certificates/certificate-verdict.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { CompletedMethod } from './assurance.ts';
import type { RequestOrigin } from './request-origin.ts';
import { NETWORK_RULE, networkKey } from './throttle.ts';

interface Dependencies {
  stores: Pick<Stores, 'throttle' | 'audit' | 'certificates'>;
  validator: Pick<CertificateValidator, 'validate'>;
  certificates: Pick<CertificateService, 'identify'>;
  clock: Clock;
}

/** Whose certificate it is and what that proves, or the verdict that refuses it. */
export type JudgedCertificate = { person: Person; method: CompletedMethod } | { refused: CertificateVerdict };

/**
 * The certificate authenticator: judges a certificate whose key the browser has just shown to hold. An attempt counts
 * against its network alone, so that nobody can lock a colleague out with her public certificate.
 * @throws network_paused
 */
export async function verifyCertificate(
  { stores, validator, certificates, clock }: Dependencies,
  presented: PresentedCertificates,
  { clientId, origin }: { clientId: string | null; origin: RequestOrigin },
): Promise<JudgedCertificate> {
  const now = clock.now();
  const network = networkKey(origin.networkPrefix);
  if (!(await stores.throttle.reserve(network, NETWORK_RULE, now))) throw new DomainError('network_paused');
  const verdict = await validator.validate(presented, now);
  const found = await certificates.identify(verdict, origin);
  if ('person' in found) {
    await stores.throttle.release(network);
    const method: CompletedMethod = { method: 'certificate', at: now, key: found.keyStorage };
    return { person: found.person, method };
  }
  await stores.audit.append({
    type: 'sign_in.refused',
    at: now,
    actor: { kind: 'system' },
    personId: await holderOf(verdict),
    clientId: clientId ?? undefined,
    network: origin.address,
    supportCode: origin.supportCode,
    details: {
      cause: found.code,
      method: 'certificate',
      fingerprint: verdict.facts?.fingerprint ?? null,
      user_agent: origin.userAgent,
    },
  });
  return { refused: shownToAnybody(verdict) };

  /** Whose attempt it was: of that very certificate's holder, for her history. */
  async function holderOf({ facts }: CertificateVerdict): Promise<string | undefined> {
    const binding = facts === null ? undefined : await stores.certificates.findLive(facts);
    return binding?.fingerprint === facts?.fingerprint ? binding?.personId : undefined;
  }
}

/** Why an accepted certificate is nobody's here is for the help desk: the page says only that it is. */
function shownToAnybody(verdict: CertificateVerdict): CertificateVerdict {
  if (!verdict.accepted) return verdict;
  const code: StepCode = 'not_bound';
  const steps = verdict.steps.map((step) =>
    step.name === 'mapping' ? { ...step, state: 'failed' as const, code, facts: {} } : step,
  );
  return { ...verdict, steps };
}

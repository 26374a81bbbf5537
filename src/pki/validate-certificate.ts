import {
  type CertificateFacts,
  type CertificateValidator,
  type CertificateVerdict,
  type PresentedCertificates,
  type StepName,
  stepNames,
  type VerdictStep,
} from '../domain/certificates/certificate-verdict.ts';
import type { RevocationSource } from '../domain/certificates/revocation-proof.ts';
import type { ErrorDetails } from '../domain/errors.ts';
import { refuseWeakPath } from './algorithms.ts';
import { factsOf, withTree } from './certificate-facts.ts';
import { refuseByEngine, refuseOutOfDate, refuseUnknownInPath, refuseUnsoundPath } from './path-rules.ts';
import { refuseWrongProfile, refuseWrongUsage } from './profile.ts';
import { type ReadCertificate, readCertificate } from './read-certificate.ts';
import { MOST_CERTIFICATES, presentedBy } from './read-input.ts';
import { Refusal } from './refusal.ts';
import { revocationSteps } from './revocation-steps.ts';
import type { TrustBundle } from './trust-bundle.ts';
import { findPaths, type TrustPath } from './trust-path.ts';

const DAY_MS = 86_400_000;

/** What the steps know of the certificate under judgement, each from those before it. */
interface Judgement {
  now: Date;
  read(): { leaf: ReadCertificate; others: ReadCertificate[]; facts: CertificateFacts };
  trusted(): { path: TrustPath; bundle: TrustBundle };
}

type Step = (judgement: Judgement) => ErrorDetails | Promise<ErrorDetails>;

/** In order; revocation follows, since nothing may be fetched for a certificate that is not trusted. */
const STEPS: readonly [StepName, Step][] = [
  ['parse', parse],
  ['path', path],
  ['validity', validity],
  ['usage', usage],
  ['algorithm', algorithm],
  ['profile', profile],
];

/**
 * Judges login certificates (RFC 5280, section 6, and the operator's policy of the tree). Whatever is presented, the
 * answer is a verdict: bytes that cannot be read are one too.
 */
export function createCertificateValidator(parts: {
  bundles: readonly TrustBundle[];
  source: RevocationSource;
}): CertificateValidator {
  return {
    trees: () => parts.bundles.map(({ tree }) => tree),
    policyOf: (tree) => parts.bundles.find((bundle) => bundle.tree === tree)?.policy,
    validate: (presented, now) => validate(() => presented, now, parts),
    validateFile: (bytes, now) => validate(() => presentedBy(bytes), now, parts),
  };
}

async function validate(
  presented: () => PresentedCertificates,
  now: Date,
  { bundles, source }: { bundles: readonly TrustBundle[]; source: RevocationSource },
): Promise<CertificateVerdict> {
  const judgement = judgementOf(presented, now, bundles);
  const steps: VerdictStep[] = [];
  for (const [name, step] of STEPS) {
    const judged = await judgedStep(name, step, judgement);
    steps.push(judged);
    if (judged.state === 'failed') return verdictOf(steps, judgement);
  }
  const { path: trusted, bundle } = judgement.trusted();
  steps.push(...(await revocationSteps(trusted, { source, tree: bundle.tree, now })));
  return verdictOf(steps, judgement);
}

async function judgedStep(name: StepName, step: Step, judgement: Judgement): Promise<VerdictStep> {
  try {
    return { name, state: 'passed', code: null, facts: await step(judgement) };
  } catch (error) {
    // What a parser throws on crafted bytes is the certificate's fault, and must never become a pass.
    const refusal = error instanceof Refusal ? error : new Refusal('certificate_malformed');
    return { name, state: 'failed', code: refusal.code, facts: refusal.facts };
  }
}

function verdictOf(steps: readonly VerdictStep[], judgement: Judgement): CertificateVerdict {
  const reached = new Set(steps.map(({ name }) => name));
  const accepted = reached.has('revocation') && steps.every(({ state }) => state === 'passed');
  const rest = stepNames.filter((name) => !reached.has(name));
  return {
    accepted,
    steps: [
      ...steps,
      ...rest.map((name) => ({ name, state: 'not_reached' as const, code: null, facts: {} })),
    ],
    facts: factsSoFar(judgement, reached),
  };
}

/** Nothing is said of a tree unless the path to its anchor has passed. */
function factsSoFar(judgement: Judgement, reached: ReadonlySet<StepName>): CertificateFacts | null {
  if (!reached.has('path')) return null;
  const { facts } = judgement.read();
  return reached.has('validity') ? withTree(facts, judgement.trusted().bundle) : facts;
}

function judgementOf(
  presented: () => PresentedCertificates,
  now: Date,
  bundles: readonly TrustBundle[],
): Judgement {
  const read = once(() => {
    const { leaf: der, others } = presented();
    if (others.length >= MOST_CERTIFICATES) {
      throw new Refusal('too_many_certificates', { found: others.length + 1, most: MOST_CERTIFICATES });
    }
    const leaf = readCertificate(der);
    return { leaf, others: others.flatMap(readable), facts: factsOf(leaf) };
  });
  return { now, read, trusted: once(() => trustedPath(read(), bundles, now)) };
}

/** What came along unasked is no reason to refuse the leaf: it only cannot serve as an authority. */
function readable(der: Uint8Array): ReadCertificate[] {
  try {
    return [readCertificate(der)];
  } catch {
    return [];
  }
}

/** Of several paths the first that could be used now: authorities are certified anew under the same key. */
function trustedPath(
  { leaf, others }: { leaf: ReadCertificate; others: ReadCertificate[] },
  bundles: readonly TrustBundle[],
  now: Date,
): { path: TrustPath; bundle: TrustBundle } {
  if (bundles.length === 0) throw new Refusal('no_trust_bundle');
  const refusals: Refusal[] = [];
  const found: { path: TrustPath; bundle: TrustBundle }[] = [];
  for (const bundle of bundles) {
    const pool = { anchors: bundle.anchors, intermediates: [...bundle.intermediates, ...others] };
    try {
      found.push(...findPaths(leaf, pool).map((each) => ({ path: each, bundle })));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    }
  }
  const [first] = found;
  if (first !== undefined) return found.find((each) => isUsable(each.path, now)) ?? first;
  throw (
    refusals.find(({ code }) => code !== 'issuer_unknown') ?? refusals[0] ?? new Refusal('issuer_unknown')
  );
}

function isUsable(path: TrustPath, now: Date): boolean {
  try {
    refuseUnsoundPath(path);
    refuseOutOfDate(path, now);
    return true;
  } catch {
    return false;
  }
}

function parse({ read }: Judgement): ErrorDetails {
  const { facts, leaf } = read();
  return {
    subject: facts.subject,
    issuer: leaf.issuer.label,
    serial: facts.serial,
    fingerprint: facts.fingerprint,
  };
}

function path({ trusted }: Judgement): ErrorDetails {
  const { path: found, bundle } = trusted();
  refuseUnsoundPath(found);
  return {
    tree: bundle.tree,
    tree_name: bundle.policy.name.vi,
    tree_name_en: bundle.policy.name.en,
    authorities: found
      .slice(1)
      .map(({ subject }) => subject.label)
      .join(' → '),
  };
}

function validity({ read, trusted, now }: Judgement): ErrorDetails {
  refuseOutOfDate(trusted().path, now);
  const { notAfter } = read().facts;
  return { until: notAfter.toISOString(), days: Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS) };
}

function usage({ read, trusted }: Judgement): ErrorDetails {
  refuseUnknownInPath(trusted().path);
  refuseWrongUsage(read().leaf);
  return {};
}

function algorithm({ read, trusted }: Judgement): ErrorDetails {
  const { path: found, bundle } = trusted();
  const { minimumRsaBits, minimumEcBits } = bundle.policy.profile;
  refuseWeakPath(found, { RSA: minimumRsaBits, EC: minimumEcBits });
  return { key: read().facts.keyType, bits: read().facts.keyBits };
}

async function profile({ read, trusted, now }: Judgement): Promise<ErrorDetails> {
  const { path: found, bundle } = trusted();
  refuseWrongProfile(read().leaf, bundle.policy.profile);
  await refuseByEngine(found, now);
  return { key_storage: bundle.policy.profile.keyStorage };
}

/** The same answer, or the same refusal, however often it is asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

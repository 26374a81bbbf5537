import type { KeyStorage } from '../authentication/assurance.ts';
import type { ErrorDetails } from '../errors.ts';
import type { TreePolicy } from './tree-policy.ts';

/** What is asked of a login certificate, in this order; what follows a failure is not reached. */
export const stepNames = [
  'parse',
  'path',
  'validity',
  'usage',
  'algorithm',
  'profile',
  'revocation',
  'mapping',
] as const;
export type StepName = (typeof stepNames)[number];

/** Why a step failed. The help desk reads it; the person who signs in sees one answer for all. */
export type StepCode =
  // parse
  | 'certificate_too_large'
  | 'certificate_malformed'
  | 'too_many_certificates'
  | 'key_unsupported'
  // path
  | 'no_trust_bundle'
  | 'issuer_unknown'
  | 'issuer_signature_wrong'
  | 'issuer_not_authority'
  | 'path_length_exceeded'
  | 'name_constraints_violated'
  | 'path_refused'
  // validity
  | 'not_yet_valid'
  | 'expired'
  // usage
  | 'leaf_is_authority'
  | 'digital_signature_missing'
  | 'client_authentication_missing'
  | 'critical_extension_unknown'
  // algorithm
  | 'signature_algorithm_weak'
  | 'key_too_small'
  // profile
  | 'usage_required_by_policy_missing'
  | 'policy_not_allowed'
  | 'organisation_certificate'
  // revocation
  | 'revoked'
  | 'revocation_unproven'
  // mapping
  | 'not_bound'
  | 'not_yours'
  | 'awaiting_confirmation'
  | 'email_ambiguous'
  | 'identity_differs'
  | 'person_closed';

export interface VerdictStep {
  name: StepName;
  state: 'passed' | 'failed' | 'not_reached';
  /** Only of a failed step. */
  code: StepCode | null;
  /** Plain values for a page or the tool; no national id numbers. */
  facts: ErrorDetails;
}

/** What a certificate says about itself. Only after `path` has passed is any of it vouched for. */
export interface CertificateFacts {
  /** The tree whose anchor the path ends at. */
  tree: string | null;
  /** Made from ASN.1, injective: `CN=…,O=…` as in RFC 4514, in the order of the certificate. */
  issuer: string;
  /** Hexadecimal, lower case, without leading zeros. */
  serial: string;
  /** SHA-256 over the DER, hexadecimal. */
  fingerprint: string;
  /** The whole subject, for screens; made like `issuer`. */
  subject: string;
  commonName: string | null;
  /** Addresses of the subject alternative name, as written. */
  emails: string[];
  /** Numbers of CCCD or CMND in the subject. Personal data: never logged, never in a verdict's facts. */
  nationalIds: string[];
  notBefore: Date;
  notAfter: Date;
  keyType: 'RSA' | 'EC';
  keyBits: number;
  /** By the tree's policy; null while no tree is known. */
  keyStorage: KeyStorage | null;
}

export interface CertificateVerdict {
  /** Every step but `mapping` has passed. */
  accepted: boolean;
  /** In order; `revocation` stands once for each certificate below the anchor. */
  steps: VerdictStep[];
  /** Null when nothing could be read. */
  facts: CertificateFacts | null;
}

/** Certificates as they came in: DER, the login certificate apart from whatever came along. */
export interface PresentedCertificates {
  leaf: Uint8Array;
  others: readonly Uint8Array[];
}

/** Judges certificates under the trust bundles of this installation. Never throws. */
export interface CertificateValidator {
  validate(presented: PresentedCertificates, now: Date): Promise<CertificateVerdict>;
  /** The login certificate of a file, with the authorities beside it: PEM, DER or PKCS #7. */
  validateFile(bytes: Uint8Array, now: Date): Promise<CertificateVerdict>;
  /** Undefined for a tree that is not trusted here. */
  policyOf(tree: string): TreePolicy | undefined;
  /** Trees that are trusted here, in the order they are tried; empty = no sign-in by certificate. */
  trees(): readonly string[];
}

import type { CertificateFacts, CertificateVerdict } from './certificate-verdict.ts';

/** How a binding came about; `renewal` is proposed by the product and counts once somebody has confirmed it. */
export type BindingWay = 'administrator' | 'self' | 'email' | 'renewal';

/**
 * The stored binding of a login certificate to a person, by issuer and serial number: never by name, and never by
 * employee number, which an HR system may give to somebody else one day.
 */
export interface CertificateBinding {
  id: string;
  personId: string;
  tree: string;
  /** As `CertificateFacts` writes it. */
  issuer: string;
  serial: string;
  fingerprint: string;
  /** The subject for screens; no national id numbers. */
  subject: string;
  notAfter: Date;
  via: BindingWay;
  /** An actor's label. */
  enrolledBy: string;
  enrolledAt: Date;
  /** Null while it waits for confirmation, and signs nobody in. */
  confirmedAt: Date | null;
  /** How many days before the end the last reminder was due; null = none was sent. */
  remindedDays: number | null;
  revokedAt: Date | null;
  /** An actor's label. */
  revokedBy: string | null;
}

/** Issuer and serial number: what a certificate is known by (RFC 5280, 4.1.2.2). */
export type CertificateName = Pick<CertificateFacts, 'issuer' | 'serial'>;

/** An accepted verdict with what it is about. */
export interface AcceptedCertificate extends CertificateFacts {
  tree: string;
}

/** The facts of a certificate that every step has passed; undefined for any other. */
export function acceptedBy({ accepted, facts }: CertificateVerdict): AcceptedCertificate | undefined {
  if (!accepted || facts === null || facts.tree === null) return undefined;
  return { ...facts, tree: facts.tree };
}

/** The part of a binding that the certificate decides. */
export function boundFacts({ tree, issuer, serial, fingerprint, subject, notAfter }: AcceptedCertificate) {
  return { tree, issuer, serial, fingerprint, subject, notAfter };
}

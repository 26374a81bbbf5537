import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { ReadCertificate } from './read-certificate.ts';
import { Refusal } from './refusal.ts';

const oid = {
  subjectAltName: '2.5.29.17',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
} as const;
/** The extensions that a path is judged by, here, by pkijs or while revocation is proven; any other must not be critical (RFC 5280, 4.2). */
const UNDERSTOOD: readonly string[] = Object.values(oid);

/** Bits of the first octet of a key usage, as DER numbers them. */
const DIGITAL_SIGNATURE = 0x80;
const KEY_CERT_SIGN = 0x04;

export interface KeyUsage {
  digitalSignature: boolean;
  keyCertSign: boolean;
}

/** @throws Refusal critical_extension_unknown */
export function refuseUnknownCritical({ parsed, subject }: ReadCertificate): void {
  const unknown = (parsed.extensions ?? []).find(
    (each) => each.critical && !UNDERSTOOD.includes(each.extnID),
  );
  if (unknown !== undefined) {
    throw new Refusal('critical_extension_unknown', {
      extension: unknown.extnID,
      certificate: subject.label,
    });
  }
}

export function keyUsageOf(certificate: ReadCertificate): KeyUsage | undefined {
  const bits = extension(certificate, oid.keyUsage, asn1js.BitString)?.valueBlock.valueHexView[0];
  if (bits === undefined) return undefined;
  return {
    digitalSignature: (bits & DIGITAL_SIGNATURE) !== 0,
    keyCertSign: (bits & KEY_CERT_SIGN) !== 0,
  };
}

/** OIDs of the purposes; undefined = not limited. */
export function purposesOf(certificate: ReadCertificate): readonly string[] | undefined {
  return extension(certificate, oid.extendedKeyUsage, pkijs.ExtKeyUsage)?.keyPurposes;
}

/** @returns whether it is an authority, and how many authorities may stand below it (null = any number) */
export function basicConstraintsOf(certificate: ReadCertificate): { ca: boolean; pathLength: number | null } {
  const constraints = extension(certificate, oid.basicConstraints, pkijs.BasicConstraints);
  const length = constraints?.pathLenConstraint;
  // A number too large for a number limits nothing that could be presented.
  return { ca: constraints?.cA === true, pathLength: typeof length === 'number' ? length : null };
}

export function policiesOf(certificate: ReadCertificate): string[] {
  const policies = extension(certificate, oid.certificatePolicies, pkijs.CertificatePolicies);
  return (policies?.certificatePolicies ?? []).map(({ policyIdentifier }) => policyIdentifier);
}

export function alternativeNamesOf(certificate: ReadCertificate): pkijs.GeneralName[] {
  return extension(certificate, oid.subjectAltName, pkijs.AltName)?.altNames ?? [];
}

export function nameConstraintsOf(certificate: ReadCertificate): pkijs.NameConstraints | undefined {
  return extension(certificate, oid.nameConstraints, pkijs.NameConstraints);
}

/** What stands there but cannot be read is never taken for absent. */
function extension<T extends object>(
  { parsed }: ReadCertificate,
  id: string,
  type: abstract new (...input: never[]) => T,
): T | undefined {
  const found = (parsed.extensions ?? []).find(({ extnID }) => extnID === id);
  if (found === undefined) return undefined;
  const value: unknown = found.parsedValue;
  if (!(value instanceof type) || 'parsingError' in value) {
    throw new Refusal('certificate_malformed', { extension: id });
  }
  return value;
}

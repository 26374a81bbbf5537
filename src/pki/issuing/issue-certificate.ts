import { createHash, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as asn1js from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  RelativeDistinguishedNames,
} from 'pkijs';

/** An attribute a line, in the order of the certificate: `[['2.5.4.3', 'Nguyễn Văn An']]`. */
export type Subject = readonly (readonly [oid: string, text: string])[];

/** A certificate with the key that it certifies. */
export interface Identity {
  /** DER. */
  certificate: Uint8Array<ArrayBuffer>;
  key: webcrypto.CryptoKey;
}

export interface CertificateWish {
  subject: Subject;
  /** Random bytes; what they say is made positive (RFC 5280 section 4.1.2.2). */
  serial: Uint8Array<ArrayBuffer>;
  notBefore: Date;
  notAfter: Date;
  /** Decides key usage, purposes and basic constraints. */
  kind: 'authority' | 'person' | 'server';
  /** E-mail addresses of a person, host names and addresses of a server. */
  names?: readonly string[];
}

const COUNTRY = '2.5.4.6';
export const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const KEY_USE = { authority: [0x06, 1], person: [0xc0, 6], server: [0x80, 7] } as const;
const PURPOSES = {
  authority: [],
  person: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4'],
  server: ['1.3.6.1.5.5.7.3.1'],
} as const;

export const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as never });

/**
 * Issues a certificate for a fresh P-256 key.
 * @param issuer null = it signs itself
 */
export async function issueCertificate(wish: CertificateWish, issuer: Identity | null): Promise<Identity> {
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const above = issuer && read(issuer.certificate);
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: positive(wish.serial).buffer });
  certificate.subject = nameOf(wish.subject);
  certificate.issuer = above?.subject ?? certificate.subject;
  certificate.notBefore.value = wish.notBefore;
  certificate.notAfter.value = wish.notAfter;
  await certificate.subjectPublicKeyInfo.importKey(publicKey, engine);
  certificate.extensions = extensionsOf(wish, certificate, above ?? certificate);
  await certificate.sign(issuer?.key ?? privateKey, 'SHA-256', engine);
  return { certificate: new Uint8Array(certificate.toSchema().toBER()), key: privateKey };
}

export function read(certificate: Uint8Array<ArrayBuffer>): Certificate {
  return Certificate.fromBER(certificate);
}

/** Names whose key signed something (RFC 5280 section 4.2.1.1). */
export function authorityKeyIdentifier(authority: Certificate): Extension {
  const keyIdentifier = new asn1js.OctetString({ valueHex: keyIdOf(authority) });
  return extension('2.5.29.35', new AuthorityKeyIdentifier({ keyIdentifier }).toSchema());
}

export function extension(oid: string, value: asn1js.BaseBlock, critical = false): Extension {
  return new Extension({ extnID: oid, critical, extnValue: value.toBER() });
}

function extensionsOf(
  { kind, names = [] }: CertificateWish,
  own: Certificate,
  issuer: Certificate,
): Extension[] {
  const [bits, unusedBits] = KEY_USE[kind];
  const keyUse = new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits });
  const all = [
    extension('2.5.29.15', keyUse, true),
    extension('2.5.29.14', new asn1js.OctetString({ valueHex: keyIdOf(own) })),
    authorityKeyIdentifier(issuer),
  ];
  if (kind === 'authority')
    all.push(extension('2.5.29.19', new BasicConstraints({ cA: true }).toSchema(), true));
  else all.push(extension('2.5.29.37', new ExtKeyUsage({ keyPurposes: [...PURPOSES[kind]] }).toSchema()));
  if (names.length > 0)
    all.push(extension('2.5.29.17', new GeneralNames({ names: names.map(generalName) }).toSchema()));
  return all;
}

/** RFC 5280 section 4.2.1.6: 1 = e-mail, 2 = host, 7 = address. */
function generalName(text: string): GeneralName {
  if (text.includes('@')) return new GeneralName({ type: 1, value: text });
  if (isIP(text) !== 4) return new GeneralName({ type: 2, value: text });
  const bytes = Uint8Array.from(text.split('.').map(Number));
  return new GeneralName({ type: 7, value: new asn1js.OctetString({ valueHex: bytes.buffer }) });
}

/** One attribute an RDN; pkijs itself would put all of them into one. */
function nameOf(subject: Subject): RelativeDistinguishedNames {
  const rdns = subject.map(
    ([oid, text]) =>
      new asn1js.Set({
        value: [new AttributeTypeAndValue({ type: oid, value: textOf(oid, text) }).toSchema()],
      }),
  );
  return RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: rdns }).toBER());
}

/** RFC 5280 appendix A.1: a country is a PrintableString. */
function textOf(oid: string, value: string): asn1js.PrintableString | asn1js.Utf8String {
  return oid === COUNTRY ? new asn1js.PrintableString({ value }) : new asn1js.Utf8String({ value });
}

function keyIdOf({ subjectPublicKeyInfo }: Certificate): ArrayBuffer {
  const bits = subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  return new Uint8Array(createHash('sha1').update(bits).digest()).buffer;
}

function positive(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes, (byte, index) => (index === 0 ? (byte & 0x7f) | 0x01 : byte));
}

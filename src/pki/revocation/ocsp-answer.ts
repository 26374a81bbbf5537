import { createHash } from 'node:crypto';
import type { CertificateFacts } from './certificate-facts.ts';
import { Der, DerError, type DerFields, TAG } from './der.ts';
import { instant, integerBytes, oidText } from './der-values.ts';
import {
  type Extensions,
  extensionValue,
  readTaggedExtensions,
  refuseUnknownCritical,
} from './extensions.ts';
import { reasonOf } from './list-entries.ts';
import { NONCE_OID } from './ocsp-request.ts';
import type { Signed } from './signature.ts';
import { Unproven } from './unproven.ts';

/** A basic OCSP response as it came: nothing is proven yet. */
export interface OcspAnswer {
  signed: Signed;
  /** Who says so: a Name, or the SHA-1 of a key. */
  responder: { name: Buffer } | { keyHash: Buffer };
  producedAt: Date;
  /** Undefined when the responder left it out. */
  nonce: Buffer | undefined;
  statements: OcspStatement[];
  /** Certificates that came along, DER. */
  certificates: Buffer[];
}

export interface OcspStatement {
  certId: CertId;
  status: 'good' | 'unknown' | { revokedAt: Date; reason: string | null };
  thisUpdate: Date;
  nextUpdate: Date | null;
}

interface CertId {
  hash: string | undefined;
  nameHash: Buffer;
  keyHash: Buffer;
  serial: Buffer;
}

const BASIC = '1.3.6.1.5.5.7.48.1.1';
const CERT_ID_HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
};
const SUCCESSFUL = 0;
const UNAUTHORIZED = 6;

/**
 * Reads an OCSP response (RFC 6960 section 4.2).
 * @throws Unproven `unknown_to_responder` when it says that it may not answer for the issuer, `unreachable` for its
 *   other errors; DerError for anything that is none
 */
export function readOcspAnswer(der: Uint8Array): OcspAnswer {
  const response = Der.single(der).fields();
  const code = response.take(TAG.enumerated).content;
  if (code.length !== 1) throw new DerError('no status');
  if (code[0] === UNAUTHORIZED) throw new Unproven('unknown_to_responder', 'unauthorized');
  if (code[0] !== SUCCESSFUL) throw new Unproven('unreachable', `responder's error ${code[0]}`);
  const typed = response.take(0xa0).fields(0xa0).take().fields();
  response.end();
  if (oidText(typed.take(TAG.oid)) !== BASIC) throw new DerError('no basic response');
  const basic = Der.single(typed.take(TAG.octetString).content).fields();
  const data = basic.take(TAG.sequence);
  const signed = {
    data: data.raw,
    algorithm: basic.take(TAG.sequence),
    signature: basic.take(TAG.bitString),
  };
  const certificates = basic.takeIf(0xa0)?.fields(0xa0).take(TAG.sequence).children() ?? [];
  basic.end();
  return { signed, certificates: certificates.map(({ raw }) => raw), ...readData(data.fields()) };
}

function readData(fields: DerFields) {
  fields.takeIf(0xa0);
  const id = fields.take(0xa1, 0xa2);
  const producedAt = instant(fields.take(TAG.generalizedTime));
  const statements = fields.take(TAG.sequence).children().map(readStatement);
  const extensions = readTaggedExtensions(fields.takeIf(0xa1));
  fields.end();
  refuseUnknownCritical(extensions, [NONCE_OID]);
  const [inside] = id.children();
  if (inside === undefined) throw new DerError('no responder');
  const responder = id.tag === 0xa1 ? { name: inside.raw } : { keyHash: inside.as(TAG.octetString).content };
  return { responder, producedAt, statements, nonce: nonceOf(extensions) };
}

function nonceOf(extensions: Extensions): Buffer | undefined {
  return extensionValue(extensions, NONCE_OID)?.as(TAG.octetString).content;
}

function readStatement(single: Der): OcspStatement {
  const fields = single.fields();
  const certId = readCertId(fields.take(TAG.sequence).fields());
  const status = readStatus(fields.take(0x80, 0xa1, 0x82));
  const thisUpdate = instant(fields.take(TAG.generalizedTime));
  const next = fields.takeIf(0xa0)?.fields(0xa0).take(TAG.generalizedTime);
  refuseUnknownCritical(readTaggedExtensions(fields.takeIf(0xa1)), []);
  fields.end();
  return { certId, status, thisUpdate, nextUpdate: next === undefined ? null : instant(next) };
}

function readCertId(fields: DerFields): CertId {
  const hash = CERT_ID_HASHES[oidText(fields.take(TAG.sequence).fields().take(TAG.oid))];
  const [name, key] = [fields.take(TAG.octetString), fields.take(TAG.octetString)];
  const serial = integerBytes(fields.take(TAG.integer));
  fields.end();
  return { hash, nameHash: name.content, keyHash: key.content, serial };
}

function readStatus(value: Der): OcspStatement['status'] {
  if (value.tag !== 0xa1) {
    if (value.content.length > 0) throw new DerError('a status with something in it');
    return value.tag === 0x80 ? 'good' : 'unknown';
  }
  const fields = value.fields(0xa1);
  const revokedAt = instant(fields.take(TAG.generalizedTime));
  const reason = reasonOf(fields.takeIf(0xa0)?.fields(0xa0).take(TAG.enumerated));
  fields.end();
  return { revokedAt, reason };
}

/** Whether a statement is about a certificate under an issuer: by hash of name and key, and by serial number. */
export function isAbout({ certId }: OcspStatement, certificate: CertificateFacts, issuer: CertificateFacts) {
  const { hash, nameHash, keyHash, serial } = certId;
  if (hash === undefined || !serial.equals(certificate.serial)) return false;
  const hashes = (bytes: Buffer, expected: Buffer) =>
    createHash(hash).update(bytes).digest().equals(expected);
  return hashes(issuer.subject, nameHash) && hashes(issuer.publicKeyBits, keyHash);
}

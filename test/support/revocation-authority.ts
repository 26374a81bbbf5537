import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { type CertificateAuthority, type IssuedCertificate, tlv } from './certificate-authority.ts';

/** Everything a test may want to say about a revocation list. */
export interface ListKnobs {
  /** Serial numbers, hexadecimal; with a reason code if one is given. */
  revoked?: readonly (string | { serial: string; reason?: number; extensions?: Buffer[] })[];
  /** So many more, of `serialAmongMany`. */
  many?: number;
  thisUpdate?: Date;
  /** Null leaves it out. */
  nextUpdate?: Date | null;
  /** Null leaves it out. */
  number?: number | null;
  /** Who signs instead of the authority. */
  signer?: IssuedCertificate;
  hash?: 'SHA-1' | 'SHA-256' | 'SHA-384';
  /** What the algorithm inside says, if not what signs. */
  innerAlgorithm?: Buffer;
  /** Of the issuing distribution point, DER. */
  point?: Buffer;
  extensions?: Buffer[];
  /** The key that the authority key identifier names; null leaves it out. */
  keyId?: Buffer | null;
}

export interface AnswerKnobs {
  status?: 'good' | 'revoked' | 'unknown';
  /** The authority, or its delegate. */
  signer?: IssuedCertificate;
  /** Certificates that come along. */
  certificates?: readonly IssuedCertificate[];
  /** Echoed unless another one, or null for none, is given. */
  nonce?: Buffer | null;
  serial?: string;
  thisUpdate?: Date;
  nextUpdate?: Date | null;
  producedAt?: Date;
  hash?: 'SHA-1' | 'SHA-256';
  /** Names the responder by its key instead of its name. */
  byKey?: boolean;
  /** OCSPResponseStatus instead of an answer. */
  error?: number;
  /** Another authority in the CertID. */
  about?: IssuedCertificate;
  /** A second status of the same certificate. */
  also?: 'revoked' | 'unknown';
  /** Beside the nonce, of the whole answer. */
  extensions?: readonly Buffer[];
}

const HOUR = 3_600_000;
const ECDSA = {
  'SHA-1': '06072a8648ce3d0401',
  'SHA-256': '06082a8648ce3d040302',
  'SHA-384': '06082a8648ce3d040303',
};
const RSA = {
  'SHA-1': '06092a864886f70d010105',
  'SHA-256': '06092a864886f70d01010b',
  'SHA-384': '06092a864886f70d01010c',
};

/** A revocation list of an authority, DER. */
export async function issueList(
  authority: CertificateAuthority,
  now: Date,
  knobs: ListKnobs = {},
): Promise<Buffer<ArrayBuffer>> {
  const { hash = 'SHA-256', signer = authority, nextUpdate = new Date(now.getTime() + 24 * HOUR) } = knobs;
  const thisUpdate = knobs.thisUpdate ?? new Date(now.getTime() - HOUR);
  const algorithm = algorithmOf(signer, hash);
  const entries = [
    ...(knobs.revoked ?? []).map((each) => entry(each, thisUpdate)),
    ...manyEntries(knobs.many ?? 0, thisUpdate),
  ];
  const body = sequence(
    tlv(0x02, Buffer.from([1])),
    knobs.innerAlgorithm ?? algorithm,
    subjectOf(authority),
    utcTime(thisUpdate),
    ...(nextUpdate === null ? [] : [utcTime(nextUpdate)]),
    ...(entries.every(({ length }) => length === 0) ? [] : [sequence(...entries)]),
    tlv(0xa0, sequence(...listExtensions(authority, knobs))),
  );
  return sequence(body, algorithm, await signature(body, signer, hash));
}

/** The serial number of an entry among many. */
export function serialAmongMany(index: number): string {
  return (0x4000000000000000n + BigInt(index) * 7919n).toString(16);
}

/** So many entries, each with a reason: copies of the first with another serial number. */
function manyEntries(count: number, at: Date): Buffer[] {
  const first = entry({ serial: serialAmongMany(0), reason: 1 }, at);
  const all = Buffer.alloc(count * first.length, first);
  const serialAt = first.indexOf(Buffer.from(serialAmongMany(0), 'hex'));
  for (let index = 0; index < count; index += 1) {
    all.writeBigUInt64BE(BigInt(`0x${serialAmongMany(index)}`), index * first.length + serialAt);
  }
  return [all];
}

/** The answer to an OCSP request, DER. @param request as it came */
export async function answerOcsp(
  authority: CertificateAuthority,
  request: Buffer,
  now: Date,
  knobs: AnswerKnobs = {},
): Promise<Buffer<ArrayBuffer>> {
  if (knobs.error !== undefined) return sequence(tlv(0x0a, Buffer.from([knobs.error])));
  const { signer = authority, hash = 'SHA-256', certificates = [] } = knobs;
  const asked = requestOf(request);
  const nonce = knobs.nonce === undefined ? asked.nonce : knobs.nonce;
  const about = knobs.about ?? authority;
  const serial = knobs.serial ?? asked.serial;
  const also =
    knobs.also === undefined ? [] : [statement(about, serial, now, { ...knobs, status: knobs.also })];
  const nonces = nonce === null ? [] : [extension('06092b0601050507300102', false, tlv(0x04, nonce))];
  const extensions = [...nonces, ...(knobs.extensions ?? [])];
  const data = sequence(
    knobs.byKey ? tlv(0xa2, tlv(0x04, sha1(keyBits(signer)))) : tlv(0xa1, subjectOf(signer)),
    longTime(knobs.producedAt ?? now),
    sequence(statement(about, serial, now, knobs), ...also),
    ...(extensions.length === 0 ? [] : [tlv(0xa1, sequence(...extensions))]),
  );
  const along =
    certificates.length === 0
      ? []
      : [tlv(0xa0, sequence(...certificates.map(({ der }) => Buffer.from(der))))];
  const basic = sequence(data, algorithmOf(signer, hash), await signature(data, signer, hash), ...along);
  const typed = sequence(Buffer.from('06092b0601050507300101', 'hex'), tlv(0x04, basic));
  return sequence(tlv(0x0a, Buffer.from([0])), tlv(0xa0, typed));
}

function statement(authority: IssuedCertificate, serial: string, now: Date, knobs: AnswerKnobs): Buffer {
  const { status = 'good', nextUpdate = new Date(now.getTime() + HOUR) } = knobs;
  const states = {
    good: tlv(0x80),
    revoked: tlv(0xa1, longTime(new Date(now.getTime() - HOUR)), tlv(0xa0, tlv(0x0a, Buffer.from([1])))),
    unknown: tlv(0x82),
  };
  const certId = sequence(
    Buffer.from('300906052b0e03021a0500', 'hex'),
    tlv(0x04, sha1(subjectOf(authority))),
    tlv(0x04, sha1(keyBits(authority))),
    tlv(0x02, Buffer.from(serial, 'hex')),
  );
  const until = nextUpdate === null ? [] : [tlv(0xa0, longTime(nextUpdate))];
  return sequence(
    certId,
    states[status],
    longTime(knobs.thisUpdate ?? new Date(now.getTime() - 60_000)),
    ...until,
  );
}

/** Serial number and nonce stand at the end of a request for one certificate: both are found by what precedes them. */
export function requestOf(request: Buffer): { serial: string; nonce: Buffer } {
  const mark = Buffer.from('06092b0601050507300102', 'hex');
  const at = request.indexOf(mark) + mark.length;
  const nonce = request.subarray(at + 4, at + 4 + (request[at + 3] ?? 0));
  const keyHashEnd =
    request.indexOf(Buffer.from('0414', 'hex'), request.indexOf(Buffer.from('0414', 'hex')) + 22) + 22;
  const serial = request.subarray(keyHashEnd + 2, keyHashEnd + 2 + (request[keyHashEnd + 1] ?? 0));
  return { serial: serial.toString('hex'), nonce };
}

/** An extension; the identifier with its tag and length, hexadecimal. */
export function extension(oid: string, critical: boolean, value: Buffer): Buffer<ArrayBuffer> {
  const flag = critical ? [tlv(0x01, Buffer.from([0xff]))] : [];
  return sequence(Buffer.from(oid, 'hex'), ...flag, tlv(0x04, value));
}

function subjectKeyId({ certificate }: IssuedCertificate): Buffer {
  const value = certificate.getExtension('2.5.29.14')?.value;
  return Buffer.from(value === undefined ? [] : new Uint8Array(value)).subarray(2);
}

/** Frees a responder from being asked about itself (RFC 6960 section 4.2.2.2.1). */
export function noCheck(): x509.Extension {
  return new x509.Extension('1.3.6.1.5.5.7.48.1.5', false, tlv(0x05));
}

function listExtensions(authority: CertificateAuthority, knobs: ListKnobs): Buffer[] {
  const { number = 1, point, keyId = subjectKeyId(authority) } = knobs;
  return [
    ...(keyId === null ? [] : [extension('0603551d23', false, sequence(tlv(0x80, keyId)))]),
    ...(number === null ? [] : [extension('0603551d14', false, integer(number))]),
    ...(point === undefined ? [] : [extension('0603551d1c', true, point)]),
    ...(knobs.extensions ?? []),
  ];
}

function entry(revoked: NonNullable<ListKnobs['revoked']>[number], at: Date): Buffer {
  const {
    serial,
    reason,
    extensions = [],
  } = typeof revoked === 'string' ? { serial: revoked, reason: undefined } : revoked;
  const code = reason === undefined ? [] : [extension('0603551d15', false, tlv(0x0a, Buffer.from([reason])))];
  const all = [...code, ...extensions];
  return sequence(
    tlv(0x02, Buffer.from(serial, 'hex')),
    utcTime(at),
    ...(all.length === 0 ? [] : [sequence(...all)]),
  );
}

async function signature(
  data: Buffer<ArrayBuffer>,
  signer: IssuedCertificate,
  hash: string,
): Promise<Buffer> {
  const { privateKey } = signer.keys;
  const raw = Buffer.from(
    await webcrypto.subtle.sign({ name: privateKey.algorithm.name, hash }, privateKey, data),
  );
  return tlv(0x03, Buffer.from([0]), isEcdsa(signer) ? pairOf(raw) : raw);
}

/** WebCrypto puts the two numbers of an ECDSA signature one after the other, X.509 into a sequence. */
function pairOf(raw: Buffer): Buffer {
  const half = raw.length / 2;
  return sequence(positive(raw.subarray(0, half)), positive(raw.subarray(half)));
}

function positive(bytes: Buffer): Buffer {
  const from = Math.max(
    0,
    bytes.findIndex((byte) => byte !== 0),
  );
  const short = bytes.subarray(from);
  return tlv(0x02, (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short);
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  return positive(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));
}

function algorithmOf(signer: IssuedCertificate, hash: keyof typeof RSA): Buffer<ArrayBuffer> {
  if (isEcdsa(signer)) return sequence(Buffer.from(ECDSA[hash], 'hex'));
  return sequence(Buffer.from(RSA[hash], 'hex'), tlv(0x05));
}

const isEcdsa = ({ keys }: IssuedCertificate) => keys.privateKey.algorithm.name === 'ECDSA';
const subjectOf = ({ certificate }: IssuedCertificate) =>
  Buffer.from(certificate.subjectName.toArrayBuffer());
const sha1 = (bytes: Buffer) => createHash('sha1').update(bytes).digest();
const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts);
const digits = (at: Date) => `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
const utcTime = (at: Date) => tlv(0x17, Buffer.from(digits(at).slice(2)));
const longTime = (at: Date) => tlv(0x18, Buffer.from(digits(at)));

/** The bits of the key: what stands after the algorithm, but for the byte of unused bits. */
function keyBits({ certificate }: IssuedCertificate): Buffer {
  const key = Buffer.from(certificate.publicKey.rawData);
  const body = 2 + ((key[1] ?? 0) > 0x80 ? (key[1] ?? 0) - 0x80 : 0);
  const bits = key.subarray(body + 2 + (key[body + 1] ?? 0));
  return bits.subarray(3 + ((bits[1] ?? 0) > 0x80 ? (bits[1] ?? 0) - 0x80 : 0));
}

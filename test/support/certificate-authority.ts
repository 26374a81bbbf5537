import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export type KeyKind = 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'p-256' | 'p-384';
export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
export type KeyUse = Exclude<keyof typeof x509.KeyUsageFlags, number>;
/** One RDN an entry, in the order of the certificate: `[{ C: ['VN'] }, { '0.9.2342…': ['CCCD:…'] }]`. */
export type Subject = x509.JsonName;
type KeyPair = webcrypto.CryptoKeyPair;

export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
export const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
export const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
export const USER_ID = '0.9.2342.19200300.100.1.1';

/** Everything a test may want to say about a certificate; `null` leaves an extension out. */
export interface CertificateKnobs {
  /** A text is the common name. */
  subject?: string | Subject;
  /** A kind of key, or a pair to certify anew. RSA pairs are shared by all certificates of a process. */
  key?: KeyKind | KeyPair;
  /** Certifies these bytes (SubjectPublicKeyInfo) instead of the key. */
  publicKey?: Uint8Array;
  /** The hash that the issuer signs with. */
  hash?: Hash;
  serialNumber?: string;
  notBefore?: Date;
  notAfter?: Date;
  keyUsage?: KeyUse[] | null;
  extendedKeyUsage?: string[] | null;
  /** Null leaves basic constraints out. */
  ca?: boolean | null;
  pathLength?: number;
  emails?: string[];
  policies?: string[];
  crlUrls?: string[];
  ocspUrls?: string[];
  /** Further extensions as they are: name constraints (`nameConstraints`), unknown critical ones (`unknownExtension`). */
  extensions?: x509.Extension[];
  /** Subject and authority key identifiers; on unless said otherwise. */
  keyIdentifiers?: boolean;
}

export interface IssuedCertificate {
  der: Uint8Array<ArrayBuffer>;
  pem: string;
  certificate: x509.X509Certificate;
  keys: KeyPair;
  /** PKCS #8. */
  privateKeyPem(): Promise<string>;
}

export interface CertificateAuthority extends IssuedCertificate {
  /** A leaf with the profile of an officer's login certificate, but for the knobs. */
  issue(knobs?: CertificateKnobs): Promise<IssuedCertificate>;
  /** An authority below this one. */
  issueAuthority(knobs?: CertificateKnobs): Promise<CertificateAuthority>;
}

/** A root of its own. @param now certificates are good from a day before until a year after */
export async function makeCertificateAuthority(
  now: Date,
  knobs: CertificateKnobs = {},
): Promise<CertificateAuthority> {
  const all = { ...authorityKnobs('Root authority'), ...knobs };
  const keys = await keyPair(all.key ?? 'p-256', all.hash);
  return authorityOf(await certify(now, all, { keys, issuer: undefined }), now);
}

function authorityOf(issued: IssuedCertificate, now: Date): CertificateAuthority {
  return {
    ...issued,
    issue: async (knobs = {}) => {
      const keys = await keyPair(knobs.key ?? 'p-256', 'SHA-256');
      return certify(now, { ...leafKnobs, ...knobs }, { keys, issuer: issued });
    },
    issueAuthority: async (knobs = {}) => {
      const all = { ...authorityKnobs('Issuing authority'), ...knobs };
      const keys = await keyPair(all.key ?? 'p-256', 'SHA-256');
      return authorityOf(await certify(now, all, { keys, issuer: issued }), now);
    },
  };
}

const leafKnobs: CertificateKnobs = {
  subject: [{ C: ['VN'] }, { O: ['Bộ Mẫu'] }, { OU: ['Cục Mẫu'] }, { CN: ['Nguyễn Văn Mẫu'] }],
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extendedKeyUsage: [CLIENT_AUTH, EMAIL_PROTECTION],
  ca: null,
};

function authorityKnobs(name: string): CertificateKnobs {
  return {
    subject: [{ C: ['VN'] }, { O: ['Ban Cơ yếu Mẫu'] }, { CN: [name] }],
    keyUsage: ['keyCertSign', 'cRLSign'],
    extendedKeyUsage: null,
    ca: true,
  };
}

interface Signer {
  keys: KeyPair;
  issuer: IssuedCertificate | undefined;
}

async function certify(now: Date, knobs: CertificateKnobs, signer: Signer): Promise<IssuedCertificate> {
  const { keys, issuer } = signer;
  const subject = new x509.Name(nameOf(knobs.subject ?? 'Nobody'));
  const signingKey = (issuer?.keys ?? keys).privateKey;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: knobs.serialNumber ?? drawnSerial(),
    // The issuer's name goes over as it is encoded: a name that is made again may differ in its string types.
    subject: subject.toArrayBuffer() as unknown as string,
    issuer: (issuer?.certificate.subjectName ?? subject).toArrayBuffer() as unknown as string,
    notBefore: knobs.notBefore ?? new Date(now.getTime() - 86_400_000),
    notAfter: knobs.notAfter ?? new Date(now.getTime() + 365 * 86_400_000),
    publicKey: knobs.publicKey === undefined ? keys.publicKey : new Uint8Array(knobs.publicKey),
    signingKey,
    signingAlgorithm: { name: signingKey.algorithm.name, hash: knobs.hash ?? 'SHA-256' },
    extensions: await extensionsOf(knobs, signer),
  });
  return issuedAs(certificate, keys);
}

function issuedAs(certificate: x509.X509Certificate, keys: KeyPair): IssuedCertificate {
  return {
    der: new Uint8Array(certificate.rawData),
    pem: `${certificate.toString('pem')}\n`,
    certificate,
    keys,
    async privateKeyPem() {
      const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString(
        'base64',
      );
      return `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`;
    },
  };
}

async function extensionsOf(knobs: CertificateKnobs, { keys, issuer }: Signer): Promise<x509.Extension[]> {
  const extensions: x509.Extension[] = [];
  const { ca, keyUsage, extendedKeyUsage, emails, policies, crlUrls, ocspUrls } = knobs;
  if (typeof ca === 'boolean')
    extensions.push(new x509.BasicConstraintsExtension(ca, knobs.pathLength, true));
  if (keyUsage) extensions.push(new x509.KeyUsagesExtension(usageBits(keyUsage), true));
  if (extendedKeyUsage) extensions.push(new x509.ExtendedKeyUsageExtension(extendedKeyUsage));
  if (policies) extensions.push(new x509.CertificatePolicyExtension(policies));
  if (emails) extensions.push(new x509.SubjectAlternativeNameExtension(emails.map(asEmail)));
  if (crlUrls) extensions.push(new x509.CRLDistributionPointsExtension(crlUrls));
  if (ocspUrls) extensions.push(new x509.AuthorityInfoAccessExtension({ ocsp: ocspUrls }));
  if (knobs.keyIdentifiers !== false) {
    extensions.push(await x509.SubjectKeyIdentifierExtension.create(knobs.publicKey ?? keys.publicKey));
    extensions.push(
      await x509.AuthorityKeyIdentifierExtension.create(issuer?.keys.publicKey ?? keys.publicKey),
    );
  }
  return [...extensions, ...(knobs.extensions ?? [])];
}

/** Positive whatever is drawn. */
function drawnSerial(): string {
  return `40${Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex')}`;
}

function nameOf(subject: string | Subject): Subject {
  return typeof subject === 'string' ? [{ CN: [subject] }] : subject;
}

function usageBits(uses: readonly KeyUse[]): number {
  return uses.reduce((bits, use) => bits | x509.KeyUsageFlags[use], 0);
}

function asEmail(value: string): x509.JsonGeneralName {
  return { type: 'email', value };
}

const sharedKeys = new Map<string, Promise<KeyPair>>();

/** RSA keys take long to find, so that a process shares one of each kind; elliptic ones are always new. */
function keyPair(key: KeyKind | KeyPair, hash: Hash = 'SHA-256'): Promise<KeyPair> {
  if (typeof key !== 'string') return Promise.resolve(key);
  if (!key.startsWith('rsa')) return generated({ name: 'ECDSA', namedCurve: key.toUpperCase() });
  const slot = `${key} ${hash}`;
  const known = sharedKeys.get(slot);
  if (known !== undefined) return known;
  const made = generated({
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: Number(key.slice(4)),
    publicExponent: new Uint8Array([1, 0, 1]),
    hash,
  });
  sharedKeys.set(slot, made);
  return made;
}

function generated(algorithm: webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams): Promise<KeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<KeyPair>;
}

/** Subtrees of names: e-mail addresses (whole, hosts, or `.domains`), beginnings of subjects, DER of other names. */
export interface NameLimits {
  emails?: string[];
  subjects?: Subject[];
  others?: Uint8Array[];
}

/** Name constraints, critical. */
export function nameConstraints(limits: { permitted?: NameLimits; excluded?: NameLimits }): x509.Extension {
  const subtrees = (tag: number, names: Buffer[]) =>
    names.length === 0 ? [] : [tlv(tag, ...names.map((name) => tlv(0x30, name)))];
  const permitted = subtrees(0xa0, generalNames(limits.permitted));
  const excluded = subtrees(0xa1, generalNames(limits.excluded));
  return new x509.Extension('2.5.29.30', true, tlv(0x30, ...permitted, ...excluded));
}

/** A subject alternative name of nothing but these DER names. */
export function alternativeNames(others: Uint8Array[]): x509.Extension {
  return new x509.Extension('2.5.29.17', false, tlv(0x30, ...others));
}

function generalNames({ emails = [], subjects = [], others = [] }: NameLimits = {}): Buffer[] {
  return [
    ...emails.map((email) => tlv(0x81, Buffer.from(email))),
    ...subjects.map((subject) => tlv(0xa4, Buffer.from(new x509.Name(subject).toArrayBuffer()))),
    ...others.map((other) => Buffer.from(other)),
  ];
}

/** An extension that nobody knows. */
export function unknownExtension(critical: boolean): x509.Extension {
  return new x509.Extension('2.16.704.1.99.1', critical, tlv(0x05));
}

/** One DER element of a one-byte tag. */
export function tlv(tag: number, ...contents: Uint8Array[]): Buffer<ArrayBuffer> {
  const body = Buffer.concat(contents);
  const length = [...Array(4).keys()].map((index) => (body.length >> (24 - 8 * index)) & 0xff);
  const bytes = length.slice(
    Math.max(
      0,
      length.findIndex((byte) => byte !== 0),
    ),
  );
  const head = body.length < 128 ? [tag, body.length] : [tag, 0x80 | bytes.length, ...bytes];
  return Buffer.concat([Buffer.from(head), body]);
}

/** A certificate-only PKCS #7 bundle (`.p7b`), DER. */
export function bundleOf(certificates: readonly IssuedCertificate[]): Uint8Array {
  return new Uint8Array(
    new x509.X509Certificates(certificates.map((each) => each.certificate)).export('raw'),
  );
}

/** Every certificate below must stand under a policy that its path allows (requireExplicitPolicy 0). */
export function explicitPolicy(): x509.Extension {
  return new x509.Extension('2.5.29.36', true, tlv(0x30, tlv(0x80, Buffer.of(0))));
}

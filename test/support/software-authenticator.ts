import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a ceremony says that an honest browser and authenticator would say otherwise. */
export interface Tampering {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  topOrigin?: string;
  isPresent?: boolean;
  isVerified?: boolean;
  isSyncable?: boolean;
  counter?: number;
  handle?: string | null;
  /** The passkey to answer with, whichever was asked for. */
  passkey?: HeldPasskey | undefined;
  /** Changes the signature. */
  isForged?: boolean;
  /** An attestation over what is signed, in place of none. */
  attest?: (signed: Buffer, privateKey: KeyObject) => { fmt: string; attStmt: CborMap };
}

export interface HeldPasskey {
  credentialId: string;
  handle: string;
  privateKey: KeyObject;
}

interface CreationOptions {
  challenge: string;
  rp: { id: string };
  user: { id: string };
}
interface RequestOptions {
  challenge: string;
  rpId: string;
  allowCredentials?: { id: string }[];
}

type Algorithm = 'ES256' | 'EdDSA' | 'RS256' | 'ES384';

/** A browser with an authenticator in it, as far as a relying party sees them: both ceremonies, attestation `none`. */
export class SoftwareAuthenticator {
  readonly passkeys: HeldPasskey[] = [];
  /** 0: does not count, as passkeys that are synced do not. */
  counter = 0;
  readonly #origin: string;
  readonly #algorithm: Algorithm;
  readonly #isSyncable: boolean;

  constructor(origin: string, { algorithm = 'ES256' as Algorithm, isSyncable = true } = {}) {
    this.#origin = origin;
    this.#algorithm = algorithm;
    this.#isSyncable = isSyncable;
  }

  /** `navigator.credentials.create`: what the page posts. */
  create(given: object, tampering: Tampering = {}): string {
    const options = given as CreationOptions;
    const { publicKey, privateKey } = generateKey(this.#algorithm);
    const credentialId = tampering.passkey?.credentialId ?? randomBytes(16).toString('base64url');
    this.passkeys.push({ credentialId, handle: options.user.id, privateKey });
    const id = Buffer.from(credentialId, 'base64url');
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
    const authData = this.#authenticatorData(options.rp.id, tampering, attested);
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge, tampering);
    const signed = Buffer.concat([authData, hashOf(clientDataJSON)]);
    const { fmt, attStmt } = tampering.attest?.(signed, privateKey) ?? { fmt: 'none', attStmt: new Map() };
    return answer(credentialId, {
      clientDataJSON,
      attestationObject: cbor(
        new Map<CborKey, CborValue>([
          ['fmt', fmt],
          ['attStmt', attStmt],
          ['authData', authData],
        ]),
      ).toString('base64url'),
      transports: ['internal', 'hybrid', 'made-up'],
    });
  }

  /** `navigator.credentials.get`: what the page posts. */
  get(given: object, tampering: Tampering = {}): string {
    const options = given as RequestOptions;
    const allowed = options.allowCredentials?.map(({ id }) => id);
    const held =
      tampering.passkey ??
      this.passkeys.find(({ credentialId }) => allowed?.includes(credentialId) ?? true) ??
      this.passkeys[0];
    if (held === undefined) throw new Error('the authenticator holds no passkey');
    if (this.counter > 0) this.counter += 1;
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, tampering);
    const authenticatorData = this.#authenticatorData(options.rpId, tampering);
    const signed = Buffer.concat([authenticatorData, hashOf(clientDataJSON)]);
    const algorithm = this.#algorithm === 'EdDSA' ? null : 'sha256';
    const forged = tampering.isForged ? Buffer.concat([signed, Buffer.from('x')]) : signed;
    return answer(held.credentialId, {
      clientDataJSON,
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign(algorithm, forged, held.privateKey).toString('base64url'),
      ...(tampering.handle !== null && { userHandle: tampering.handle ?? held.handle }),
    });
  }

  #clientData(type: string, challenge: string, tampering: Tampering): string {
    const { topOrigin } = tampering;
    const data = {
      type: tampering.type ?? type,
      challenge: tampering.challenge ?? challenge,
      origin: tampering.origin ?? this.#origin,
      crossOrigin: tampering.crossOrigin ?? false,
      ...(topOrigin !== undefined && { topOrigin }),
    };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }

  #authenticatorData(rpId: string, tampering: Tampering, attested?: Buffer): Buffer {
    const { isPresent = true, isVerified = true, isSyncable = this.#isSyncable } = tampering;
    const flags =
      (isPresent ? 0x01 : 0) |
      (isVerified ? 0x04 : 0) |
      (isSyncable ? 0x18 : 0) |
      (attested === undefined ? 0 : 0x40);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(tampering.counter ?? this.counter);
    const rpIdHash = createHash('sha256')
      .update(tampering.rpId ?? rpId)
      .digest();
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counter, attested ?? Buffer.alloc(0)]);
  }
}

function hashOf(clientDataJSON: string): Buffer {
  return createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
}

function answer(id: string, response: Record<string, unknown>): string {
  return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
}

function generateKey(algorithm: Algorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  if (algorithm === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ec', { namedCurve: algorithm === 'ES384' ? 'P-384' : 'P-256' });
}

/** RFC 9052 section 7, for the three kinds of key; ES384 is one that we do not ask for. */
function coseKey(publicKey: KeyObject): Buffer {
  const { kty, crv, x = '', y = '', n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const part = (value: string) => Buffer.from(value, 'base64url');
  const entries: [CborKey, CborValue][] =
    kty === 'OKP'
      ? [
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, part(x)],
        ]
      : kty === 'RSA'
        ? [
            [1, 3],
            [3, -257],
            [-1, part(n)],
            [-2, part(e)],
          ]
        : crv === 'P-256'
          ? [
              [1, 2],
              [3, -7],
              [-1, 1],
              [-2, part(x)],
              [-3, part(y)],
            ]
          : [
              [1, 2],
              [3, -35],
              [-1, 2],
              [-2, part(x)],
              [-3, part(y)],
            ];
  return cbor(new Map(entries));
}

type CborKey = number | string;
type CborValue = number | string | Buffer | CborValue[] | CborMap;
export interface CborMap extends Map<CborKey, CborValue> {}

/** As much of RFC 8949 as these ceremonies need. */
function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each)]),
  ]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}

import { constants, createPublicKey, type KeyObject, type VerifyKeyObjectInput, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { type Der, TAG } from './der.ts';
import { oidText, wholeBytes } from './der-values.ts';

const verifyApart = promisify(verify);
const PSS = '1.2.840.113549.1.1.10';
/** Signatures with SHA-1 or less are none. */
const ALGORITHMS: Readonly<Record<string, { key: string; hash: string | null }>> = {
  '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512' },
  '1.3.101.112': { key: 'ed25519', hash: null },
};
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1', 'brainpoolP256r1', 'brainpoolP384r1'];
const RSA_BITS = 2048;

/** What certificates, revocation lists and OCSP answers have in common: something signed. */
export interface Signed {
  /** The bytes that the signature covers. */
  data: Buffer;
  /** AlgorithmIdentifier. */
  algorithm: Der;
  signature: Der;
}

/**
 * Whether a key made a signature; checked on a thread of its own, because a list has megabytes.
 * @param publicKey SubjectPublicKeyInfo, DER
 * @returns false as well for weak algorithms and keys: SHA-1, RSA below 2048 bits, curves below P-256
 */
export async function isSignedBy(signed: Signed, publicKey: Buffer): Promise<boolean> {
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    const check = checkOf(signed.algorithm, key);
    if (check === undefined || !isStrong(key)) return false;
    return await verifyApart(check.hash, signed.data, check.input, wholeBytes(signed.signature));
  } catch {
    // A key or a signature that cannot be read.
    return false;
  }
}

function checkOf(
  algorithm: Der,
  key: KeyObject,
): { hash: string | null; input: VerifyKeyObjectInput } | undefined {
  const fields = algorithm.fields();
  const oid = oidText(fields.take(TAG.oid));
  if (oid === PSS) return pssCheck(fields.take(TAG.sequence), key);
  const known = ALGORITHMS[oid];
  if (known === undefined || known.key !== key.asymmetricKeyType) return undefined;
  return { hash: known.hash, input: { key, dsaEncoding: 'der' } };
}

/** RFC 4055 section 3.1; left out, the hash is SHA-1. The mask's hash is the same one, or the check fails. */
function pssCheck(parameters: Der, key: KeyObject) {
  const hashField = parameters.fields().takeIf(0xa0);
  const hash = hashField && HASHES[oidText(hashField.fields(0xa0).take().fields().take(TAG.oid))];
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_AUTO: saltLength } = constants;
  return hash && key.asymmetricKeyType?.startsWith('rsa')
    ? { hash, input: { key, padding, saltLength } }
    : undefined;
}

function isStrong(key: KeyObject): boolean {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined) return modulusLength >= RSA_BITS;
  return namedCurve === undefined ? key.asymmetricKeyType === 'ed25519' : CURVES.includes(namedCurve);
}

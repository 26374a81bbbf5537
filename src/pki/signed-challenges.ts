import { X509Certificate } from 'node:crypto';
import { type CompactJWSHeaderParameters, compactVerify, decodeProtectedHeader } from 'jose';
import type { PresentedCertificates } from '../domain/certificates/certificate-verdict.ts';
import type { SignedChallenges } from '../domain/certificates/signed-challenge.ts';
import { MOST_CERTIFICATES } from './read-input.ts';

/** What tokens sign with; never a symmetric one, and none that SHA-1 is part of (RFC 8725 section 3.1). */
const ALGORITHMS = ['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
/** Four certificates of 4 KB in base64, twice over. */
const MOST_CHARACTERS = 64 * 1024;
/** Headers that would let a signature bring its own key, or be read otherwise than it looks. */
const REFUSED_HEADERS = ['jku', 'jwk', 'x5u', 'crit', 'b64', 'zip'];

/**
 * Reads what VGCA Sign Service returns for `SignJson`: a JSON Web Signature in its compact form (RFC 7515) with
 * the signer's certificate in `x5c`.
 */
export const signedChallenges: SignedChallenges = {
  async read(signature, text) {
    if (signature.length > MOST_CHARACTERS) return undefined;
    try {
      return await verified(signature.trim(), text);
    } catch {
      // Whatever is wrong with it, nobody has signed.
      return undefined;
    }
  },
};

async function verified(signature: string, text: string): Promise<PresentedCertificates | undefined> {
  const header = decodeProtectedHeader(signature) as CompactJWSHeaderParameters;
  if (REFUSED_HEADERS.some((name) => name in header)) return undefined;
  const [leaf, ...others] = certificatesOf(header.x5c);
  if (leaf === undefined) return undefined;
  const { publicKey } = new X509Certificate(leaf);
  const { payload } = await compactVerify(signature, publicKey, { algorithms: ALGORITHMS });
  return Buffer.from(payload).toString('utf8') === text ? { leaf, others } : undefined;
}

function certificatesOf(x5c: unknown): Uint8Array[] {
  if (!Array.isArray(x5c) || x5c.length > MOST_CERTIFICATES) return [];
  return x5c.map((text) => {
    if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new Error('x5c is base64');
    return new Uint8Array(Buffer.from(text, 'base64'));
  });
}

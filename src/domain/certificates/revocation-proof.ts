/** What is proven about the revocation of one certificate of a path, by which means and how old. */
export type RevocationProof =
  | { status: 'good'; by: 'crl' | 'ocsp'; producedAt: Date; validUntil: Date | null }
  | { status: 'revoked'; by: 'crl' | 'ocsp'; revokedAt: Date; reason: string | null }
  | { status: 'unproven'; problem: RevocationProblem };

/** Why nothing is proven. */
export type RevocationProblem =
  | 'no_source'
  | 'unreachable'
  | 'stale'
  | 'bad_signature'
  | 'foreign_signer'
  | 'rolled_back'
  | 'wrong_nonce'
  | 'too_large'
  | 'malformed'
  | 'unknown_to_responder'
  | 'not_covered'
  | 'host_not_allowed';

/** Asks for the proof for a certificate under its issuer, both DER, of a path that is already trusted. */
export interface RevocationSource {
  prove(certificate: Uint8Array, issuer: Uint8Array, tree: string, now: Date): Promise<RevocationProof>;
}

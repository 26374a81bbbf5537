/** ES256 first: it signs unless a client asks for another. */
export const KEY_ALGORITHMS = ['ES256', 'RS256', 'EdDSA'] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

/** A private key as RFC 7517 writes it; never leaves the server. */
export type PrivateJwk = Readonly<Record<string, unknown>>;

/** A key that signs tokens, from a moment on until the next one of its algorithm does. */
export interface SigningKey {
  /** RFC 7638 thumbprint; names the key in the headers of tokens. */
  kid: string;
  algorithm: KeyAlgorithm;
  jwk: PrivateJwk;
  createdAt: Date;
  /** Published at once, it signs from here on. */
  signsFrom: Date;
}

/** `next`: published, not signing yet; `retiring`: signs no more, what it signed still counts; `gone`: published no more. */
export type KeyStage = 'next' | 'signing' | 'retiring' | 'gone';

export interface StagedKey {
  key: SigningKey;
  stage: KeyStage;
  /** When the stage ends; null while nothing ends it. */
  until: Date | null;
}

/**
 * Relying parties keep what `/oidc/jwks` said for hours, some for a day. Whoever asked before a rotation has asked
 * again before the new key signs.
 */
export const PUBLISHED_AHEAD_MS = 24 * 60 * 60 * 1000;

/**
 * What each key does at a moment: nothing has to happen for a key to begin or to end, so that nodes agree and none
 * that stops meanwhile leaves a rotation half done. Pure.
 * @param keptMs how long a key is published after its last signature
 * @returns in the order of algorithms; of one algorithm what signs, what retires, what comes, what is gone
 */
export function stagesOf(keys: readonly SigningKey[], now: Date, keptMs: number): StagedKey[] {
  return KEY_ALGORITHMS.flatMap((algorithm) => {
    const ofOne = keys
      .filter((key) => key.algorithm === algorithm)
      .toSorted(
        (one, other) => Number(one.signsFrom) - Number(other.signsFrom) || (one.kid < other.kid ? -1 : 1),
      );
    const staged = ofOne.map((key, index) => stageOf(key, ofOne[index + 1]?.signsFrom ?? null, now, keptMs));
    return ORDER.flatMap((stage) => staged.filter((each) => each.stage === stage));
  });
}

const ORDER: readonly KeyStage[] = ['signing', 'retiring', 'next', 'gone'];

function stageOf(key: SigningKey, endsAt: Date | null, now: Date, keptMs: number): StagedKey {
  if (key.signsFrom > now) return { key, stage: 'next', until: key.signsFrom };
  if (endsAt === null || endsAt > now) return { key, stage: 'signing', until: endsAt };
  const until = new Date(endsAt.getTime() + keptMs);
  return until > now ? { key, stage: 'retiring', until } : { key, stage: 'gone', until: null };
}

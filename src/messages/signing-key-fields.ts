import type { KeyStage, StagedKey } from '../domain/signing-keys/signing-key.ts';

/** What a signing key does, in words. */
export const STAGE_WORDS: Readonly<Record<KeyStage, { vi: string; en: string }>> = {
  signing: { vi: 'đang ký', en: 'signs' },
  retiring: { vi: 'chỉ còn công bố', en: 'published only' },
  next: { vi: 'sắp ký', en: 'signs next' },
  gone: { vi: 'đã bỏ', en: 'gone' },
};

/** A signing key as the tool prints it for machines; nothing of its private part. */
export function signingKeyFields({ key, stage, until }: StagedKey) {
  return {
    kid: key.kid,
    alg: key.algorithm,
    stage,
    created_at: key.createdAt.toISOString(),
    signs_from: key.signsFrom.toISOString(),
    until: until?.toISOString() ?? null,
  };
}

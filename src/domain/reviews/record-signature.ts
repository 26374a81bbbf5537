import { DomainError } from '../errors.ts';
import type { ReviewCounts } from './review.ts';
import {
  RECORD_FILES,
  type RecordFile,
  type ReviewRecord,
  SIGNATURE_FILE,
  sha256Of,
} from './review-record.ts';

/** What the signature of a record says. */
export interface RecordClaims {
  review: string;
  name: string;
  scope: string;
  counts: ReviewCounts;
  closedBy: string;
  /** RFC 3339. */
  closedAt: string;
  /** SHA-256 of each file in hex, by its name. */
  files: Readonly<Record<string, string>>;
}

/** Port of signatures with the product's own key. */
export interface RecordSigner {
  /** A compact JWS. */
  sign(claims: RecordClaims): Promise<string>;
  /** What a signature says; undefined when it is not ours. */
  verify(signature: string): Promise<RecordClaims | undefined>;
}

export interface RecordVerdict {
  claims: RecordClaims;
  files: { name: string; isIntact: boolean }[];
}

/** The file that signs the others. @throws review_not_closed */
export async function signRecord(
  signer: RecordSigner,
  { review, counts }: ReviewRecord,
  files: readonly RecordFile[],
): Promise<RecordFile> {
  const { id, name, scopeCode, closedAt, closedBy } = review;
  if (closedAt === null || closedBy === null) throw new DomainError('review_not_closed', { review: id });
  const signature = await signer.sign({
    review: id,
    name,
    scope: scopeCode,
    counts,
    closedBy,
    closedAt: closedAt.toISOString(),
    files: Object.fromEntries(files.map((file) => [file.name, sha256Of(file.bytes)])),
  });
  return { name: SIGNATURE_FILE, bytes: Buffer.from(`${signature}\n`) };
}

/**
 * Holds the files of a record against their signature.
 * @throws review_record_invalid when the signature is not ours, or does not name every file
 */
export async function verifyRecord(
  signer: RecordSigner,
  read: (name: string) => Promise<Uint8Array>,
): Promise<RecordVerdict> {
  const signature = Buffer.from(await read(SIGNATURE_FILE)).toString('utf8');
  const claims = await signer.verify(signature.trim());
  if (claims === undefined) throw new DomainError('review_record_invalid', { file: SIGNATURE_FILE });
  const files = [];
  for (const name of RECORD_FILES) {
    const expected = claims.files[name];
    if (expected === undefined) throw new DomainError('review_record_invalid', { file: name });
    files.push({ name, isIntact: sha256Of(await read(name)) === expected });
  }
  return { claims, files };
}

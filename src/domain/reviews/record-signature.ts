import { isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { Signer } from '../signer.ts';
import type { ReviewCounts } from './review.ts';
import {
  RECORD_FILES,
  type RecordFile,
  type ReviewRecord,
  SIGNATURE_FILE,
  sha256Of,
} from './review-record.ts';
import type { ReviewStore } from './review-store.ts';

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

export type RecordSigner = Signer<RecordClaims>;

export interface RecordVerdict {
  claims: RecordClaims;
  /** Another key signs now. */
  isRetired: boolean;
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
 * Holds the files of a record against their signature. Whatever a retired key says must be what was closed here: keys
 * are retired for having leaked, too.
 * @throws review_record_invalid when the signature is not ours, or does not name every file
 */
export async function verifyRecord(
  { signer, reviews }: { signer: RecordSigner; reviews: Pick<ReviewStore, 'find'> },
  read: (name: string) => Promise<Uint8Array>,
): Promise<RecordVerdict> {
  const signature = Buffer.from(await read(SIGNATURE_FILE)).toString('utf8');
  const verified = await signer.verify(signature.trim());
  if (verified === undefined) throw new DomainError('review_record_invalid', { file: SIGNATURE_FILE });
  const { claims, isRetired } = verified;
  const closed = isRetired && isRowId(claims.review) ? await reviews.find(claims.review) : undefined;
  if (isRetired && (closed === undefined || closed.recordSha256 !== claims.files[RECORD_FILES[0]]))
    throw new DomainError('review_record_invalid', { file: RECORD_FILES[0] });
  const files = [];
  for (const name of RECORD_FILES) {
    const expected = claims.files[name];
    if (expected === undefined) throw new DomainError('review_record_invalid', { file: name });
    files.push({ name, isIntact: sha256Of(await read(name)) === expected });
  }
  return { claims, isRetired, files };
}

import type { RevocationProblem } from '../../domain/certificates/revocation-proof.ts';
import { DerError } from './der.ts';

/** Why a list or an answer proves nothing. */
export class Unproven extends Error {
  override readonly name = 'Unproven';
  readonly problem: RevocationProblem;

  constructor(problem: RevocationProblem, detail: string = problem) {
    super(detail);
    this.problem = problem;
  }
}

/** The problem that an error tells of. @throws the error when it is a fault of ours */
export function problemOf(error: unknown): RevocationProblem {
  if (error instanceof Unproven) return error.problem;
  if (error instanceof DerError) return 'malformed';
  throw error;
}

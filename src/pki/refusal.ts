import type { StepCode } from '../domain/certificates/certificate-verdict.ts';
import type { ErrorDetails } from '../domain/errors.ts';

/** A step that failed, thrown inside this folder and turned into the verdict by `validate-certificate`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: StepCode;
  readonly facts: ErrorDetails;

  constructor(code: StepCode, facts: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

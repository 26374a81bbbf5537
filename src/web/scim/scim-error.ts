/** The error types of RFC 7644 section 3.12 that we use. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue';

/** A refusal in the protocol's own words. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | undefined;

  /** @param detail what is wrong with which part of the request; never a secret */
  constructor(status: number, scimType: ScimType | undefined, detail: string) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

/** A refusal that the client can mend (400). */
export function refuse(scimType: ScimType, detail: string): ScimError {
  return new ScimError(400, scimType, detail);
}

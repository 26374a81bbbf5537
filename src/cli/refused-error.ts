/** The command did its work and the answer is no; the tool ends with 1. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

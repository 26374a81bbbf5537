/** Port of signatures with the product's own key over documents of one kind. */
export interface Signer<Claims> {
  /** A compact JWS. */
  sign(claims: Claims): Promise<string>;
  /** What a signature says, and whether its key signs no more; undefined when it is not ours, or of another kind. */
  verify(signature: string): Promise<{ claims: Claims; isRetired: boolean } | undefined>;
}

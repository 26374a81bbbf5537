/** Bytes that break the rules of DER, or do not have the structure that was expected. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** Tags of X.690 that revocation data is made of. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const;

const MAX_LENGTH_BYTES = 4;

/** One element, a view into the bytes it was read from: nothing is copied. */
export class Der {
  readonly bytes: Buffer;
  readonly tag: number;
  readonly start: number;
  readonly from: number;
  readonly to: number;

  private constructor(bytes: Buffer, tag: number, start: number, from: number, to: number) {
    this.bytes = bytes;
    this.tag = tag;
    this.start = start;
    this.from = from;
    this.to = to;
  }

  /**
   * The element that begins at an offset and ends before a limit. One-byte tags and shortest definite lengths only,
   * so that a signature covers exactly one reading (X.690 section 10.1).
   * @throws DerError
   */
  static at(bytes: Buffer, start: number, limit: number): Der {
    if (start + 2 > limit) throw new DerError('cut off');
    const tag = bytes[start] ?? 0;
    if ((tag & 0x1f) === 0x1f) throw new DerError('long tag');
    const first = bytes[start + 1] ?? 0;
    const size = first < 0x80 ? 0 : first & 0x7f;
    const from = start + 2 + size;
    if (first === 0x80 || size > MAX_LENGTH_BYTES || from > limit) throw new DerError('length');
    const length = size === 0 ? first : bytes.readUIntBE(start + 2, size);
    if (size > 0 && (length < 0x80 || length < 2 ** (8 * (size - 1)))) throw new DerError('long length');
    if (from + length > limit) throw new DerError('cut off');
    return new Der(bytes, tag, start, from, from + length);
  }

  /** The only element of the bytes. @throws DerError when anything follows it */
  static single(bytes: Uint8Array): Der {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const value = Der.at(whole, 0, whole.length);
    if (value.to !== whole.length) throw new DerError('something follows');
    return value;
  }

  /** Tag, length and content. */
  get raw(): Buffer {
    return this.bytes.subarray(this.start, this.to);
  }

  get content(): Buffer {
    return this.bytes.subarray(this.from, this.to);
  }

  /** The elements inside. @throws DerError when this element is primitive */
  children(): Der[] {
    if ((this.tag & 0x20) === 0) throw new DerError('nothing inside');
    const inside: Der[] = [];
    for (let at = this.from; at < this.to; at = inside.at(-1)?.to ?? this.to) {
      inside.push(Der.at(this.bytes, at, this.to));
    }
    return inside;
  }

  /** The elements inside, to be taken in their order. @throws DerError when the tag is another one */
  fields(tag: number = TAG.sequence): DerFields {
    return new DerFields(this.as(tag).children());
  }

  /** This element. @throws DerError when its tag is another one */
  as(...tags: number[]): Der {
    if (!tags.includes(this.tag)) throw new DerError(`tag ${this.tag} instead of ${tags}`);
    return this;
  }
}

/** The elements of a structure, taken in the order that its definition names them. */
export class DerFields {
  readonly #values: readonly Der[];
  #next = 0;

  constructor(values: readonly Der[]) {
    this.#values = values;
  }

  /** @throws DerError when the next element is another one, or there is none */
  take(...tags: number[]): Der {
    const value = this.#values[this.#next];
    if (value === undefined) throw new DerError('an element is missing');
    this.#next += 1;
    return tags.length === 0 ? value : value.as(...tags);
  }

  /** The next element if it has one of the tags. */
  takeIf(...tags: number[]): Der | undefined {
    return tags.includes(this.#values[this.#next]?.tag ?? -1) ? this.take() : undefined;
  }

  /** @throws DerError when elements are left that the definition does not know */
  end(): void {
    if (this.#next < this.#values.length) throw new DerError('an element too many');
  }
}

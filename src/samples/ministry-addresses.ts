import { asciiCode } from '../domain/directory/person-name.ts';

/** Domain of every sample address. */
export const SAMPLE_DOMAIN = 'mic.example';

/** Hands out official e-mails by the ministry's rule: given name, initials of the rest, then a number. */
export class PersonalAddresses {
  readonly #uses = new Map<string, number>();
  readonly #folded = new Map<string, string>();

  /** Addresses of `reserved` local parts are never handed out. */
  constructor(reserved: readonly string[]) {
    for (const local of reserved) this.#uses.set(local, 1);
  }

  /** `Đặng Thị Ngọc Ánh` is `anhdtn@mic.example`, the next of the same letters `anhdtn2`. */
  next(fullName: string): string {
    const words = fullName.split(' ').map((word) => this.#fold(word));
    const given = words.pop() ?? '';
    const local = given + words.map((word) => word.charAt(0)).join('');
    const use = (this.#uses.get(local) ?? 0) + 1;
    this.#uses.set(local, use);
    return `${local}${use === 1 ? '' : use}@${SAMPLE_DOMAIN}`;
  }

  // A hundred thousand names share a few hundred words.
  #fold(word: string): string {
    const known = this.#folded.get(word);
    if (known !== undefined) return known;
    const folded = asciiCode(word);
    this.#folded.set(word, folded);
    return folded;
  }
}

import { type Der, DerError, TAG } from './der.ts';

/** The bytes of an integer; equal integers have equal bytes. @throws DerError when a byte is redundant */
export function integerBytes(value: Der): Buffer {
  const { content } = value.as(TAG.integer);
  const [first, second = 0] = content;
  if (first === undefined) throw new DerError('an empty integer');
  const isPadded =
    content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (isPadded) throw new DerError('a padded integer');
  return content;
}

/** A number from 0 on of at most 20 octets (RFC 5280 section 5.2.3). */
export function naturalNumber(value: Der): bigint {
  const bytes = integerBytes(value);
  if ((bytes[0] ?? 0) >= 0x80 || bytes.length > 21) throw new DerError('not a number from 0 on');
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** `2.5.29.20` */
export function oidText(value: Der): string {
  const { content } = value.as(TAG.oid);
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw new DerError('an endless arc');
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [head] = arcs;
  if (head === undefined || (content.at(-1) ?? 0) >= 0x80) throw new DerError('an unfinished identifier');
  const top = Math.min(Math.floor(head / 40), 2);
  return [top, head - top * 40, ...arcs.slice(1)].join('.');
}

/** The bytes of a bit string that has whole bytes, as keys and signatures have. */
export function wholeBytes(value: Der): Buffer {
  const { content } = value.as(TAG.bitString);
  if (content[0] !== 0) throw new DerError('half a byte');
  return content.subarray(1);
}

/** Whether the bit of a number, counted from the left, is set. */
export function hasBit(value: Der, bit: number): boolean {
  const byte = value.as(TAG.bitString).content[1 + (bit >> 3)] ?? 0;
  return (byte & (0x80 >> (bit & 7))) !== 0;
}

/** A boolean under its own tag, or under one of the context. */
export function isTrue(value: Der): boolean {
  const { content } = value;
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('no boolean');
  return content[0] === 0xff;
}

const TIMES = {
  [TAG.utcTime]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
  [TAG.generalizedTime]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
};

/** An instant in one of the two forms of RFC 5280 section 4.1.2.5. */
export function instant(value: Der): Date {
  const { tag, content } = value.as(TAG.utcTime, TAG.generalizedTime);
  const form = TIMES[tag as keyof typeof TIMES];
  const [, year = '', ...rest] = form.exec(content.toString('latin1')) ?? [];
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest.map(Number);
  const short = Number(year);
  const full = tag === TAG.generalizedTime ? short : short + (short < 50 ? 2000 : 1900);
  const at = new Date(Date.UTC(full, month - 1, day, hour, minute, second));
  // A 31 April, an hour 24 or a year below 100 reads as another instant.
  const isExact =
    rest.length === 5 && at.getUTCFullYear() === full && at.getUTCDate() === day && at.getUTCHours() === hour;
  if (!isExact || minute > 59 || second > 59) throw new DerError('no instant');
  return at;
}

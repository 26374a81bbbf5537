/**
 * Completed methods → `amr` and `acr`. The only place that knows the levels, their order and their names
 * on the wire (contract section 4, RFC 8176).
 */
export const LEVELS = [
  'urn:micconnect:acr:password',
  'urn:micconnect:acr:mfa',
  'urn:micconnect:acr:certificate',
] as const;
export type AssuranceLevel = (typeof LEVELS)[number];
export const [PASSWORD_LEVEL, MULTI_FACTOR_LEVEL, CERTIFICATE_LEVEL] = LEVELS;

/** Names that relying systems of the national portal use; `acr_values` takes them, lowest first. */
const ALIASES: ReadonlyMap<string, AssuranceLevel> = new Map([
  ['LoA1', PASSWORD_LEVEL],
  ['LoA2', MULTI_FACTOR_LEVEL],
  ['LoA3', CERTIFICATE_LEVEL],
]);

/** Every value that `acr_values` may carry, for discovery. */
export const ACR_VALUES: readonly string[] = [...LEVELS, ...ALIASES.keys()];

/**
 * Ways to prove who one is. A trusted device is one that a second factor was given on before; break glass is both halves
 * of what two officers sealed.
 */
export type Method =
  | 'password'
  | 'totp'
  | 'recovery-code'
  | 'trusted-device'
  | 'passkey'
  | 'certificate'
  | 'break-glass';

/** Where the private key of a passkey or certificate lives, in the words of RFC 8176. */
export type KeyStorage = 'hwk' | 'swk' | 'sc';

/** A method that a person completed in a sign-in. */
export interface CompletedMethod {
  method: Method;
  at: Date;
  /** Only of methods with a key, and only when it is known. */
  key?: KeyStorage;
  /** The person asked not to be asked for it in this browser for a while. */
  trustsDevice?: true;
}

/** What a person proved at a sign-in. */
export interface Assurance {
  acr: AssuranceLevel;
  amr: string[];
}

type Factor = 'knowledge' | 'possession' | 'inherence';

/** What each value of `amr` says about factors; `mfa` tells that there were two. */
const FACTORS: Readonly<Record<string, readonly Factor[]>> = {
  pwd: ['knowledge'],
  otp: ['possession'],
  hwk: ['possession'],
  swk: ['possession'],
  pop: ['possession'],
  // A card opens with its PIN alone.
  sc: ['possession', 'knowledge'],
  user: ['inherence'],
  mfa: ['knowledge', 'possession'],
};

/** The values of `amr` that a method stands for. */
function amrOf({ method, key }: CompletedMethod): string[] {
  switch (method) {
    case 'password':
      return ['pwd'];
    case 'totp':
    case 'recovery-code':
    // What is drawn at random, written down and works once is possessed (NIST SP 800-63B-4 section 3.1.2).
    case 'break-glass':
      return ['otp'];
    case 'trusted-device':
      return [];
    case 'passkey':
      return [key ?? 'swk', 'user'];
    case 'certificate':
      return [key ?? 'pop'];
  }
}

/**
 * The level that completed methods reach together with what the session held before.
 * `mfa` stands beside methods whose factors differ: two codes are no two factors. Break glass reaches the level of
 * several factors by two people in place of two factors, so that the level is told and `mfa` is not.
 */
export function assuranceOf(completed: readonly CompletedMethod[], held?: Assurance): Assurance {
  if (completed.length === 0 && held === undefined)
    throw new Error('a sign-in completes at least one method');
  const values = new Set([...(held?.amr ?? []), ...completed.flatMap(amrOf)]);
  const factors = new Set([...values].flatMap((value) => FACTORS[value] ?? []));
  if (completed.some(({ method }) => method === 'trusted-device')) factors.add('possession');
  if (factors.size > 1) values.add('mfa');
  const levels = [
    factors.size > 1 ? MULTI_FACTOR_LEVEL : PASSWORD_LEVEL,
    ...(completed.some(({ method }) => method === 'certificate') ? [CERTIFICATE_LEVEL] : []),
    ...(completed.some(({ method }) => method === 'break-glass') ? [MULTI_FACTOR_LEVEL] : []),
    ...(held === undefined ? [] : [held.acr]),
  ];
  return { acr: highest(levels), amr: [...values] };
}

/** The level that a wire value names; undefined for values we do not know. */
export function levelOf(value: string): AssuranceLevel | undefined {
  return LEVELS.find((level) => level === value) ?? ALIASES.get(value);
}

/** Whether a level is at least another. */
export function reaches(held: AssuranceLevel, wanted: AssuranceLevel): boolean {
  return LEVELS.indexOf(held) >= LEVELS.indexOf(wanted);
}

/** The highest of some levels; the lowest there is, of none. */
export function highest(levels: readonly AssuranceLevel[]): AssuranceLevel {
  return levels.reduce((one, other) => (reaches(one, other) ? one : other), PASSWORD_LEVEL);
}

/**
 * The higher of the level that a relying party is registered with and the one that a request asks for by a list of
 * values of which any will do (OpenID Connect Core section 3.1.2.1); null when neither names one that we know.
 */
export function askedLevel(
  registered: string | undefined,
  requested: readonly string[],
): AssuranceLevel | null {
  const named = requested.flatMap((value) => levelOf(value) ?? []);
  const least = LEVELS.find((level) => named.includes(level));
  const asked = [levelOf(registered ?? ''), least].flatMap((level) => level ?? []);
  return asked.length === 0 ? null : highest(asked);
}

/**
 * The value to put on the wire: the first requested one that is met, in the words of the request, so that
 * a client which asked for `LoA1` reads `LoA1`; else the level's own name.
 */
export function acrOnTheWire(held: string | undefined, requested: readonly string[]): string | undefined {
  const heldLevel = held === undefined ? undefined : levelOf(held);
  if (heldLevel === undefined) return held;
  return requested.find((value) => isMet(heldLevel, value)) ?? heldLevel;
}

function isMet(held: AssuranceLevel, value: string): boolean {
  const wanted = levelOf(value);
  return wanted !== undefined && reaches(held, wanted);
}

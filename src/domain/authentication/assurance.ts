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

/** Names that relying systems of the national portal use; `acr_values` takes them, lowest first. */
const ALIASES: ReadonlyMap<string, AssuranceLevel> = new Map([
  ['LoA1', LEVELS[0]],
  ['LoA2', LEVELS[1]],
  ['LoA3', LEVELS[2]],
]);

/** Every value that `acr_values` may carry, for discovery. */
export const ACR_VALUES: readonly string[] = [...LEVELS, ...ALIASES.keys()];

export type Method = 'password';

/** What a person proved at a sign-in. */
export interface Assurance {
  acr: AssuranceLevel;
  amr: string[];
}

/** The level that a set of completed methods reaches. */
export function assuranceOf(methods: readonly Method[]): Assurance {
  if (!methods.includes('password')) throw new Error('a sign-in completes at least one method');
  return { acr: LEVELS[0], amr: ['pwd'] };
}

/** The level that a wire value names; undefined for values we do not know. */
export function levelOf(value: string): AssuranceLevel | undefined {
  return LEVELS.find((level) => level === value) ?? ALIASES.get(value);
}

/** Whether a level is at least another. */
export function reaches(held: AssuranceLevel, wanted: AssuranceLevel): boolean {
  return LEVELS.indexOf(held) >= LEVELS.indexOf(wanted);
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

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../clock.ts';
import { BREAK_GLASS_LOGIN } from '../directory/break-glass-account.ts';
import { normalLogin } from './throttle.ts';

/** How long the first half waits for the second one. */
export const HALF_LIFE_MS = 24 * 60 * 60_000;

/** Codes of eight characters in a half: 24 characters, 118 random bits that the holder of the other half lacks. */
const CODES = 3;
const HALF_LENGTH = 24;

/**
 * `half`: one officer has drawn hers. `sealed`: both have, and it opens the account once. `used`: the account is open by
 * it. `over`: that has ended. `void`: another one took its place.
 */
export type SealState = 'half' | 'sealed' | 'used' | 'over' | 'void';

/** What opens the emergency account: two halves that two officers drew, each seen by one of them alone. */
export interface BreakGlassSeal {
  id: string;
  state: SealState;
  /** SHA-256 in hex; random as the halves are, nothing slower is needed. */
  firstHash: string;
  /** As `actorLabel` writes it. */
  firstBy: string;
  firstAt: Date;
  secondHash: string | null;
  secondBy: string | null;
  sealedAt: Date | null;
  usedAt: Date | null;
  /** Address of the browser. */
  usedFrom: string | null;
  /** When the use ends, or ended. */
  endsAt: Date | null;
}

/** Port of the seals, and of the account that they open. */
export interface BreakGlassStore {
  /** Makes whoever seals or ends a use wait for the end of this transaction. */
  lock(): Promise<void>;
  /** The newest of a state. */
  find(state: SealState): Promise<BreakGlassSeal | undefined>;
  /** The last one that was used, whether or not that has ended. */
  findLastUse(): Promise<BreakGlassSeal | undefined>;
  /** Keeps a first half; one that waited is void. */
  begin(seal: BreakGlassSeal): Promise<void>;
  /** Makes a half whole; what was sealed before is void. By a conditional statement; false when it waits no more. */
  complete(
    id: string,
    second: Required<Pick<BreakGlassSeal, 'secondHash' | 'secondBy' | 'sealedAt'>>,
  ): Promise<boolean>;
  /** Uses a seal up by one conditional statement; false when it is not sealed any more. */
  use(id: string, use: Required<Pick<BreakGlassSeal, 'usedAt' | 'usedFrom' | 'endsAt'>>): Promise<boolean>;
  /** Ends a use by a conditional statement; false when it had ended. */
  end(id: string): Promise<boolean>;
  /** Voids what is drawn or sealed. */
  discard(): Promise<void>;
  /** Opens the account, and makes it at the first time. */
  openAccount(): Promise<void>;
  closeAccount(at: Date): Promise<void>;
}

/** Whether somebody wants to sign in to the emergency account. */
export function isBreakGlass(login: string): boolean {
  return normalLogin(login) === BREAK_GLASS_LOGIN;
}

/** A half, in groups of four without 0 O 1 I L: six of them go on a sheet of paper. */
export function newHalf(ids: Pick<Ids, 'recoveryCode'>): string {
  return Array.from({ length: CODES }, () => ids.recoveryCode()).join('-');
}

/** @param half in either case, with or without dashes and spaces */
export function halfHash(half: string): string {
  return createHash('sha256').update(plain(half)).digest('hex');
}

/** Whether what was typed are both halves, in either order. Pure; takes the same time for right and wrong. */
export function opens(seal: Pick<BreakGlassSeal, 'firstHash' | 'secondHash'>, typed: string): boolean {
  const text = plain(typed);
  const [one, other] = [text.slice(0, HALF_LENGTH), text.slice(HALF_LENGTH)].map(halfHash);
  if (one === undefined || other === undefined || seal.secondHash === null) return false;
  const wanted = `${seal.firstHash}${seal.secondHash}`;
  return [`${one}${other}`, `${other}${one}`].map((found) => isSame(found, wanted)).includes(true);
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function plain(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '');
}

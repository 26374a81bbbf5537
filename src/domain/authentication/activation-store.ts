import type { Day } from '../clock.ts';

/** How many letters may leave, counted with those that left since an instant. */
export interface LetterPace {
  letters: number;
  since: Date;
}

/**
 * Port of the people who are to open their accounts by a mailed link. A letter is due when none was sent, and the
 * account is open on that day, has an official e-mail and no password.
 */
export interface ActivationStore {
  /** Asks for a letter to each of these people, a batch a statement; who was asked for before stays as they are. */
  request(personIds: readonly string[], at: Date): Promise<void>;
  /** Undefined when nobody asked for a letter. */
  find(personId: string): Promise<{ sentAt: Date | null } | undefined>;
  /** Ids of the people whose letters are due on a day, the oldest request first, as many as the pace leaves. */
  listDue(day: Day, pace: LetterPace): Promise<string[]>;
  /** Takes a letter that is due, by a conditional statement; false when another node has it, or it is not due. */
  claim(personId: string, day: Day, now: Date): Promise<boolean>;
  /** Notes a letter that an officer ordered, whatever went before. */
  noteSent(personId: string, at: Date): Promise<void>;
  /** Their letters' links died, with the account or the address they went to: another letter is due. */
  forgetSent(personIds: readonly string[]): Promise<void>;
}

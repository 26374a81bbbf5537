import type { Person } from '../directory/person.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import type { Assurance, AssuranceLevel, CompletedMethod } from './assurance.ts';
import type { SecondMethod } from './authentication-policy.ts';

/** What a session proved, and whose it is. */
export interface HeldSession extends Assurance {
  personId: string;
}

/** The visit that the provider asks for. */
export interface SignInContext {
  /** The interaction's uid. */
  uid: string;
  clientId: string | null;
  /** The higher of what relying party and request ask for; null when neither does. */
  asked: AssuranceLevel | null;
  /** The session to raise; null when the person has to prove everything anew. */
  held: HeldSession | null;
  /** The secret in the browser's device cookie; null without one. */
  device: string | null;
}

/**
 * What the page shows next, or the person who is now signed in. A step that takes an answer carries the state that it was
 * decided on, so that the answer within the same request is not asked for anew.
 */
export type SignInStep =
  | { step: 'identify' }
  /** `trustHours`: for how long the person may choose not to be asked again; 0 when she may not. */
  | { step: 'second-factor'; person: Person; offers: SecondMethod[]; trustHours: number; state: Known }
  | { step: 'enrolment'; person: Person; state: Known }
  | { step: 'certificate'; person: Person }
  | { step: 'change-password'; person: Person; state: Known }
  /** `device`: the secret that the browser keeps from now on. */
  | { step: 'done'; person: Person; assurance: Assurance; device: string };

/** A sign-in whose person is known. */
export interface Known {
  record: PersonRecord;
  completed: CompletedMethod[];
  held: HeldSession | undefined;
  /** Whether a row stands for it: a session that is being raised has none before its first method. */
  isStored: boolean;
}

/** A sign-in that stands at a step of one name, as `next` gave it in this request. */
export type Standing<Step extends SignInStep['step']> = Extract<SignInStep, { step: Step }>;

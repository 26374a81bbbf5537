import { type AssuranceLevel, reaches } from './assurance.ts';

/** How old a sign-in may be on which a person changes what opens the account. */
export const FRESH_MS = 10 * 60_000;

/** Whether a sign-in is recent and strong enough for such a change; one from the future never is. Pure. */
export function isFresh(
  signIn: { at: Date; acr: AssuranceLevel },
  wanted: AssuranceLevel,
  now: Date,
): boolean {
  const age = now.getTime() - signIn.at.getTime();
  return age >= 0 && age <= FRESH_MS && reaches(signIn.acr, wanted);
}

import { dayOf } from '../clock.ts';
import { type AccountState, accountState } from '../directory/account-state.ts';
import { periodOfMandate } from './mandate.ts';
import { type GivenMandate, mandatedPaths } from './mandate-paths.ts';
import { covers } from './period.ts';
import type { Role } from './role.ts';

/** What keeps a mandate from giving a role, the mandator's part of it. */
export type MandateObstacle =
  | { kind: 'mandator_account_not_open'; state: AccountState }
  | { kind: 'mandator_lacks_role' };

/** What the mandator lacks for a mandate that counts at a moment; nothing for one that does not. */
export function mandatorObstacles(given: GivenMandate, role: Role, at: Date): MandateObstacle[] {
  const { mandate, mandator } = given;
  if (!covers(periodOfMandate(mandate), at)) return [];
  if (mandator === undefined) return [{ kind: 'mandator_lacks_role' }];
  const state = accountState(mandator, dayOf(at));
  if (state !== 'open') return [{ kind: 'mandator_account_not_open', state }];
  const isGiven = mandatedPaths(mandate.deputyId, [given], at).some((held) => held.role.id === role.id);
  return isGiven ? [] : [{ kind: 'mandator_lacks_role' }];
}

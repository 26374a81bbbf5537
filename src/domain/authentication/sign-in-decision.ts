import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { Stores } from '../transact.ts';
import { type Decision, decide, demandOn } from './authentication-policy.ts';
import { deviceHash } from './known-device.ts';
import { changeReasonOf } from './password-expiry.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { Known, SignInContext } from './sign-in-step.ts';

/** A decision, and for how many hours a browser may stand in for the code that it asks for; 0: for none. */
export type SignInDecision = Decision & { trustHours: number };

/** What a sign-in of a known person needs next, by the policy and the facts of this moment. */
export async function loadDecision(
  stores: Pick<Stores, 'signIns' | 'roles' | 'directory'>,
  at: { context: SignInContext; state: Known; origin: RequestOrigin; now: Date },
): Promise<SignInDecision> {
  const { asked, device } = at.context;
  const { record, completed, held } = at.state;
  const basis = await stores.signIns.loadBasis(record.person.id, deviceHash(device), at.now);
  const { secondMethods: enrolled, settings: rules } = basis;
  const isAdministrator =
    rules['multi_factor.administrators'] === 1 &&
    (await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at.now)).length > 0;
  const { isOutside } = at.origin;
  const demand = demandOn({ asked, isAdministrator, isOutside, hasSecondFactor: enrolled.length > 0 }, rules);
  const byPassword = completed.some(({ method }) => method === 'password');
  const mustChangePassword =
    byPassword && (await changeReasonOf(stores, record, basis, at.now)) !== undefined;
  const trustHours = demand.takesTrustedDevice ? rules['multi_factor.device_hours'] : 0;
  const isDeviceTrusted = trustHours > 0 && (basis.device?.trustedUntil ?? at.now) > at.now;
  const facts = { completed, held, demand, enrolled, isDeviceTrusted, mustChangePassword };
  return { ...decide(facts), trustHours };
}

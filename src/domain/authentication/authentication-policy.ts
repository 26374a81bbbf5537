import type { Settings } from '../settings/settings.ts';
import {
  type Assurance,
  type AssuranceLevel,
  assuranceOf,
  CERTIFICATE_LEVEL,
  type CompletedMethod,
  highest,
  type Method,
  MULTI_FACTOR_LEVEL,
  PASSWORD_LEVEL,
  reaches,
} from './assurance.ts';

/** Settings that say who needs a second factor. */
export type MultiFactorRules = Pick<
  Settings,
  'multi_factor.administrators' | 'multi_factor.outside' | 'multi_factor.everybody'
>;

export interface DemandFacts {
  /** The highest of what relying party and request ask for; null when neither asks. */
  asked: AssuranceLevel | null;
  /** Holds a role at the product itself. */
  isAdministrator: boolean;
  /** Comes from a network that is not the ministry's. */
  isOutside: boolean;
  /** Has enrolled one: a password alone must not open what a second factor guards. */
  hasSecondFactor: boolean;
}

/** What a sign-in has to reach. */
export interface Demand {
  level: AssuranceLevel;
  /** Whether a device trusted before stands for the second factor. */
  takesTrustedDevice: boolean;
}

/** What a person has to prove, by policy and by what is asked for. Pure. */
export function demandOn(facts: DemandFacts, rules: MultiFactorRules): Demand {
  const isAdministrator = facts.isAdministrator && rules['multi_factor.administrators'] === 1;
  const isDemanded =
    isAdministrator ||
    facts.hasSecondFactor ||
    (facts.isOutside && rules['multi_factor.outside'] === 1) ||
    rules['multi_factor.everybody'] === 1;
  return {
    level: highest([facts.asked ?? PASSWORD_LEVEL, isDemanded ? MULTI_FACTOR_LEVEL : PASSWORD_LEVEL]),
    takesTrustedDevice: !isAdministrator,
  };
}

/** What a session has to have reached, whoever's it is, before it is used from some network. Pure. */
export function levelFrom(
  { isOutside }: Pick<DemandFacts, 'isOutside'>,
  rules: MultiFactorRules,
): AssuranceLevel {
  if (!isOutside) return PASSWORD_LEVEL;
  return demandOn({ asked: null, isAdministrator: false, isOutside, hasSecondFactor: false }, rules).level;
}

/** Methods by which a person whose password is known goes on. */
export type SecondMethod = Exclude<Method, 'password' | 'trusted-device' | 'break-glass'>;

export interface SignInFacts {
  completed: readonly CompletedMethod[];
  /** What the session proved before that is being raised. */
  held: Assurance | undefined;
  demand: Demand;
  /** What the person has enrolled and may use now. */
  enrolled: readonly SecondMethod[];
  isDeviceTrusted: boolean;
  /** The password has to be replaced before it opens anything. */
  mustChangePassword: boolean;
}

/** What a sign-in of a known person needs next. */
export type Decision =
  | { need: 'second-factor'; offers: SecondMethod[] }
  /** Nothing is enrolled that would reach the level: something has to be. */
  | { need: 'enrolment' }
  /** Only a certificate would do, and none is enrolled. */
  | { need: 'certificate' }
  | { need: 'new-password' }
  | { need: 'nothing'; assurance: Assurance };

/**
 * The one rule that orders the steps of a sign-in: first the level, then a password that must be replaced.
 * Denies by default: `nothing` only when the level is reached.
 */
export function decide(facts: SignInFacts): Decision {
  const { demand, enrolled } = facts;
  const completed = withTrustedDevice(facts);
  const assurance = assuranceOf(completed, facts.held);
  if (reaches(assurance.acr, demand.level)) {
    const byPassword = facts.completed.some(({ method }) => method === 'password');
    return byPassword && facts.mustChangePassword ? { need: 'new-password' } : { need: 'nothing', assurance };
  }
  if (demand.level === CERTIFICATE_LEVEL)
    return enrolled.includes('certificate')
      ? { need: 'second-factor', offers: ['certificate'] }
      : { need: 'certificate' };
  const offers = enrolled.filter((method) => reaches(levelWith(facts, method), demand.level));
  // Recovery codes stand in for a factor; alone they are none.
  return offers.some((method) => method !== 'recovery-code')
    ? { need: 'second-factor', offers }
    : { need: 'enrolment' };
}

function withTrustedDevice({ completed, demand, isDeviceTrusted }: SignInFacts): CompletedMethod[] {
  const [first] = completed;
  if (!isDeviceTrusted || !demand.takesTrustedDevice || first === undefined) return [...completed];
  return [...completed, { method: 'trusted-device', at: first.at }];
}

function levelWith({ completed, held }: SignInFacts, method: SecondMethod): AssuranceLevel {
  return assuranceOf([...completed, { method, at: new Date(0) }], held).acr;
}

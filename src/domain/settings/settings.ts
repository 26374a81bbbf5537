import { DomainError } from '../errors.ts';

interface WholeNumber {
  default: number;
  least: number;
  most: number;
}

/** Policies that officers change while the server runs. Each is a whole number in a range. */
export const SETTINGS = {
  /** People that a plan may remove before somebody else has to approve it. */
  'guard.people': { default: 50, least: 0, most: 1_000_000 },
  /** The same in percent of the active people; the smaller of both counts. */
  'guard.percent': { default: 2, least: 0, most: 100 },
  /** Days for which a mover keeps the roles of the old post, privileged ones apart. */
  'handover.days': { default: 0, least: 0, most: 90 },
  /** How many days an acting mandate may last at most. */
  'mandate.days': { default: 90, least: 1, most: 366 },
  /** Days without a sign-in after which an account is flagged as dormant; 0 flags nobody. */
  'dormant.days': { default: 45, least: 0, most: 3650 },
  /** Days between the flag and the end of the account. */
  'dormant.grace_days': { default: 14, least: 1, most: 365 },
  /** 1: people whom a plan adds get a letter by which they open their account; 0: nobody gets one by itself. */
  'activation.by_mail': { default: 1, least: 0, most: 1 },
  /** How many hours the link in such a letter works. */
  'activation.hours': { default: 72, least: 1, most: 720 },
  /** Such letters a minute, for the sake of the mail server. */
  'activation.letters': { default: 200, least: 1, most: 10_000 },
  /** Code points of a password that stands alone (NIST SP 800-63B-4: 15 are advised, TCVN 14423: 14). */
  'password.length': { default: 14, least: 8, most: 64 },
  /** Code points of a password with a second factor beside it. */
  'password.length_with_factor': { default: 8, least: 8, most: 64 },
  /** The least strength of a new password, as zxcvbn counts: 3 withstands 10^8 guesses; 0 asks for none. */
  'password.strength': { default: 3, least: 0, most: 4 },
  /** The same with a second factor beside it: eight random characters have 2. */
  'password.strength_with_factor': { default: 2, least: 0, most: 4 },
  /** How many former passwords may not come back. Each costs a hash at a change, hence the bound. */
  'password.history': { default: 5, least: 0, most: 24 },
  /** The same for administrators. */
  'password.admin_history': { default: 10, least: 0, most: 24 },
  /** Days after which a password ends; 0: never, as NIST SP 800-63B-4 wants it. */
  'password.days': { default: 0, least: 0, most: 3650 },
  /** The same for administrators; of two settings the shorter one counts. */
  'password.admin_days': { default: 60, least: 0, most: 3650 },
  /** 1: the administrator of the requester's unit approves a request for a role before the system's owner does. */
  'request.unit_step': { default: 1, least: 0, most: 1 },
  /** Days after which a step of a request that nobody decided on ends it. */
  'request.step_days': { default: 7, least: 1, most: 90 },
  /** Days for which a role is asked for when the request names no day. */
  'request.role_days': { default: 180, least: 1, most: 3650 },
  /** Days for which a role may be asked for at most. */
  'request.role_days_most': { default: 365, least: 1, most: 3650 },
  /** Wrong passwords in a row that cost no waiting; each one after them doubles it, from 2 s on. */
  'lock.free': { default: 3, least: 1, most: 100 },
  /** Wrong passwords in a row that close the password path of an account. */
  'lock.attempts': { default: 5, least: 2, most: 100 },
  /** Minutes of rest after which it opens by itself. */
  'lock.minutes': { default: 15, least: 1, most: 43_200 },
  /** 1: whoever holds a role at the product itself signs in with a second factor. */
  'multi_factor.administrators': { default: 1, least: 0, most: 1 },
  /** 1: so does whoever comes from outside the ministry's networks, when these are named. */
  'multi_factor.outside': { default: 1, least: 0, most: 1 },
  /** 1: so does everybody. */
  'multi_factor.everybody': { default: 0, least: 0, most: 1 },
  /** Hours for which a browser stands in for the one-time code, when the person chooses that; 0 offers it to nobody. */
  'multi_factor.device_hours': { default: 12, least: 0, most: 720 },
  /** Days between letters to who needs a second factor and has none; 0: nobody gets one. */
  'multi_factor.reminder_days': { default: 7, least: 0, most: 365 },
  /** Minutes of rest after which the console asks its officers to sign in again. */
  'console.idle_minutes': { default: 15, least: 1, most: 480 },
  /** Minutes for which the emergency account is open once it was used. */
  'break_glass.minutes': { default: 60, least: 5, most: 480 },
  /** Days between access reviews: in a first one, what happened in so many counts as changed. */
  'review.interval_days': { default: 182, least: 1, most: 3650 },
  /** Days for deciding on everything in an access review. */
  'review.decide_days': { default: 30, least: 1, most: 365 },
  /** Days without a use after which a review flags a role grant. */
  'review.unused_days': { default: 90, least: 1, most: 3650 },
} as const satisfies Record<string, WholeNumber>;

export type SettingName = keyof typeof SETTINGS;

/** The value of every setting. */
export type Settings = Readonly<Record<SettingName, number>>;

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** Whether a setting is off or on, and nothing between. */
export function isSwitch(name: SettingName): boolean {
  const { least, most } = SETTINGS[name];
  return least === 0 && most === 1;
}

/** Port of what differs from the defaults. */
export interface SettingStore {
  /** Makes whoever changes settings wait until this transaction is over. */
  lock(): Promise<void>;
  /** Names unknown to this version are left out. */
  load(): Promise<Settings>;
  /** Null goes back to the default. */
  save(name: SettingName, value: number | null): Promise<void>;
}

/** The settings with what is stored in place of the defaults. */
export function settingsWith(stored: Iterable<{ name: string; value: number }>): Settings {
  const values = new Map<string, number>(SETTING_NAMES.map((name) => [name, SETTINGS[name].default]));
  for (const { name, value } of stored) if (values.has(name)) values.set(name, value);
  return Object.fromEntries(values) as Settings;
}

/** The name of a setting. @throws setting_unknown {name} */
export function parseSettingName(text: string): SettingName {
  const name = SETTING_NAMES.find((known) => known === text);
  if (name === undefined) throw new DomainError('setting_unknown', { name: text });
  return name;
}

/** The value of a setting as written. @throws setting_invalid {name, value, least, most} */
export function parseSettingValue(name: SettingName, text: string): number {
  const { least, most } = SETTINGS[name];
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new DomainError('setting_invalid', { name, value: text, least, most });
}

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
  /** 1: the administrator of the requester's unit approves a request for a role before the system's owner does. */
  'request.unit_step': { default: 1, least: 0, most: 1 },
  /** Days after which a step of a request that nobody decided on ends it. */
  'request.step_days': { default: 7, least: 1, most: 90 },
  /** Days for which a role is asked for when the request names no day. */
  'request.role_days': { default: 180, least: 1, most: 3650 },
  /** Days for which a role may be asked for at most. */
  'request.role_days_most': { default: 365, least: 1, most: 3650 },
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

/** Port of what differs from the defaults. */
export interface SettingStore {
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

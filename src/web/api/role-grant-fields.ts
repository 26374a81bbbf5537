/** Fields by which a rule names its holders. */
export const RULE = {
  unit: { is: 'text', about: 'code of a unit' },
  subtree: { is: 'flag', about: 'the units below the unit as well' },
  position: { is: 'text', about: 'code of a position' },
  category: { is: 'text', about: 'name or code of a staff category' },
} as const;

/** Fields of what a role grant covers, from when until when, and why. */
export const TERMS = {
  extent: { is: 'text', about: 'code of the unit that the role is limited to' },
  from: { is: 'text', about: 'a day of Asia/Ho_Chi_Minh or an RFC 3339 time' },
  until: { is: 'text', about: 'a day, included, or an RFC 3339 time' },
  decision: { is: 'text', about: 'number of the decision that orders it' },
  reason: { is: 'text', about: 'why', maximum: 1000 },
} as const;

/** A plan of the directory that changes nothing. */
export const EMPTY_PLAN = {
  plan: 'p',
  joiners: [],
  movers: [],
  leavers: [],
  changed: [],
  unchanged: 1,
  units: { added: 0, changed: 0, removed: 0 },
  mailboxes: { added: 0, changed: 0, removed: 0 },
  roles: { gained: [], lost: [] },
  orphans: [],
  separation: [],
  refused: [],
  guard: { removals: 0, people: 0, limit: 0, verdict: 'ok' },
};

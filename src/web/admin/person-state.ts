import type { Person } from '../../domain/directory/person.ts';
import type { ListedPerson } from '../../domain/overview/people-overview.ts';
import type { MessageKey } from '../../messages/translate.ts';

/** A person's state in a list: only exceptions stand out. */
export interface StateView {
  tone: 'plain' | 'ok' | 'warn' | 'bad';
  text: MessageKey;
  until: Date | null;
  /** Since it was flagged for want of a sign-in: the day on which it closes. */
  closesAt: Date | null;
}

/** What is worth saying of an account, the most serious first. Pure. */
export function stateOf(
  { status }: Pick<Person, 'status'>,
  { state, isActivated, lockedUntil, closesAt }: NonNullable<ListedPerson['account']>,
  now: Date,
): StateView {
  const shown = (tone: StateView['tone'], text: MessageKey, until: Date | null = null): StateView => ({
    tone,
    text,
    until,
    closesAt: state === 'open' ? closesAt : null,
  });
  if (state === 'disabled') return shown('bad', 'people.state.disabled');
  if (state === 'not_working') return shown('warn', `people.hr.${status}`);
  if (state !== 'open') return shown('warn', `people.state.${state}`);
  if (lockedUntil !== null && lockedUntil > now) return shown('bad', 'people.state.locked', lockedUntil);
  if (!isActivated) return shown('warn', 'people.state.inactivated');
  return shown(status === 'dang_cong_tac' ? 'ok' : 'plain', `people.hr.${status}`);
}

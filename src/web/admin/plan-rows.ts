import type { PlanReport } from '../../domain/directory/staff-plan-report.ts';
import type { PlannedPerson, PlannedPost } from '../../domain/directory/staff-summary.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { RoleEffect } from '../../domain/roles/role-effects.ts';
import { isMessageKey, type Translate } from '../../messages/translate.ts';
import type { PlanRowView } from './hr-imports-view.ts';

type Named = Pick<PlannedPerson, 'employeeNo' | 'email'>;

/**
 * The people of a plan, one line each: leavers first, then movers, joiners and the rest, because that is how much there
 * is to lose. Pure.
 * @param unitName what a unit with a code is called
 */
export function planRows(
  { joiners, movers, leavers, changed, roles }: PlanReport,
  t: Translate,
  unitName: (code: string) => string,
): PlanRowView[] {
  const gained = groupBy(roles.gained, keyOf);
  const lost = groupBy(roles.lost, keyOf);
  const row = (person: PlannedPerson, rest: Pick<PlanRowView, 'kind' | 'before' | 'after'>): PlanRowView => ({
    name: person.fullName,
    number: person.employeeNo ?? person.email,
    ...rest,
    gained: countOf(gained, person),
    lost: countOf(lost, person),
  });
  const post = ({ unitCode, position }: PlannedPost) =>
    [unitCode === null ? null : unitName(unitCode), position].filter(Boolean).join(', ') || null;
  const fields = (names: readonly string[]) => names.map((name) => fieldName(name, t)).join(', ');
  return [
    ...leavers.map((person) => row(person, { kind: 'leaver', before: null, after: t('imports.leaves') })),
    ...movers.map((person) =>
      row(person, { kind: 'mover', before: post(person.from), after: post(person.to) }),
    ),
    ...joiners.map((person) => row(person, { kind: 'joiner', before: null, after: person.email })),
    ...changed.map((person) => row(person, { kind: 'changed', before: null, after: fields(person.fields) })),
  ];
}

/** A field of a person in the words of officers. */
function fieldName(name: string, t: Translate): string {
  const key = `imports.field.${name}`;
  return isMessageKey(key) ? t(key) : name;
}

function keyOf({ employeeNo, email }: Named): string {
  return `${employeeNo ?? ''} ${email ?? ''}`;
}

function countOf(effects: ReadonlyMap<string, RoleEffect[]>, person: Named): number {
  return effects.get(keyOf(person))?.length ?? 0;
}

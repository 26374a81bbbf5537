import type { RolePlan } from '../../domain/role-plans/role-plan.ts';
import type { RoleShiftList } from '../../domain/role-plans/role-shifts.ts';
import { refusalText } from '../../messages/refusal-text.ts';
import type { Lang } from '../../messages/translate.ts';
import { roleName } from '../portal/role-names.ts';
import type { WebParts } from '../web-parts.ts';
import { roleGrantWords } from './role-grant-words.ts';
import type { PlanContentView, ShiftsView } from './role-plans-view.ts';

/** Rows of a list that a page draws; the rest is counted. */
const SHOWN = 50;

/** What a plan of role grants would do, in the words of a page: the beginning of each of its lists. */
export async function planContent(
  { roleGrantOverview: overview, stores }: Pick<WebParts, 'roleGrantOverview' | 'stores'>,
  plan: RolePlan,
  lang: Lang,
): Promise<PlanContentView> {
  const rows = [...plan.granted.slice(0, SHOWN), ...plan.revoked.slice(0, SHOWN)];
  const words = roleGrantWords(await overview.factsOf(rows.map(({ roleGrant }) => roleGrant)), lang);
  const all = await stores.roles.listRoles();
  const names = new Map(all.map((role) => [`${role.clientId}:${role.code}`, roleName(role, lang)]));
  const nameOf = (label: string) => names.get(label) ?? label;
  const listed = (planned: RolePlan['granted']) => ({
    count: planned.length,
    sentences: planned.slice(0, SHOWN).map(({ roleGrant }) => words.of(roleGrant).sentence),
  });
  return {
    granted: listed(plan.granted),
    revoked: listed(plan.revoked),
    unchanged: plan.unchanged,
    gained: shiftsView(plan.shifts.gained, nameOf),
    lost: shiftsView(plan.shifts.lost, nameOf),
    conflicts: plan.separation
      .slice(0, SHOWN)
      .map(({ fullName, roles }) => ({ name: fullName, roles: roles.map(nameOf).join(', ') })),
    refused: plan.refused.slice(0, SHOWN).map(({ file, line, column, value, code }) => ({
      place: line === 0 ? column : [file, line, column].join(':'),
      value,
      text: refusalText(code)[lang],
    })),
    guard: plan.guard,
  };
}

function shiftsView({ people, listed }: RoleShiftList, nameOf: (label: string) => string): ShiftsView {
  return {
    people,
    listed: listed.slice(0, SHOWN).map(({ fullName, employeeNo, email, role, from }) => {
      return { name: fullName, number: employeeNo ?? email, role: nameOf(role), from };
    }),
  };
}

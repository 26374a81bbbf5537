import type { PendingRolePlan, RolePlanInput } from '../../domain/role-plans/pending-role-plan.ts';
import { pendingRoleFields } from '../../messages/waiting-plan-fields.ts';
import type { Command, CommandIo, Invocation } from '../command.ts';
import { table } from '../table.ts';
import { showRolePlan } from './role-plan-report.ts';

const rolePlan: Command = {
  usage: 'role plan PLAN',
  summary: {
    vi: 'Xem một kế hoạch cấp quyền đang chờ',
    en: 'Show a plan of role grants that waits',
  },
  words: [1, 1],
  async run({ services, io, positionals: [name = ''], isJson }) {
    const { pending, plan } = await services.pendingRolePlans.findPending(name);
    const facts = { pending: pendingRoleFields(pending) };
    if (plan !== undefined) showRolePlan(io, plan, { isJson, next: nextOf(pending), facts });
    else if (isJson) io.out(`${JSON.stringify(facts)}\n`);
    else listPendingRolePlans(io, [pending], false);
  },
};

const PAST = { approve: 'Đã duyệt và áp dụng / approved and applied', reject: 'Đã từ chối / rejected' };

const decision = (word: keyof typeof PAST, summary: Command['summary']): Command => ({
  usage: `role ${word}-plan PLAN`,
  summary,
  words: [1, 1],
  async run({ services, io, actor, positionals: [name = ''], isJson }) {
    const decided = await services.pendingRolePlans[word](name, actor);
    const text = `${PAST[word]}: ${decided.plan}\n`;
    io.out(isJson ? `${JSON.stringify(pendingRoleFields(decided))}\n` : text);
  },
});

export const pendingRolePlanCommands: Command[] = [
  rolePlan,
  decision('approve', {
    vi: 'Phê duyệt kế hoạch cấp quyền của người khác và áp dụng',
    en: 'Approve somebody else’s plan of role grants and apply it',
  }),
  decision('reject', {
    vi: 'Từ chối hoặc rút một kế hoạch cấp quyền',
    en: 'Reject or withdraw a plan of role grants',
  }),
];

/** Keeps a plan in place of applying it, and says what comes next. @throws staff_file_refused */
export async function submitRolePlan(
  { services, io, actor, isJson }: Invocation,
  input: RolePlanInput,
): Promise<void> {
  const { pending, plan } = await services.pendingRolePlans.submit(input, actor);
  const next = pending === undefined ? 'Không có gì thay đổi / nothing changes\n' : nextOf(pending);
  const facts = { pending: pending === undefined ? null : pendingRoleFields(pending) };
  showRolePlan(io, plan, { isJson, next, facts });
}

/** Plans that wait, a line each. */
export function listPendingRolePlans(
  io: CommandIo,
  plans: readonly PendingRolePlan[],
  isJson: boolean,
): void {
  const rows = plans.map(({ submittedAt, plan, kind, state, submittedBy, granted, revoked, guard }) => [
    submittedAt.toISOString(),
    plan,
    `${kind}, ${state}`,
    submittedBy,
    `+${granted} -${revoked}`,
    guard.verdict,
  ]);
  io.out(isJson ? `${JSON.stringify(plans.map(pendingRoleFields))}\n` : table(rows));
}

function nextOf({ plan }: PendingRolePlan): string {
  return `Chờ người thứ hai duyệt / a second person approves: role approve-plan ${plan}\n`;
}

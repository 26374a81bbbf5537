import type { PendingInput, PendingPlan } from '../../domain/directory/pending-plan.ts';
import { reportOf } from '../../domain/directory/staff-plan-report.ts';
import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import { pendingFields } from '../../messages/waiting-plan-fields.ts';
import type { Command, CommandIo, Invocation } from '../command.ts';
import { table } from '../table.ts';
import { showPlan } from './staff-plan-report.ts';

const staffPlan: Command = {
  usage: 'staff plan PLAN',
  summary: { vi: 'Xem một kế hoạch đang chờ', en: 'Show a plan that waits' },
  words: [1, 1],
  async run({ services, io, positionals: [name = ''], isJson }) {
    const { pending, report } = await services.pendingPlans.findPending(name);
    const facts = { pending: pendingFields(pending) };
    if (report !== undefined) showPlan(io, report, { isJson, next: nextOf(pending), facts });
    else if (isJson) io.out(`${JSON.stringify(facts)}\n`);
    else listPending(io, [pending], false);
  },
};

const PAST = { approve: 'Đã duyệt và áp dụng / approved and applied', reject: 'Đã từ chối / rejected' };

const decision = (word: keyof typeof PAST, summary: Command['summary']): Command => ({
  usage: `staff ${word} PLAN`,
  summary,
  words: [1, 1],
  async run({ services, io, actor, positionals: [name = ''], isJson }) {
    told(io, await services.pendingPlans[word](name, actor), isJson, PAST[word]);
  },
});

const staffApply: Command = {
  usage: 'staff apply PLAN',
  summary: { vi: 'Áp dụng một kế hoạch đã trình', en: 'Apply a submitted plan' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [name = ''], isJson }) {
    told(io, await services.pendingPlans.applyPending(name, actor), isJson, 'Đã áp dụng / applied');
  },
};

export const pendingPlanCommands: Command[] = [
  staffPlan,
  decision('approve', {
    vi: 'Phê duyệt kế hoạch của người khác và áp dụng',
    en: 'Approve somebody else’s plan and apply it',
  }),
  staffApply,
  decision('reject', { vi: 'Từ chối hoặc rút một kế hoạch', en: 'Reject or withdraw a plan' }),
];

/** Keeps a plan in place of applying it, and says what comes next. @throws staff_file_refused */
export async function submitPlan(
  { services, io, actor, isJson }: Invocation,
  input: PendingInput,
): Promise<void> {
  const { pending, preview } = await services.pendingPlans.submit(input, actor);
  const next = pending === undefined ? 'Không có gì thay đổi / nothing changes\n' : nextOf(pending);
  const facts = { pending: pending === undefined ? null : pendingFields(pending) };
  showPlan(io, reportOf(preview), { isJson, next, facts });
}

/** Plans that wait, a line each. */
export function listPending(io: CommandIo, plans: PendingPlan[], isJson: boolean): void {
  const rows = plans.map((each) => [
    each.submittedAt.toISOString(),
    each.plan,
    `${each.kind}, ${each.state}`,
    each.submittedBy,
    countsText(each),
    each.guard.verdict,
  ]);
  io.out(isJson ? `${JSON.stringify(plans.map(pendingFields))}\n` : table(rows));
}

/** What a plan does to how many people, in short. */
export function countsText({
  joiners,
  movers,
  leavers,
  changed,
}: Pick<AppliedPlan, 'joiners' | 'movers' | 'leavers' | 'changed'>): string {
  return `+${joiners} →${movers} -${leavers} ~${changed}`;
}

function nextOf({ plan, guard }: PendingPlan): string {
  return guard.verdict === 'blocked'
    ? `Chờ người thứ hai duyệt / a second person approves: staff approve ${plan}\n`
    : `Đang chờ / it waits: staff apply ${plan}\n`;
}

function told(io: CommandIo, pending: PendingPlan, isJson: boolean, what: string): void {
  io.out(isJson ? `${JSON.stringify(pendingFields(pending))}\n` : `${what}: ${pending.plan}\n`);
}

import { IDENTITY_CHECKS } from '../../domain/authentication/factor-reset.ts';
import { factorResetFields } from '../../messages/factor-reset-fields.ts';
import { type Command, requiredOption, UsageError } from '../command.ts';
import { table } from '../table.ts';

const CHECKS = IDENTITY_CHECKS.join('|');

const resetFactors: Command = {
  usage: `account reset-factors PERSON --checked ${CHECKS} --reference TEXT --reason TEXT`,
  summary: {
    vi: 'Gỡ mọi yếu tố xác thực thứ hai và kết thúc mọi phiên của một người đã đối chiếu danh tính; tài khoản đặc quyền chờ người thứ hai phê duyệt',
    en: 'Take every second factor away and end all sessions of a person whose identity was checked; a privileged account waits for a second person',
  },
  words: [1, 1],
  options: { checked: { type: 'string' }, reference: { type: 'string' }, reason: { type: 'string' } },
  async run({ services, io, actor, positionals: [person = ''], values, isJson }) {
    const named = requiredOption(values, 'checked');
    const checked = IDENTITY_CHECKS.find((each) => each === named);
    if (checked === undefined) throw new UsageError(`--checked is one of ${CHECKS}, not ${named}`);
    const reference = requiredOption(values, 'reference');
    const reason = requiredOption(values, 'reason');
    const { reset, sessions } = await services.factorResets.ask(
      person,
      { checked, reference, reason },
      actor,
    );
    const done = reset.state === 'done';
    if (isJson) return io.out(`${JSON.stringify({ done, sessions, reset: factorResetFields(reset) })}\n`);
    io.out(
      done
        ? `Đã đặt lại, kết thúc ${sessions} phiên / reset, sessions ended: ${sessions}\n`
        : `Tài khoản đặc quyền, chờ người thứ hai / privileged, a second person approves: account approve-reset ${reset.id}\n`,
    );
  },
};

const pending: Command = {
  usage: 'account pending-resets',
  summary: {
    vi: 'Các đề nghị đặt lại đang chờ người thứ hai phê duyệt',
    en: 'List resets of second factors that wait for a second person',
  },
  words: [0, 0],
  async run({ services, io, isJson }) {
    const rows = (await services.factorResets.listWaiting()).map(factorResetFields);
    if (isJson) return io.out(`${JSON.stringify(rows)}\n`);
    const lines = rows.map((row) => [
      row.id,
      row.name,
      `${row.checked}: ${row.reference}`,
      row.reason,
      row.asked_by,
      row.expires_at.toISOString(),
    ]);
    io.out(table(lines));
  },
};

const PAST = { approve: 'Đã duyệt và đặt lại / approved and reset', reject: 'Đã từ chối / rejected' };

const decision = (word: keyof typeof PAST, summary: Command['summary']): Command => ({
  usage: `account ${word}-reset ID`,
  summary,
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''], isJson }) {
    const { reset, sessions } = await services.factorResets[word](id, actor);
    io.out(
      isJson
        ? `${JSON.stringify({ sessions, reset: factorResetFields(reset) })}\n`
        : `${PAST[word]}: ${reset.personName}\n`,
    );
  },
});

export const factorResetCommands: Command[] = [
  resetFactors,
  pending,
  decision('approve', {
    vi: 'Phê duyệt việc đặt lại do người khác đề nghị',
    en: 'Approve a reset that somebody else asked for',
  }),
  decision('reject', { vi: 'Từ chối hoặc rút một đề nghị đặt lại', en: 'Reject or withdraw a reset' }),
];

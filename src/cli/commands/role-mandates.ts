import { mandateFields } from '../../messages/mandate-fields.ts';
import {
  type Command,
  requiredOption,
  roleName,
  sayDone,
  textOption,
  textOptions,
  UsageError,
} from '../command.ts';
import { table } from '../table.ts';

const mandate: Command = {
  usage:
    'role mandate --from PERSON --to PERSON --role CLIENT:CODE… [--since DAY] --until DAY --decision NUMBER [--reason TEXT]',
  summary: {
    vi: 'Ủy quyền: người thứ hai giữ vai trò của người thứ nhất đến một ngày',
    en: 'Mandate a deputy to hold somebody’s roles until a day',
  },
  words: [0, 49],
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    role: { type: 'string', multiple: true },
    since: { type: 'string' },
    until: { type: 'string' },
    decision: { type: 'string' },
    reason: { type: 'string' },
  },
  async run({ services, io, actor, positionals, values, isJson }) {
    const names = [...textOptions(values, 'role'), ...positionals];
    if (names.length === 0) throw new UsageError('--role is required');
    const { id, from, until } = await services.mandates.give(actor, {
      from: requiredOption(values, 'from'),
      to: requiredOption(values, 'to'),
      roles: names.map(roleName),
      since: textOption(values, 'since'),
      until: requiredOption(values, 'until'),
      decision: requiredOption(values, 'decision'),
      reason: textOption(values, 'reason'),
    });
    io.out(isJson ? `${JSON.stringify({ id, from, until })}\n` : `${id}\n`);
  },
};

const mandates: Command = {
  usage: 'role mandates [--person PERSON]',
  summary: { vi: 'Các ủy quyền đã nhập, của một người', en: 'List mandates, of one person' },
  words: [0, 0],
  options: { person: { type: 'string' } },
  async run({ services, io, values, isJson }) {
    const found = await services.mandates.list(textOption(values, 'person'));
    const rows = found.map(({ id, mandatorName, deputyName, roles, from, until, endedAt, decision }) => [
      id,
      `${mandatorName} → ${deputyName}`,
      roles.join(' '),
      `${from.toISOString()} – ${(endedAt ?? until).toISOString()}`,
      decision,
    ]);
    io.out(isJson ? `${JSON.stringify(found.map(mandateFields))}\n` : table(rows));
  },
};

const endMandate: Command = {
  usage: 'role end-mandate MANDATE',
  summary: { vi: 'Chấm dứt ủy quyền trước hạn', en: 'End a mandate early' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''], isJson }) {
    await services.mandates.end(actor, id);
    sayDone({ io, isJson }, `Đã chấm dứt / ended: ${id}`);
  },
};

export const mandateCommands: Command[] = [mandate, mandates, endMandate];

import { PAGE_MAX, type StaffQuery } from '../../domain/directory/staff-search.ts';
import { parseStatus } from '../../domain/directory/staff-values.ts';
import { type Command, type Invocation, textOption, UsageError } from '../command.ts';
import { table } from '../table.ts';
import { personFields } from './staff-person.ts';

/** Everybody, or a page of the people that match. The cursor goes to standard error: what is read stays a list. */
export const staffList: Command = {
  usage: 'staff list [TEXT…] [--unit CODE] [--status STATUS|dormant] [--limit N] [--cursor CURSOR]',
  summary: { vi: 'Danh sách, tìm kiếm cán bộ', en: 'List or search people' },
  words: [0, 20],
  options: {
    unit: { type: 'string' },
    status: { type: 'string' },
    limit: { type: 'string' },
    cursor: { type: 'string' },
  },
  async run({ services, io, positionals, values, isJson }) {
    const query = queryOf(positionals, values);
    const { people, next } =
      query === undefined
        ? { people: await services.staff.list(), next: null }
        : await services.staff.search(query);
    const rows = people.map(({ employeeNo, fullName, email, status }) => [
      employeeNo ?? '–',
      fullName,
      email ?? '–',
      status,
    ]);
    io.out(isJson ? `${JSON.stringify(people.map(personFields))}\n` : table(rows));
    if (next !== null) io.err(`Còn nữa / more: --cursor ${next}\n`);
  },
};

/** Undefined when nothing is asked for. */
function queryOf(words: string[], values: Invocation['values']): StaffQuery | undefined {
  const text = words.length === 0 ? undefined : words.join(' ');
  const query = {
    text,
    unit: textOption(values, 'unit'),
    ...statusOf(textOption(values, 'status')),
    limit: limitOf(textOption(values, 'limit')),
    cursor: textOption(values, 'cursor'),
  };
  return Object.values(query).every((value) => value === undefined) ? undefined : query;
}

/** HR's statuses, and the flag of accounts that nobody signs in to. */
function statusOf(text: string | undefined): Pick<StaffQuery, 'status' | 'isDormant'> {
  if (text === undefined) return {};
  if (text === 'dormant') return { isDormant: true };
  const status = parseStatus(text);
  if ('code' in status) throw new UsageError(`--status does not know ${text}`);
  return { status: status.value };
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > PAGE_MAX) throw new UsageError(`--limit takes 1 to ${PAGE_MAX}`);
  return limit;
}

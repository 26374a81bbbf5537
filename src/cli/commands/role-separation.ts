import type { ListedSeparation } from '../../domain/roles/separation-service.ts';
import {
  type Command,
  type Invocation,
  requiredOption,
  roleName,
  sayDone,
  textOption,
  UsageError,
} from '../command.ts';
import { table } from '../table.ts';
import { violationFields, violationWords } from './separation-fields.ts';

/** As many as one separation takes, and one more, which it refuses in words. */
const ROLES_MOST = 51;

const separate: Command = {
  usage: 'role separate CLIENT:CODE CLIENT:CODE… [--name TEXT] [--most N]',
  summary: {
    vi: 'Tách nhiệm vụ: vai trò một người không được giữ cùng lúc',
    en: 'Keep roles apart that one person must not hold together',
  },
  words: [2, ROLES_MOST],
  options: { name: { type: 'string' }, most: { type: 'string' } },
  async run({ services, io, actor, positionals, values, isJson }) {
    const { separation, violations } = await services.separations.separate(actor, {
      roles: positionals.map(roleName),
      name: textOption(values, 'name'),
      most: mostOf(textOption(values, 'most')),
    });
    if (isJson) {
      const { id, name, most } = separation;
      io.out(`${JSON.stringify({ id, name, most, violations: violations.map(violationFields) })}\n`);
      return;
    }
    io.out(`${separation.id}\n`);
    if (violations.length > 0)
      io.out(`Đang vi phạm / violated by:\n${table(violations.map(violationWords))}`);
  },
};

const separations: Command = {
  usage: 'role separations [--violations]',
  summary: {
    vi: 'Các quy tắc tách nhiệm vụ, ai đang vi phạm',
    en: 'List separations of duties, or violations',
  },
  words: [0, 0],
  options: { violations: { type: 'boolean' } },
  async run(invocation) {
    if (invocation.values.violations === true) await showViolations(invocation);
    else await showSeparations(invocation);
  },
};

const unseparate: Command = {
  usage: 'role unseparate SEPARATION',
  summary: { vi: 'Kết thúc một quy tắc tách nhiệm vụ', en: 'End a separation of duties' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''], isJson }) {
    await services.separations.end(actor, id);
    sayDone({ io, isJson }, `Đã kết thúc / ended: ${id}`);
  },
};

const except: Command = {
  usage:
    'role except --separation SEPARATION --person PERSON --decision NUMBER [--from DAY] --until DAY [--reason TEXT]',
  summary: {
    vi: 'Ngoại lệ tách nhiệm vụ cho một người, có quyết định và thời hạn',
    en: 'Except a person from a separation, on a decision and until a day',
  },
  words: [0, 0],
  options: {
    separation: { type: 'string' },
    person: { type: 'string' },
    decision: { type: 'string' },
    from: { type: 'string' },
    until: { type: 'string' },
    reason: { type: 'string' },
  },
  async run({ services, io, actor, values, isJson }) {
    const { id, until } = await services.separations.except(actor, {
      separation: requiredOption(values, 'separation'),
      person: requiredOption(values, 'person'),
      decision: requiredOption(values, 'decision'),
      from: textOption(values, 'from'),
      until: requiredOption(values, 'until'),
      reason: textOption(values, 'reason'),
    });
    io.out(isJson ? `${JSON.stringify({ id, until })}\n` : `${id}\n`);
  },
};

export const separationCommands: Command[] = [separate, separations, unseparate, except];

async function showViolations({ services, io, isJson }: Invocation): Promise<void> {
  const violations = await services.separations.listViolations();
  io.out(
    isJson ? `${JSON.stringify(violations.map(violationFields))}\n` : table(violations.map(violationWords)),
  );
}

async function showSeparations({ services, io, isJson }: Invocation): Promise<void> {
  const found = await services.separations.list();
  const rows = found.map(({ id, name, roles, most, exceptions }) => [
    id,
    name ?? '',
    roles.join(' '),
    `≤ ${most}`,
    exceptions.map(({ decision, until }) => `${decision} → ${until.toISOString()}`).join(', '),
  ]);
  io.out(isJson ? `${JSON.stringify(found.map(separationFields))}\n` : table(rows));
}

function separationFields({ id, name, roles, most, createdAt, createdBy, exceptions }: ListedSeparation) {
  return {
    id,
    name,
    roles,
    most,
    created_at: createdAt,
    created_by: createdBy,
    exceptions: exceptions.map(({ personId, decision, reason, from, until, allowedBy }) => ({
      person: personId,
      decision,
      reason,
      from,
      until,
      allowed_by: allowedBy,
    })),
  };
}

function mostOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text)) throw new UsageError('--most is a whole number');
  return Number(text);
}

import { contentsOf } from '../../domain/roles/composite-roles.ts';
import type { GrantRole } from '../../domain/roles/grant-role.ts';
import type { Role } from '../../domain/roles/role.ts';
import type { HolderChanges, RoleChanges, RoleGrantEffects } from '../../domain/roles/simulate-grant.ts';
import { type Command, requiredOption, roleName, sayDone, textOption, UsageError } from '../command.ts';
import { table } from '../table.ts';
import { rolePlanCommands } from './role-plans.ts';
import { roleQuestionCommands } from './role-questions.ts';
import { waitingCommands } from './role-waiting.ts';

const DOCUMENT_LIMIT = { bytes: 50 * 1024 * 1024, code: 'too_large' } as const;

const create: Command = {
  usage:
    'role create --client ID --code CODE --name TEXT [--name-en TEXT] [--privileged] [--extent none|own-unit|any]',
  summary: { vi: 'Thêm vai trò cho một ứng dụng', en: 'Add a role to a client' },
  words: [0, 0],
  options: {
    client: { type: 'string' },
    code: { type: 'string' },
    name: { type: 'string' },
    'name-en': { type: 'string' },
    privileged: { type: 'boolean' },
    extent: { type: 'string' },
  },
  async run({ services, io, actor, values, isJson }) {
    const role = await services.roles.createRole(actor, {
      clientId: requiredOption(values, 'client'),
      code: requiredOption(values, 'code'),
      name: requiredOption(values, 'name'),
      nameEn: textOption(values, 'name-en'),
      isPrivileged: values.privileged === true,
      extent: textOption(values, 'extent'),
    });
    io.out(isJson ? `${JSON.stringify({ id: role.id })}\n` : `${role.clientId}:${role.code}\n`);
  },
};

const list: Command = {
  usage: 'role list [--client ID]',
  summary: { vi: 'Danh sách vai trò', en: 'List roles' },
  words: [0, 0],
  options: { client: { type: 'string' } },
  async run({ services, io, values, isJson }) {
    const [all, parts] = await Promise.all([
      services.stores.roles.listRoles(),
      services.stores.roles.listRoleParts(),
    ]);
    const contents = contentsOf(all, parts);
    const client = textOption(values, 'client');
    const roles = all
      .filter(({ clientId }) => client === undefined || clientId === client)
      .map((role) => ({ role, includes: contents.get(role.id)?.map(nameOf) ?? [] }));
    const rows = roles.map(({ role, includes }) => [
      nameOf(role),
      role.name,
      role.extent,
      includes.join(' '),
    ]);
    io.out(isJson ? `${JSON.stringify(roles.map(roleFields))}\n` : table(rows));
  },
};

const include: Command = {
  usage: 'role include CLIENT:CODE CLIENT:CODE…',
  summary: { vi: 'Gộp các vai trò vào vai trò đầu tiên', en: 'Make the first role contain the others' },
  words: [2, Number.POSITIVE_INFINITY],
  async run({ services, io, actor, positionals, isJson }) {
    await services.roles.includeRoles(actor, composition(positionals));
    sayDone({ io, isJson }, `Đã gộp / included: ${positionals.slice(1).join(' ')}`);
  },
};

const exclude: Command = {
  usage: 'role exclude CLIENT:CODE CLIENT:CODE…',
  summary: { vi: 'Bỏ các vai trò khỏi vai trò gộp đầu tiên', en: 'Take roles out of the first, a composite' },
  words: [2, Number.POSITIVE_INFINITY],
  async run({ services, io, actor, positionals, isJson }) {
    await services.roles.excludeRoles(actor, composition(positionals));
    sayDone({ io, isJson }, `Đã bỏ / excluded: ${positionals.slice(1).join(' ')}`);
  },
};

const grant: Command = {
  usage:
    'role grant --role CLIENT:CODE (--person PERSON | [--unit CODE [--subtree]] [--position CODE] [--category NAME]) ' +
    '[--extent UNIT] [--from DAY] [--until DAY] [--decision NUMBER [--decision-document FILE]] [--reason TEXT] [--dry-run]',
  summary: { vi: 'Cấp quyền', en: 'Grant a role' },
  words: [0, 0],
  options: {
    role: { type: 'string' },
    person: { type: 'string' },
    unit: { type: 'string' },
    subtree: { type: 'boolean' },
    position: { type: 'string' },
    category: { type: 'string' },
    extent: { type: 'string' },
    from: { type: 'string' },
    until: { type: 'string' },
    decision: { type: 'string' },
    'decision-document': { type: 'string' },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  async run({ services, io, actor, values, isJson }) {
    const text = (name: string) => textOption(values, name);
    const to = {
      person: text('person'),
      unit: text('unit'),
      subtree: values.subtree === true,
      position: text('position'),
      category: text('category'),
    };
    if (Object.values(to).every((part) => part === undefined || typeof part === 'boolean')) {
      throw new UsageError('--person, --unit, --position or --category is required');
    }
    const document = text('decision-document');
    const asked: GrantRole = {
      ...roleName(requiredOption(values, 'role')),
      to,
      extent: text('extent'),
      from: text('from'),
      until: text('until'),
      decision: text('decision'),
      decisionDocument: document === undefined ? undefined : await io.readFile(document, DOCUMENT_LIMIT),
      reason: text('reason'),
    };
    if (values['dry-run'] === true) {
      io.out(effectsText(await services.roles.simulateGrant(actor, asked), isJson));
      return;
    }
    const { id } = await services.roles.grantRole(actor, asked);
    io.out(isJson ? `${JSON.stringify({ id })}\n` : `${id}\n`);
  },
};

const revoke: Command = {
  usage: 'role revoke GRANT [--dry-run]',
  summary: { vi: 'Thu hồi quyền', en: 'Revoke a role grant' },
  words: [1, 1],
  options: { 'dry-run': { type: 'boolean' } },
  async run({ services, io, actor, positionals: [id = ''], values, isJson }) {
    if (values['dry-run'] === true) {
      io.out(effectsText(await services.roles.simulateRevocation(actor, id), isJson));
      return;
    }
    await services.roles.revokeRole(actor, id);
    sayDone({ io, isJson }, `Đã thu hồi / revoked: ${id}`);
  },
};

export const roleCommands: Command[] = [
  create,
  list,
  include,
  exclude,
  grant,
  revoke,
  ...waitingCommands,
  ...rolePlanCommands,
  ...roleQuestionCommands,
];

function composition([whole = '', ...parts]: string[]) {
  return { role: roleName(whole), parts: parts.map(roleName) };
}

/** What a change would do, also to the parts of a composite: JSON, or a line a person. */
function effectsText({ at, parts, ...whole }: RoleGrantEffects, isJson: boolean): string {
  if (isJson) return `${JSON.stringify({ at, ...changesFields(whole), parts: parts.map(changesFields) })}\n`;
  const lines = (sign: string, role: string, { count, people }: HolderChanges) => [
    [`${sign}${count}`, role],
    ...people.map(({ name, employeeNo, person, units }) => [
      sign,
      name,
      employeeNo ?? person,
      units?.join(' ') ?? '',
    ]),
  ];
  return table(
    [whole, ...parts].flatMap(({ role, gained, lost }) => [
      ...lines('+', role, gained),
      ...lines('-', role, lost),
    ]),
  );
}

function changesFields({ role, gained, lost }: RoleChanges) {
  return { role, gained: withSnakeCase(gained), lost: withSnakeCase(lost) };
}

function withSnakeCase({ count, people }: HolderChanges) {
  return { count, people: people.map(({ employeeNo, ...rest }) => ({ ...rest, employee_no: employeeNo })) };
}

function nameOf({ clientId, code }: Role): string {
  return `${clientId}:${code}`;
}

function roleFields({ role, includes }: { role: Role; includes: string[] }) {
  const { id, clientId, code, name, nameEn, isPrivileged, extent } = role;
  return { id, client: clientId, code, name, name_en: nameEn, privileged: isPrivileged, extent, includes };
}

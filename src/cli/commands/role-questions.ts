import { parseMoment } from '../../domain/roles/parse-period.ts';
import { areClaimsLarge } from '../../domain/roles/role-claims.ts';
import type { RoleLinkVia } from '../../domain/roles/role-links.ts';
import { isHandover, type RolePath } from '../../domain/roles/role-paths.ts';
import type { NearMiss } from '../../domain/roles/why-not.ts';
import { handoverNote, largeClaimsNote, mandateNote, obstacleNote } from '../../messages/role-notes.ts';
import type { Lang } from '../../messages/translate.ts';
import {
  type Command,
  type Invocation,
  noteViewing,
  REASON_OPTION,
  requiredOption,
  roleName,
  textOption,
  UsageError,
} from '../command.ts';
import { table } from '../table.ts';

const explain: Command = {
  usage: 'role explain --person PERSON --client ID [--role CODE] [--at DAY] [--reason TEXT]',
  summary: { vi: 'Vì sao có hoặc không có vai trò này', en: 'Why somebody holds a role, or does not' },
  words: [0, 0],
  options: {
    person: { type: 'string' },
    client: { type: 'string' },
    role: { type: 'string' },
    at: { type: 'string' },
    ...REASON_OPTION,
  },
  async run({ services, io, actor, values, isJson }) {
    const person = requiredOption(values, 'person');
    const { notHeld, ...explained } = await services.roles.explain(
      person,
      requiredOption(values, 'client'),
      momentOf(services, values),
      textOption(values, 'role'),
    );
    await noteViewing({ services, actor, values }, person, 'roles');
    if (isJson) {
      const roles = explained.roles.map((role) => ({ ...role, paths: role.paths.map(pathFields) }));
      const grants = notHeld.grants.map(withNotes);
      io.out(`${JSON.stringify({ ...explained, roles, not_held: { ...notHeld, grants } })}\n`);
      return;
    }
    const held = explained.roles.flatMap(({ code, units, until, paths }) =>
      paths.map((path) => [
        code,
        units?.join(' ') ?? '',
        until?.toISOString() ?? '',
        path.via.kind,
        unitCodeOf(path.via.kind === 'mandate' ? path.via.own : path.via),
        path.composites?.join(' > ') ?? '',
        path.decision ?? '',
        Object.values(noteOf(path) ?? {}).join(' / '),
      ]),
    );
    const missed = notHeld.grants.flatMap((miss) =>
      withNotes(miss).obstacles.map(({ note }) => [
        `– ${miss.code}`,
        'mandateId' in miss ? miss.mandateId : miss.roleGrantId,
        note.vi,
        note.en,
      ]),
    );
    io.out(table(held) + table(missed) + (notHeld.more > 0 ? `… +${notHeld.more}\n` : ''));
    if (areClaimsLarge(explained.token))
      io.out(`! ${largeClaimsNote(explained.token, 'vi')} / ${largeClaimsNote(explained.token, 'en')}\n`);
  },
};

const who: Command = {
  usage: 'role who CLIENT:CODE [--at DAY] [--limit N] [--cursor ID]',
  summary: { vi: 'Ai có vai trò này', en: 'Who holds a role' },
  words: [1, 1],
  options: { at: { type: 'string' }, limit: { type: 'string' }, cursor: { type: 'string' } },
  async run({ services, io, positionals: [name = ''], values, isJson }) {
    const at = momentOf(services, values);
    const { role, holders, next } = await services.roles.holders({
      ...roleName(name),
      at,
      limit: limitOf(values),
      cursor: textOption(values, 'cursor'),
    });
    if (isJson) {
      const rows = holders.map(({ employeeNo, roleGrants: _, ...rest }) => ({
        ...rest,
        employee_no: employeeNo,
      }));
      io.out(
        `${JSON.stringify({ role: `${role.clientId}:${role.code}`, at, holders: rows, next_cursor: next })}\n`,
      );
      return;
    }
    const rows = holders.map((holder) => [
      holder.name,
      holder.email ?? holder.employeeNo ?? holder.person,
      holder.units?.join(' ') ?? '',
      holder.until?.toISOString() ?? '',
      holder.kinds.join(' '),
    ]);
    io.out(table(rows) + (next === null ? '' : `… --cursor ${next}\n`));
  },
};

export const roleQuestionCommands: Command[] = [explain, who];

function momentOf({ clock }: Invocation['services'], values: Invocation['values']): Date {
  const now = clock.now();
  const at = textOption(values, 'at');
  return at === undefined ? now : parseMoment(at, now);
}

function limitOf(values: Invocation['values']): number | undefined {
  const text = textOption(values, 'limit');
  if (text === undefined) return undefined;
  if (!/^\d{1,3}$/.test(text)) throw new UsageError('--limit is a number from 1 to 200');
  return Number(text);
}

function unitCodeOf(via: RoleLinkVia): string {
  return 'unitCode' in via ? via.unitCode : '';
}

/** What a path has to say of itself in words. */
function noteOf(path: RolePath): Record<Lang, string> | undefined {
  const { via } = path;
  if (via.kind === 'mandate') return { vi: mandateNote(via, 'vi'), en: mandateNote(via, 'en') };
  if (!isHandover(path) || path.until === null) return undefined;
  return { vi: handoverNote(path.until, 'vi'), en: handoverNote(path.until, 'en') };
}

function pathFields({ decisionSha256, ...path }: RolePath) {
  const note = noteOf(path);
  return {
    ...path,
    ...(decisionSha256 !== undefined && { decision_sha256: decisionSha256 }),
    ...(note !== undefined && { note }),
  };
}

function withNotes({ obstacles, ...miss }: NearMiss) {
  const noted = obstacles.map((obstacle) => {
    return { ...obstacle, note: { vi: obstacleNote(obstacle, 'vi'), en: obstacleNote(obstacle, 'en') } };
  });
  return { ...miss, obstacles: noted };
}

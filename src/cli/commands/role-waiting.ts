import type { WaitingRoleGrant } from '../../domain/roles/waiting-role-grant.ts';
import type { Command, Invocation } from '../command.ts';
import { table } from '../table.ts';

const waiting: Command = {
  usage: 'role waiting',
  summary: {
    vi: 'Các quyền đang chờ người thứ hai phê duyệt',
    en: 'List role grants that wait for approval',
  },
  words: [0, 0],
  async run({ services, io, isJson }) {
    const found = await services.roles.listWaiting();
    const rows = await Promise.all(found.map((each) => fieldsOf(services, each)));
    const lines = rows.map(({ id, role, submitted_by, expires_at, details }) => [
      id,
      role,
      Object.entries(details)
        .filter(([name, value]) => SHOWN.includes(name) && value !== null && String(value) !== 'false')
        .map(([name, value]) => `${name}=${String(value)}`)
        .join(' '),
      submitted_by,
      expires_at.toISOString(),
    ]);
    io.out(isJson ? `${JSON.stringify(rows)}\n` : table(lines));
  },
};

const PAST = { approve: 'Đã duyệt / approved', reject: 'Đã từ chối / rejected' };
const ACTS = { approve: 'approveRoleGrant', reject: 'rejectRoleGrant' } as const;

const decision = (word: keyof typeof PAST, summary: Command['summary']): Command => ({
  usage: `role ${word} GRANT`,
  summary,
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''], isJson }) {
    const decided = await services.roles[ACTS[word]](actor, id);
    io.out(
      isJson ? `${JSON.stringify(await fieldsOf(services, decided))}\n` : `${PAST[word]}: ${decided.id}\n`,
    );
  },
});

export const waitingCommands: Command[] = [
  waiting,
  decision('approve', {
    vi: 'Phê duyệt quyền do người khác cấp',
    en: 'Approve a role grant that somebody else asked for',
  }),
  decision('reject', { vi: 'Từ chối quyền đang chờ', en: 'Reject a role grant that waits' }),
];

/** What tells an officer whom a role is for. */
const SHOWN = ['person', 'unit', 'subtree', 'position', 'category', 'extent', 'from', 'until', 'decision'];

async function fieldsOf({ stores }: Invocation['services'], given: WaitingRoleGrant) {
  const role = await stores.roles.findRoleById(given.roleId);
  const { personId: person, createdAt, grantedBy } = given.roleGrant;
  return {
    id: given.id,
    role: `${role?.clientId}:${role?.code}`,
    state: given.state,
    submitted_at: createdAt,
    submitted_by: grantedBy,
    expires_at: given.expiresAt,
    decided_at: given.decidedAt,
    decided_by: given.decidedBy,
    details: { person, ...given.details },
  };
}

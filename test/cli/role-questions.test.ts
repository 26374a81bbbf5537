import { strict as assert } from 'node:assert';
import type { CommandIo, OperatorServices } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { roleRow } from '../domain/roles/rows.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const NOW = new Date('2026-06-01T03:00:00Z');
const HOLDER = {
  person: 'id-1',
  employeeNo: '014-00001',
  name: 'Đặng Thị Ngọc Ánh',
  email: null,
  units: ['G14.05'],
  until: null,
  kinds: ['position', 'unit'],
};
const EFFECTS = {
  role: 'documents:clerk',
  at: NOW,
  gained: { count: 1, people: [{ person: 'id-1', employeeNo: null, name: 'Lê An', units: null }] },
  lost: { count: 0, people: [] },
  parts: [{ role: 'mail:user', gained: { count: 0, people: [] }, lost: { count: 0, people: [] } }],
};
const EXPLAINED = {
  person: 'id-1',
  client: 'documents',
  at: NOW,
  roles: [],
  notHeld: {
    grants: [{ code: 'clerk', roleGrantId: 'rg-1', obstacles: [{ kind: 'other_unit' }] }],
    more: 3,
  },
  token: { bytes: 29, claims: { roles: [], role_units: {} } },
};

describe('cli: questions about roles', () => {
  const asked: unknown[][] = [];
  const looks: unknown[][] = [];
  let explained = EXPLAINED;
  const answering =
    (answer: unknown) =>
    (...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve(answer);
    };
  const services = {
    clock: { now: () => NOW },
    viewings: { note: (...look: unknown[]) => Promise.resolve(looks.push(look)) },
    roles: {
      explain: (...args: unknown[]) => answering(explained)(...args),
      holders: answering({ role: roleRow(), holders: [HOLDER], next: 'id-1' }),
      simulateGrant: answering(EFFECTS),
      simulateRevocation: answering(EFFECTS),
    },
  } as unknown as OperatorServices;

  async function run(...argv: string[]): Promise<string> {
    asked.length = 0;
    let out = '';
    const io = {
      out: (text: string) => {
        out += text;
      },
      err: (text: string) => assert.fail(text),
    } as unknown as CommandIo;
    assert.equal(await runCommand(argv, services, io, ACTOR), 0);
    return out;
  }

  it('tells who holds a role, and where the next page begins', async () => {
    const out = await run('role', 'who', 'documents:clerk', '--at', '2026-05-01', '--limit', '1');
    const at = new Date('2026-04-30T17:00:00Z');
    assert.deepEqual(asked, [[{ clientId: 'documents', code: 'clerk', at, limit: 1, cursor: undefined }]]);
    assert.match(out, /^Đặng Thị Ngọc Ánh {2}014-00001 {2}G14\.05 .*position unit\n… --cursor id-1\n$/);
    const { employeeNo, ...rest } = HOLDER;
    assert.deepEqual(JSON.parse(await run('role', 'who', 'documents:clerk', '--json')), {
      role: 'documents:clerk',
      at: NOW.toISOString(),
      holders: [{ ...rest, employee_no: employeeNo }],
      next_cursor: 'id-1',
    });
  });

  it('tells why not, in both languages', async () => {
    const line = ['role', 'explain', '--person', 'p', '--client', 'documents', '--role', 'clerk'];
    const out = await run(...line);
    assert.deepEqual(asked, [['p', 'documents', NOW, 'clerk']]);
    assert.equal(out, '– clerk  rg-1  cấp cho đơn vị khác  is for another unit\n… +3\n');
    const { not_held, token, notHeld } = JSON.parse(await run(...line, '--json'));
    const note = { vi: 'cấp cho đơn vị khác', en: 'is for another unit' };
    assert.deepEqual(not_held.grants[0].obstacles, [{ kind: 'other_unit', note }]);
    assert.deepEqual([token, notHeld], [EXPLAINED.token, undefined]);
    assert.deepEqual(looks[0], ['p', { data: 'roles', actor: ACTOR, clientId: null, reason: null }]);
  });

  it('warns when the token would be large, in both languages', async () => {
    const line = ['role', 'explain', '--person', 'p', '--client', 'documents'];
    const withToken = async (bytes: number) => {
      explained = { ...EXPLAINED, token: { ...EXPLAINED.token, bytes } };
      return run(...line);
    };
    assert.doesNotMatch(await withToken(4095), /^!/m);
    assert.match(
      await withToken(6349),
      /^! vai trò trong token nặng 6,2\u00a0KB, vượt 4,0\u00a0KB.* \/ the roles in the token take 6\.2\u00a0KB/m,
    );
  });

  it('tells what would change instead of changing it', async () => {
    const shown =
      '+1  documents:clerk\n+   Lê An            id-1\n-0  documents:clerk\n+0  mail:user\n-0  mail:user\n';
    assert.equal(await run('role', 'grant', '--role', 'a:b', '--person', 'p', '--dry-run'), shown);
    assert.equal(await run('role', 'revoke', 'rg-1', '--dry-run'), shown);
    const json = JSON.parse(await run('role', 'revoke', 'rg-1', '--dry-run', '--json'));
    assert.deepEqual(json.gained.people, [{ person: 'id-1', name: 'Lê An', units: null, employee_no: null }]);
  });
});

import { strict as assert } from 'node:assert';
import type { OperatorServices } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import type { RoleRequest } from '../../src/domain/requests/role-request.ts';
import { roleRow } from '../domain/roles/rows.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const REQUEST = {
  id: 'r-1',
  state: 'pending',
  steps: ['unit', 'owner'],
  decisions: [],
  until: new Date(0),
  dueAt: new Date(1),
  reason: 'Soạn công văn',
  roleGrantId: null,
} as unknown as RoleRequest;
const REQUESTER = { id: 'p-1', fullName: 'Lê An', employeeNo: '014-1' };

describe('cli: requests for roles', () => {
  async function run(argv: string[], roleRequests: object) {
    const io = scriptedTerminal();
    const code = await runCommand(argv, { roleRequests } as unknown as OperatorServices, io, ACTOR);
    return { code, ...io.said };
  }

  it('lists what waits for a decision, for people and for machines', async () => {
    const role = roleRow({ clientId: 'documents', code: 'editor' });
    const listWaiting = async () => [{ request: REQUEST, role, requester: REQUESTER }];
    const text = await run(['request', 'list'], { listWaiting });
    assert.match(text.out, /^r-1 {2}documents:editor {2}Lê An {2}014-1 {2}unit .*Soạn công văn\n$/);
    const [fields] = JSON.parse((await run(['request', 'list', '--json'], { listWaiting })).out);
    assert.deepEqual([fields.role, fields.person, fields.step], ['documents:editor', 'p-1', 'unit']);
  });

  it('approves and rejects as the operator, a rejection with its reason', async () => {
    const asked: unknown[][] = [];
    const answering = async (...args: unknown[]) => {
      asked.push(args);
      return { ...REQUEST, state: 'approved', roleGrantId: 'rg-1' };
    };
    const done = await run(['request', 'approve', 'r-1', '--note', 'Đồng ý'], { approve: answering });
    assert.equal(JSON.parse(done.out).role_grant, 'rg-1');
    await run(['request', 'reject', 'r-1', '--reason', 'Chưa cần'], { reject: answering });
    assert.deepEqual(asked, [
      ['r-1', ACTOR, 'Đồng ý'],
      ['r-1', ACTOR, 'Chưa cần'],
    ]);
    assert.equal((await run(['request', 'reject', 'r-1'], { reject: answering })).code, 2);
  });
});

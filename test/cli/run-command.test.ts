import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { OperatorServices } from '../../src/cli/command.ts';
import { parseCommandLine, refusalText, runCommand } from '../../src/cli/run-command.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { errorText } from '../../src/messages/errors.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { EMPTY_PLAN } from './empty-plan.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const PERSON = {
  id: 'id-1',
  employeeNo: '014-00001',
  fullName: 'Đặng Thị Ngọc Ánh',
  email: 'staff@mic.example',
  status: 'dang_cong_tac',
  disabledAt: null,
};

/** Every command that the tool's own help names. */
const commands = helpOf([])
  .split('\n')
  .flatMap((line) => /^ {2}micconnect ([a-z-]+(?: [a-z-]+)?) {2}/.exec(line)?.[1] ?? [])
  .map((name) => name.split(' '));

function helpOf(argv: string[]): string {
  const parsed = parseCommandLine(argv);
  assert.ok(parsed.kind === 'help');
  return parsed.text;
}

describe('cli/run-command', () => {
  let out = '';
  let err = '';
  let called: unknown[][];

  beforeEach(() => {
    [out, err, called] = ['', '', []];
  });

  /** Runs a command line on services of which only the given ones exist. */
  async function run(argv: string[], services: object = {}, files: Record<string, string> = {}, input = '') {
    const io = scriptedTerminal({ files, input });
    const code = await runCommand(argv, services as OperatorServices, io, ACTOR);
    out += io.said.out;
    err += io.said.err;
    return code;
  }

  /** A service method that notes its arguments and answers, or throws what it is given. */
  const answering =
    (answer: unknown) =>
    async (...args: unknown[]) => {
      called.push(args);
      if (answer instanceof Error) throw answer;
      return answer;
    };

  it('names its commands in its help, in both languages', () => {
    const names = commands.map((words) => words.join(' '));
    for (const name of [
      'serve',
      'migrate',
      'staff import',
      'account unlock',
      'client create',
      'role grant',
      'audit verify',
      'audit export',
    ]) {
      assert.ok(names.includes(name), name);
    }
    assert.match(helpOf([]), /Nhập hồ sơ nhân sự \/ Import HR files/);
    assert.equal(helpOf(['--help']), helpOf([]));
  });

  it('names every command in the README, alone or as one of several', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const isNamed = ([group = '', verb]: string[]) =>
      new RegExp(
        verb === undefined ? `micconnect ${group}\\b` : `\\b${group} (?:[a-z-]+\\\\?\\|)*${verb}(?![\\w-])`,
      ).test(readme);
    const unnamed = commands.filter((words) => words[0] !== 'serve' && !isNamed(words));
    assert.deepEqual(unnamed, []);
  });

  it('helps with every command and every group, and does nothing else', async () => {
    for (const words of commands) {
      if (words[0] === 'serve') continue;
      for (const argv of [
        [...words, '--help'],
        [...words, 'x', 'y', '--help'],
      ]) {
        [out, err] = ['', ''];
        assert.equal(await run(argv), 0, argv.join(' '));
        assert.match(out, new RegExp(`micconnect ${words.join(' ')}`));
        assert.match(out, / \/ /);
        assert.equal(err, '');
      }
    }
    for (const group of new Set(
      commands.filter((words) => words.length === 2).map(([first]) => first ?? ''),
    )) {
      out = '';
      assert.equal(await run([group, '--help']), 0);
      assert.match(out, new RegExp(`micconnect ${group} `));
    }
  });

  it('knows the server’s own command as well', () => {
    const parsed = parseCommandLine(['serve', '--help']);
    assert.equal(parsed.kind, 'help');
  });

  const wrong = [
    ['nonsense'],
    ['staff'],
    ['staff', 'nonsense'],
    ['staff', 'list', '--limit', '0'],
    ['staff', 'list', '--limit', '201'],
    ['staff', 'list', '--limit', 'all'],
    ['staff', 'list', '--status', 'nobody'],
    ['staff', 'show'],
    ['staff', 'activate'],
    ['staff', 'show', 'a', 'b'],
    ['staff', 'import'],
    ['staff', 'import', 'a.csv', '--unknown'],
    ['staff', 'import', 'a.csv', '--dry-run=yes'],
    ['staff', 'import', 'a.csv', '--allow-removals', 'many'],
    ['staff', 'import', 'a.csv', '--allow-removals', '-1'],
    ['staff', 'import', 'a.csv', '--dry-run', '--apply', 'p'],
    ['staff', 'import', 'a.csv', '--apply'],
    ['account', 'unlock'],
    ['account', 'set-password', 'a', '--json=1'],
    ['account', 'set-password', 'a'],
    ['client', 'create'],
    ['client', 'create', '--file='],
    ['client', 'rotate-secret'],
    ['role', 'create', '--client', 'a'],
    ['role', 'grant', '--role', 'a:b'],
    ['role', 'grant', '--role', 'a', '--person', 'p'],
    ['role', 'grant', '--role', 'a:b:c', '--person', 'p'],
    ['role', 'grant', '--person', 'p'],
    ['role', 'revoke'],
    ['role', 'explain', '--person', 'p'],
    ['audit', 'verify', 'x', 'y'],
    ['migrate', 'now'],
  ];
  for (const argv of wrong) {
    it(`ends with 2, its usage on standard error and nothing done: ${argv.join(' ')}`, async () => {
      const never = new Proxy({}, { get: () => answering(new Error('something was done')) });
      const services = {
        staff: never,
        staffPlans: never,
        accounts: never,
        activations: never,
        clients: never,
        roles: never,
        clock: { now: () => new Date() },
      };
      assert.equal(await run(argv, services, {}, ''), 2);
      assert.equal(out, '');
      assert.match(err, /micconnect /);
      assert.deepEqual(called, []);
    });
  }

  it('ends with 0 when the work is done, and hands on who did it', async () => {
    assert.equal(await run(['staff', 'disable', '014-00001'], { staff: { disable: answering(PERSON) } }), 0);
    assert.deepEqual(called, [['014-00001', ACTOR]]);
    assert.equal(out, 'Đặng Thị Ngọc Ánh: disabled\n');
    assert.equal(err, '');
  });

  it('ends with 1 on a refusal, with its words in both languages, its code and its facts', async () => {
    const refusal = new DomainError('person_not_found', { person: 'nobody' });
    assert.equal(await run(['staff', 'show', 'nobody'], { staff: { show: answering(refusal) } }), 1);
    assert.equal(out, '');
    for (const lang of ['vi', 'en'] as const) {
      const { title, remedy } = errorText('person_not_found', lang);
      assert.ok(err.includes(`${title}. ${remedy}`), lang);
    }
    assert.match(err, /\[person_not_found\] person=nobody\n$/);
  });

  it('ends with 1 when the audit log is broken, and says where', async () => {
    const broken = {
      seq: 1,
      type: 'staff.imported',
      at: new Date(),
      actor: ACTOR,
      previousHash: 'x',
      hash: 'y',
    };
    const list = async (after: number) => (after === 0 ? [broken] : []);
    assert.equal(await run(['audit', 'verify', '--json'], { stores: { audit: { list } } }), 1);
    assert.deepEqual(JSON.parse(out), { ok: false, seq: 1, reason: 'previous' });
    assert.match(err, /broken at record 1: previous/);
  });

  it('lets a fault of the system through to whoever logs it', async () => {
    const fault = new Error('the database is gone');
    await assert.rejects(run(['staff', 'list'], { staff: { list: answering(fault) } }), fault);
  });

  it('answers machines in one JSON value a line', async () => {
    const services = {
      staff: { list: answering([PERSON]), disable: answering(PERSON) },
      accounts: { unlock: answering(undefined), signOut: answering(3), setPassword: answering(undefined) },
      roles: {
        grantRole: answering({ id: 'grant-1' }),
        createRole: answering({ id: 'role-1' }),
        revokeRole: answering(undefined),
      },
      stores: {
        audit: { list: answering([]) },
        roles: { listRoles: answering([]), listRoleParts: answering([]) },
      },
      clients: { remove: answering(undefined), list: answering([]) },
      migrations: answering([{ name: 'one', isApplied: true }]),
    };
    const cases: [string[], unknown][] = [
      [['account', 'unlock', 'p'], { done: true }],
      [['account', 'sign-out', 'p'], { sessions: 3 }],
      [['account', 'set-password', 'p'], { done: true }],
      [['role', 'grant', '--role', 'a:b', '--person', 'p'], { id: 'grant-1' }],
      [['role', 'create', '--client', 'a', '--code', 'b', '--name', 'n'], { id: 'role-1' }],
      [['role', 'revoke', 'grant-1'], { done: true }],
      [['role', 'list'], []],
      [['client', 'list'], []],
      [['client', 'remove', 'a'], { done: true }],
      [['migrate', '--status'], [{ name: 'one', isApplied: true }]],
    ];
    for (const [argv, expected] of cases) {
      out = '';
      assert.equal(
        await run([...argv, '--json'], services, {}, 'một câu dài làm mật khẩu\n'),
        0,
        `${argv.join(' ')} ${err}`,
      );
      assert.equal(out.endsWith('\n'), true);
      assert.deepEqual(JSON.parse(out), expected, argv.join(' '));
    }
    out = '';
    await run(['staff', 'list', '--json'], services);
    assert.equal(JSON.parse(out)[0].employee_no, '014-00001');
    assert.equal(JSON.parse(out)[0].disabled, false);
  });

  it('undoes a plan by its name, and lists plans with what became of them', async () => {
    const refused = { file: 'p', line: 0, column: 'status', value: '014-00001', code: 'changed_since' };
    const plan = {
      ...EMPTY_PLAN,
      plan: 'q',
    };
    assert.equal(
      await run(['staff', 'undo', 'p', '--dry-run'], { staffPlans: { undo: answering(plan) } }),
      0,
    );
    assert.deepEqual(called, [
      ['p', { isDryRun: true, allowedRemovals: undefined, expectedPlan: undefined }, ACTOR],
    ]);
    assert.doesNotMatch(out, /--apply/);
    const conflicting = { staffPlans: { undo: answering({ ...plan, refused: [refused] }) } };
    assert.equal(await run(['staff', 'undo', 'p'], conflicting), 1);
    assert.match(out, /p:0 +status +014-00001 .* \/ This has changed since the plan was applied/);
    assert.equal(await run(['staff', 'undo'], conflicting), 2);

    const applied = {
      plan: 'p',
      kind: 'import',
      appliedAt: new Date(0),
      appliedBy: 'operator:an',
      undoneBy: 'id',
    };
    const counts = { joiners: 1, movers: 2, leavers: 3, changed: 4 };
    out = '';
    await run(['staff', 'plans', '--json'], { staffPlans: { list: answering([{ ...applied, ...counts }]) } });
    assert.deepEqual(JSON.parse(out), [
      {
        plan: 'p',
        kind: 'import',
        applied_at: '1970-01-01T00:00:00.000Z',
        applied_by: 'operator:an',
        undone: true,
        ...counts,
      },
    ]);
  });

  it('searches people by words and filters, and says on standard error how the list goes on', async () => {
    const search = answering({ people: [PERSON], next: 'id-1' });
    const argv = ['staff', 'list', 'ngọc', 'ánh', '--unit', 'G14', '--status', 'Nghỉ hưu', '--limit', '1'];
    assert.equal(await run([...argv, '--cursor', 'id-0', '--json'], { staff: { search } }), 0);
    const query = { text: 'ngọc ánh', unit: 'G14', status: 'nghi_huu', limit: 1, cursor: 'id-0' };
    assert.deepEqual(called, [[query]]);
    assert.equal(JSON.parse(out)[0].employee_no, '014-00001');
    assert.equal(err, 'Còn nữa / more: --cursor id-1\n');
  });

  it('reads a password from standard input as it is, without the line end', async () => {
    const services = { accounts: { setPassword: answering(undefined) } };
    for (const [input, password] of [
      ['  một câu dài \n', '  một câu dài '],
      ['một câu dài\r\n', 'một câu dài'],
      ['một câu dài', 'một câu dài'],
      ['hai dòng\n\n', 'hai dòng\n'],
    ] as const) {
      called = [];
      assert.equal(
        await run(['account', 'set-password', 'p', '--change-at-sign-in'], services, {}, input),
        0,
      );
      assert.deepEqual(called, [['p', password, { mustChange: true, actor: ACTOR }]]);
      assert.equal(out.includes(password), false);
    }
    for (const input of ['', '\n', '\r\n'])
      assert.equal(await run(['account', 'set-password', 'p'], services, {}, input), 2);
  });

  it('refuses a registration that is not JSON', async () => {
    assert.equal(
      await run(
        ['client', 'create', '--file', 'c.json'],
        { clients: { create: answering(PERSON) } },
        { 'c.json': '{' },
      ),
      1,
    );
    assert.deepEqual(called, []);
    assert.match(err, /\[client_invalid\] problems=c\.json is not JSON/);
  });

  it('forges no line with a name', async () => {
    const evil = { ...PERSON, fullName: 'An\nroot  admin\r\u001b[2J\u202e' };
    await run(['staff', 'list'], { staff: { list: answering([evil]) } });
    assert.equal(out.split('\n').length, 2);
    assert.doesNotMatch(out.slice(0, -1), /[\p{Cc}\p{Cf}]/u);
  });

  it('writes a refusal with facts of any kind on its last line', () => {
    const text = refusalText(
      new DomainError('removal_guard', { removals: 12, limit: 2, ok: false, none: null }),
    );
    assert.equal(text.split('\n').length, 4);
    assert.match(text, /\[removal_guard\] removals=12 limit=2 ok=false none=null\n$/);
  });
});

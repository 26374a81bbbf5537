import { strict as assert } from 'node:assert';
import type { OperatorServices } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { type FakeDirectory, type Page, startFakeDirectory } from '../staff-ldap/fake-directory.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { EMPTY_PLAN } from './empty-plan.ts';

const PLAN = {
  ...EMPTY_PLAN,
  plan: 'abc123',
};
const PAGE: Page = {
  entries: [{ dn: 'uid=an,ou=people', attributes: { employeeNumber: ['CB1'], displayName: ['Lê An'] } }],
  cookie: '',
};

describe('cli: staff sync', () => {
  let directory: FakeDirectory;
  let imported: { tables: StaffTable[]; options: object }[];

  before(async () => {
    directory = await startFakeDirectory(() => PAGE);
  });
  after(() => directory.close());
  beforeEach(() => {
    imported = [];
  });

  /** The description of the fake server in /etc/sync/source.json, beside its password. */
  const description = (changes: object = {}) => ({
    url: `ldap://127.0.0.1:${directory.port}`,
    bind_dn: 'cn=sync',
    password_file: 'secrets/password',
    base: 'ou=people',
    attributes: { so_hieu: 'employeeNumber', ho_va_ten: 'displayName' },
    ...changes,
  });

  async function run(argv: string[], { changes = {}, plan = {} }: { changes?: object; plan?: object } = {}) {
    const files: Record<string, string> = {
      '/etc/sync/source.json': JSON.stringify(description(changes)),
      '/etc/sync/secrets/password': 'sync-password\r\n',
      '/etc/sync/text.json': 'url: ldaps://dir',
    };
    const read: string[] = [];
    const reading = async (path: string) => {
      read.push(path);
      return Buffer.from(files[path] ?? assert.fail(`ENOENT: ${path}`));
    };
    const io = scriptedTerminal({ files: reading });
    const importStaff = async (tables: StaffTable[], options: object) => {
      imported.push({ tables, options });
      return { ...PLAN, ...plan };
    };
    const services = { staffPlans: { importStaff } } as unknown as OperatorServices;
    const words = ['staff', 'sync', ...argv];
    return {
      code: await runCommand(words, services, io, { kind: 'operator', name: 'an' }),
      ...io.said,
      read,
    };
  }

  const FILE = ['--file', '/etc/sync/source.json'];

  it('reads the files on the officer’s side, and imports what the server gives', async () => {
    const { code, out, err, read } = await run(FILE);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /Đã áp dụng \/ applied: abc123/);
    assert.deepEqual(read, ['/etc/sync/source.json', '/etc/sync/secrets/password']);
    assert.equal(directory.binds.at(-1), 'cn=sync sync-password');
    assert.deepEqual(imported[0]?.tables[0]?.rows, [
      { line: 1, entry: 'uid=an,ou=people', cells: ['CB1', 'Lê An'] },
    ]);
    assert.deepEqual(imported[0]?.options, {
      isDryRun: false,
      isPartial: false,
      expectedPlan: undefined,
      allowedRemovals: undefined,
    });
  });

  it('takes the options of an import', async () => {
    await run([...FILE, '--partial', '--apply', 'abc123', '--allow-removals', '7']);
    assert.deepEqual(imported[0]?.options, {
      isDryRun: false,
      isPartial: true,
      expectedPlan: 'abc123',
      allowedRemovals: 7,
    });
    await run([...FILE, '--dry-run'], { changes: { partial: true } });
    assert.deepEqual(imported[1]?.options, {
      isDryRun: true,
      isPartial: true,
      expectedPlan: undefined,
      allowedRemovals: undefined,
    });
  });

  it('ends with 2 for wrong usage, before it reads anything', async () => {
    for (const argv of [[], ['--file'], [...FILE, 'people.csv'], [...FILE, '--dry-run', '--apply', 'x']]) {
      const { code, read } = await run(argv);
      assert.deepEqual([code, read], [2, []], argv.join(' '));
    }
  });

  it('names the entry of a refused row', async () => {
    const refusal = { file: 'ldap://dir/ou=people', line: 1, entry: 'uid=an,ou=people', column: 'ho_va_ten' };
    const refused = [{ ...refusal, value: '=1', code: 'formula' }];
    const { code, out, err } = await run(FILE, { plan: { refused } });
    assert.equal(code, 1);
    assert.match(out, /^uid=an,ou=people +ho_va_ten +=1 /);
    assert.match(err, /\[staff_file_refused\] rows=1/);
    const { out: json } = await run([...FILE, '--json'], { plan: { refused } });
    assert.equal(JSON.parse(json).refused[0].entry, 'uid=an,ou=people');
  });

  it('refuses a description that is not right, without a connection', async () => {
    const bound = directory.binds.length;
    const { code, err } = await run(FILE, { changes: { base: '', filter: 'uid=*' } });
    assert.equal(code, 1);
    assert.match(err, /\[ldap_source_invalid\] problems=base: .*; filter: /);
    assert.match((await run(['--file', '/etc/sync/text.json'])).err, /text\.json is not JSON/);
    assert.deepEqual([directory.binds.length, imported.length], [bound, 0]);
  });
});

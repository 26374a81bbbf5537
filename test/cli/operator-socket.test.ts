import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { runRemotely, socketPath } from '../../src/cli/operator-socket.ts';
import { loadConfig } from '../../src/config.ts';
import { type RunningServer, startServer } from '../../src/start-server.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { openTestDatabaseIn } from '../support/embedded.ts';
import { freePort } from '../support/free-port.ts';
import { seedMinistry } from '../support/ministry.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The tool as it is delivered: it starts in a third of the sources' time. In the package, where its libraries are. */
const BUILT = join(ROOT, '.data', 'test', `built-${process.pid}`);
const OPERATOR = { kind: 'operator', name: userInfo().username } as const;

interface Ended {
  code: number;
  out: string;
  err: string;
}

describe('cli/operator-socket', function () {
  this.timeout(120_000);
  let directory: string;
  let environment: Record<string, string>;
  let server: RunningServer;

  before(async () => {
    await promisify(execFile)(process.execPath, ['build.mjs', BUILT], { cwd: ROOT });
    directory = mkdtempSync(join(tmpdir(), 'micconnect-socket-'));
    const port = String(await freePort());
    environment = {
      ISSUER: `http://localhost:${port}`,
      PORT: port,
      DATA_DIR: join(directory, 'data'),
      KEYS_DIR: join(directory, 'keys'),
      SAMPLE_DATA: 'off',
    };
    const config = loadConfig(environment, directory);
    const database = await openTestDatabaseIn(config.dataDir);
    server = await startServer(config, database, pino({ level: 'silent' }));
    await seedMinistry(server);
  });
  after(async () => {
    await server.close('test');
    rmSync(BUILT, { recursive: true });
    rmSync(directory, { recursive: true, force: true });
  });

  /** The tool as an officer starts it: a process of its own, in a folder of its own. */
  function tool(argv: string[], input = '', more: Record<string, string> = {}): Promise<Ended> {
    return new Promise((settle, reject) => {
      const child = execFile(
        process.execPath,
        [join(BUILT, 'main.js'), ...argv],
        {
          cwd: directory,
          env: { PATH: process.env.PATH, ...environment, ...more },
          timeout: 45_000,
          killSignal: 'SIGKILL',
        },
        (error, out, err) => {
          if (error?.killed === true)
            reject(new Error(`the tool did not end: ${argv.join(' ')}\n${out}${err}`));
          else settle({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
        },
      );
      child.stdin?.end(input);
    });
  }

  it('lets a second process work on the directory that the server owns', async () => {
    const { code, out, err } = await tool(['staff', 'list', '--json']);
    assert.equal(err, '');
    assert.equal(code, 0);
    const emails = (JSON.parse(out) as { email: string }[]).map(({ email }) => email);
    assert.equal(emails.length, 5);
    assert.ok(emails.includes('staff@mic.example'));
  });

  it('passes the exit code and the words of a refusal on', async () => {
    const { code, out, err } = await tool(['staff', 'show', 'nobody@mic.example']);
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /Không tìm thấy cán bộ/);
    assert.match(err, /\[person_not_found\] person=nobody@mic\.example/);
  });

  it('ends with 2 for wrong usage, found by the caller or by the server', async () => {
    for (const argv of [
      ['staff', 'show'],
      ['role', 'grant', '--role', 'a:b'],
    ]) {
      const { code, err } = await tool(argv);
      assert.equal(code, 2, argv.join(' '));
      assert.match(err, /micconnect (staff show|role grant)/);
    }
  });

  it('reads the caller’s standard input, and acts in the caller’s name', async () => {
    const password = 'năm con ngựa vàng qua cầu';
    const { code, err } = await tool(['account', 'set-password', 'clerk@mic.example'], `${password}\n`);
    assert.equal(code, 0, err);
    const { staff, stores, hasher } = server.services;
    const { person } = await staff.show('clerk@mic.example');
    const credential = await stores.credentials.findPassword(person.id);
    assert.equal(await hasher.verify(credential?.hash ?? '', password), true);
    const [event] = await stores.audit.listOfPerson(person.id, ['password.changed'], 1);
    assert.deepEqual(event?.actor, OPERATOR);
  });

  it('refuses the caller’s file by its size, before any of it travels', async () => {
    const path = join(directory, 'large.csv');
    writeFileSync(path, '');
    truncateSync(path, 200 * 1024 * 1024);
    const { code, out, err } = await tool(['staff', 'import', 'large.csv']);
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /Tệp quá lớn/);
    assert.match(err, /\[staff_file_too_large\] file=large\.csv bytes=209715200 limit=52428800/);
  });

  it('reads the caller’s files from the caller’s folder', async () => {
    writeFileSync(
      join(directory, 'units.csv'),
      'ma_don_vi,ten_don_vi,ma_don_vi_cha\nG14.07,Cục Bưu chính,G14\n',
    );
    const { code, out, err } = await tool([
      'staff',
      'import',
      'units.csv',
      '--partial',
      '--dry-run',
      '--json',
    ]);
    assert.equal(code, 0, err);
    assert.equal(JSON.parse(out).units.added, 1);
  });

  it('writes the caller’s files, with the caller’s rights, and never over another', async () => {
    const { review } = await server.services.reviews.open(OPERATOR, { name: 'Rà soát', unit: 'G14.05.1' });
    const argv = ['review', 'close', review.id, '--out', 'record'];
    const { code, out, err } = await tool(argv);
    assert.equal(code, 0, err);
    assert.deepEqual(out.trim().split('\n').sort(), [
      'record/review.csv',
      'record/review.jsonl',
      'record/review.jws',
      'record/review.pdf',
    ]);
    const signature = join(directory, 'record', 'review.jws');
    assert.equal(statSync(signature).mode & 0o777, 0o600);
    assert.equal((await tool(['review', 'verify', 'record'])).code, 0);
    const again = await tool(argv);
    assert.equal(again.code, 1);
    assert.match(again.err, /EEXIST/);
  });

  it('ends, with 1, when a file of the caller is not there', async () => {
    const { code, err } = await tool(['staff', 'import', 'missing.csv', '--partial']);
    assert.equal(code, 1);
    assert.match(err, /missing\.csv/);
  });

  it('serves several callers at once', async () => {
    const io = () => {
      const told: string[] = [];
      const none = () => Promise.reject(new Error('not asked for'));
      return {
        told,
        readFile: none,
        readStandardInput: none,
        flushed: async () => {},
        writeFile: none,
        out: (text: string) => void told.push(text),
        err: () => {},
      };
    };
    const callers = Array.from({ length: 10 }, io);
    const codes = await Promise.all(
      callers.map((caller) =>
        runRemotely(environment.DATA_DIR ?? '', ['staff', 'list', '--json'], caller, OPERATOR),
      ),
    );
    assert.deepEqual(new Set(codes), new Set([0]));
    for (const { told } of callers) assert.equal(JSON.parse(told.join('')).length, 5);
  });

  it('is for this machine’s user alone', () => {
    const path = socketPath(environment.DATA_DIR ?? '');
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it('finds a short path for a deep folder, the same for every caller', () => {
    const deep = join('/srv', 'x'.repeat(200));
    assert.ok(Buffer.byteLength(socketPath(deep)) <= 100);
    assert.equal(socketPath(deep), socketPath(deep));
    assert.notEqual(socketPath(deep), socketPath(`${deep}y`));
  });

  it('refuses to open the directory a second time', async () => {
    const directoryLocked = { code: 'directory_locked', details: { pid: process.pid } };
    assert.throws(
      () => startEmbedded({ directory: environment.DATA_DIR ?? '', pid: process.ppid }),
      directoryLocked,
    );
    const path = socketPath(environment.DATA_DIR ?? '');
    renameSync(path, `${path}.away`);
    try {
      const { code, err } = await tool(['staff', 'list']);
      assert.equal(code, 1);
      assert.match(err, new RegExp(`\\[directory_locked\\] pid=${process.pid}`));
    } finally {
      renameSync(`${path}.away`, path);
    }
    assert.ok(existsSync(join(environment.DATA_DIR ?? '', 'lock')));
  });

  it('explains the server’s command instead of starting one', async () => {
    const port = String(await freePort());
    const elsewhere = { DATA_DIR: join(directory, 'other'), PORT: port, ISSUER: `http://localhost:${port}` };
    const { code, out } = await tool(['serve', '--help'], '', elsewhere).catch((error: Error) =>
      assert.fail(error),
    );
    assert.equal(code, 0);
    assert.match(out, /micconnect serve/);
    assert.equal(existsSync(elsewhere.DATA_DIR), false);
  });

  it('tells everything that is wrong with the configuration, in both languages, with 1', async () => {
    const { code, err } = await tool(['staff', 'list'], '', { PORT: 'x', MICCONNECT_TYPO: 'y' });
    assert.equal(code, 1);
    assert.match(err, /Cấu hình chưa đúng \/ the configuration is not right/);
    assert.match(err, /PORT:/);
    assert.match(err, /MICCONNECT_TYPO:/);
  });
});

import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const PEOPLE = 300;
/** When the server is killed, as parts of the time that an import takes. */
const MOMENTS = [0.6, 0.75, 0.9];

/** The embedded database lets no test in between its statements, so here the clock names the moments. */
describe('a server on the embedded database, killed while it imports', () => {
  let directory: string;
  let server: ServerProcess;
  before(async function () {
    this.timeout(120_000);
    directory = mkdtempSync(join(tmpdir(), 'micconnect-crash-'));
    server = await start();
  });
  after(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('has everything of a plan afterwards or nothing', async function () {
    this.timeout(180_000);
    const begun = performance.now();
    await server.operate('staff', 'import', fileOf(0), '--partial');
    const takes = performance.now() - begun;
    let applied = 1;
    for (const [index, moment] of MOMENTS.entries()) {
      const tool = server.startOperator('staff', 'import', fileOf(index + 1), '--partial');
      const ended = once(tool, 'exit');
      await pause(takes * moment);
      server.child.kill('SIGKILL');
      await once(server.child, 'exit');
      await ended;
      server = await start();
      const plans = await json('staff', 'plans');
      assert.ok(plans.length === applied || plans.length === applied + 1, `${plans.length} plans`);
      applied = plans.length;
      assert.equal((await json('staff', 'list')).length, applied * PEOPLE, `at ${moment}`);
      assert.deepEqual((await json('audit', 'verify')).ok, true);
    }
  });

  const start = () =>
    startServerProcess({
      DATA_DIR: join(directory, 'data'),
      KEYS_DIR: join(directory, 'keys'),
      SAMPLE_DATA: 'off',
    });

  const json = async (...argv: string[]) => JSON.parse(await server.operate(...argv, '--json'));

  function fileOf(round: number): string {
    const rows = Array.from({ length: PEOPLE }, (_, index) => `${round}-${index},Lê Ánh`);
    const path = join(directory, `people-${round}.csv`);
    writeFileSync(path, ['so_hieu,ho_va_ten', ...rows, ''].join('\n'));
    return path;
  }
});

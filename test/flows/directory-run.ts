import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/run-command.ts';
import { loadConfig } from '../../src/config.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { createServices, type Services } from '../../src/services.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestDatabase } from '../support/test-database.ts';

const OPERATOR = { kind: 'operator', name: 'an' } as const;

export type DirectoryRun = Awaited<ReturnType<typeof openDirectoryRun>>;

/** A directory in a database of its own, worked on with the operator's tool alone. */
export async function openDirectoryRun() {
  const folder = mkdtempSync(join(tmpdir(), 'micconnect-directory-'));
  const database = await openTestDatabase();
  const services: Services = createServices(loadConfig({ SAMPLE_DATA: 'off' }, folder), database);

  async function command(argv: string[], files: readonly string[] = []) {
    const reading = async (path: string) => Buffer.from(files[Number.parseInt(path, 10)] ?? '');
    const io = scriptedTerminal({ files: reading });
    const code = await runCommand(argv, operatorServices(services), io, OPERATOR);
    return { code, ...io.said };
  }
  const importing = (files: readonly string[], ...more: string[]) =>
    command(['staff', 'import', '--json', ...files.map((_, index) => `${index}.csv`), ...more], files);

  async function succeeding(argv: string[], files: readonly string[] = []): Promise<string> {
    const { code, out, err } = await command(argv, files);
    assert.equal(code, 0, err);
    return out;
  }

  /** Every row of the directory, in an order of its own. */
  async function state(): Promise<string> {
    const tables = Object.values(await services.stores.directory.load());
    return JSON.stringify(
      tables.map((rows: { id: string }[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))),
    );
  }

  return {
    services,
    state,
    /** What a command prints; it must succeed. */
    tool: (...argv: string[]): Promise<string> => succeeding(argv),
    /** The same of a command that reads files: `0.csv` is the first of them. */
    toolWith: (argv: string[], files: readonly string[]): Promise<string> => succeeding(argv, files),
    /** The plan of files that must be accepted, applied. */
    async import(...files: string[]) {
      const { code, out, err } = await importing(files, '--allow-removals', '10');
      assert.equal(code, 0, err + out);
      return JSON.parse(out);
    },
    /** The same files once more: nothing may change. */
    async importAgain(...files: string[]): Promise<void> {
      const [before, plans] = [await state(), await services.staffPlans.list()];
      const { code, err } = await importing(files);
      assert.equal(code, 0, err);
      assert.equal(await state(), before);
      assert.deepEqual(await services.staffPlans.list(), plans);
    },
    /** Takes an applied plan back. */
    async undo(plan: string): Promise<void> {
      const { code, err } = await command(['staff', 'undo', plan, '--allow-removals', '10']);
      assert.equal(code, 0, err);
    },
    /** Refusals of a file that must be refused and change nothing, as `line column value code`. */
    async refusals(...files: string[]): Promise<string[]> {
      const before = await state();
      const { code, out, err } = await importing(files, '--partial');
      assert.equal(code, 1, out);
      assert.match(err, /\[staff_file_refused\]/);
      assert.equal(await state(), before);
      return JSON.parse(out).refused.map(
        (each: Record<'line' | 'column' | 'value' | 'code', string> & { message: object }) => {
          assert.deepEqual(Object.keys(each.message), ['vi', 'en']);
          return `${each.line} ${each.column} ${each.value} ${each.code}`;
        },
      );
    },
    async close(): Promise<void> {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

import type { CommandIo } from '../../src/cli/command.ts';

/** An officer's terminal in a test, and what the tool wrote on it. */
export interface ScriptedTerminal extends CommandIo {
  said: { out: string; err: string };
  /** What it wrote, by path. */
  written: Map<string, Uint8Array>;
}

/** What the officer has: files, and what stands on standard input. */
export interface Belongings {
  /** Texts by path, or a reader of real files. */
  files?: Readonly<Record<string, string>> | CommandIo['readFile'];
  input?: string;
}

export function scriptedTerminal({ files = {}, input = '' }: Belongings = {}): ScriptedTerminal {
  const said = { out: '', err: '' };
  const written = new Map<string, Uint8Array>();
  return {
    said,
    written,
    readFile: typeof files === 'function' ? files : async (path) => Buffer.from(textOf(files, path)),
    readStandardInput: async () => input,
    flushed: async () => {},
    writeFile: async (path, bytes) => void written.set(path, bytes),
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  };
}

function textOf(files: Readonly<Record<string, string>>, path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT: ${path}`);
  return text;
}

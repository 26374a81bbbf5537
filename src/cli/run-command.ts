import { parseArgs } from 'node:util';
import type { Actor } from '../domain/audit/audit-event.ts';
import { DomainError } from '../domain/errors.ts';
import { errorText } from '../messages/errors.ts';
import {
  type Command,
  type CommandIo,
  type Invocation,
  type OperatorServices,
  UsageError,
} from './command.ts';
import { accountCommands } from './commands/account.ts';
import { certificateCommands } from './commands/certificate.ts';
import { clientCommands } from './commands/client.ts';
import { keyCommands } from './commands/keys.ts';
import { operationCommands } from './commands/operation.ts';
import { reviewCommands } from './commands/review.ts';
import { roleCommands } from './commands/role.ts';
import { mandateCommands } from './commands/role-mandates.ts';
import { roleRequestCommands } from './commands/role-requests.ts';
import { separationCommands } from './commands/role-separation.ts';
import { settingCommands } from './commands/settings.ts';
import { staffCommands } from './commands/staff.ts';
import { RefusedError } from './refused-error.ts';
import { table } from './table.ts';

const commands = [
  ...staffCommands,
  ...accountCommands,
  ...certificateCommands,
  ...clientCommands,
  ...roleCommands,
  ...mandateCommands,
  ...separationCommands,
  ...roleRequestCommands,
  ...reviewCommands,
  ...settingCommands,
  ...keyCommands,
  ...operationCommands,
];
const common = { help: { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** Exit codes of the tool (contract section 1). */
export type ExitCode = 0 | 1 | 2;

/** What the words on the command line mean, before anything is opened. */
export type Parsed =
  | { kind: 'help'; text: string }
  | { kind: 'wrong'; text: string }
  | {
      kind: 'command';
      command: Command;
      positionals: string[];
      values: Invocation['values'];
      isJson: boolean;
    };

/** Reads the command line; nothing is opened for a call that is wrong. */
export function parseCommandLine(argv: string[]): Parsed {
  const command = commands.find(({ usage }) => nameOf(usage).every((word, index) => argv[index] === word));
  if (command === undefined) {
    const isHelp = argv.length === 0 || argv.includes('--help');
    return isHelp
      ? { kind: 'help', text: help(argv[0]) }
      : { kind: 'wrong', text: `unknown command: ${argv.join(' ')}\n${help(argv[0])}` };
  }
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(nameOf(command.usage).length),
      options: { ...common, ...command.options },
      allowPositionals: true,
    });
    if (values.help === true) return { kind: 'help', text: usageOf(command) };
    const [least, most] = command.words;
    if (positionals.length < least || positionals.length > most)
      return { kind: 'wrong', text: usageOf(command) };
    const typed = values as Invocation['values'];
    return { kind: 'command', command, positionals, values: typed, isJson: values.json === true };
  } catch (error) {
    return { kind: 'wrong', text: `${(error as Error).message}\n${usageOf(command)}` };
  }
}

/** Runs a command line on open services. Refusals go to standard error in both languages. */
export async function runCommand(
  argv: string[],
  services: OperatorServices,
  io: CommandIo,
  actor: Actor,
): Promise<ExitCode> {
  const parsed = parseCommandLine(argv);
  if (parsed.kind === 'help') return say(io.out, parsed.text, 0);
  if (parsed.kind === 'wrong') return say(io.err, parsed.text, 2);
  const { command, positionals, values, isJson } = parsed;
  try {
    await command.run({ services, io, actor, positionals, values, isJson });
    return 0;
  } catch (error) {
    if (error instanceof UsageError) return say(io.err, `${error.message}\n${usageOf(command)}`, 2);
    if (error instanceof RefusedError) return say(io.err, `${error.message}\n`, 1);
    if (error instanceof DomainError) return say(io.err, refusalText(error), 1);
    throw error;
  }
}

/** A refusal in both languages, with its code and facts: for people and for whoever reads the log. */
export function refusalText({ code, details }: DomainError): string {
  const [vi, en] = [errorText(code, 'vi'), errorText(code, 'en')];
  const facts = Object.entries(details)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
  return `${vi.title}. ${vi.remedy}\n${en.title}. ${en.remedy}\n[${code}] ${facts}\n`;
}

function say(write: (text: string) => void, text: string, code: ExitCode): ExitCode {
  write(text);
  return code;
}

function nameOf(usage: string): string[] {
  return usage
    .split(' ')
    .filter((word) => /^[a-z][a-z-]*$/.test(word))
    .slice(0, 2);
}

function usageOf({ usage, summary }: Command): string {
  return `${summary.vi} / ${summary.en}\n\n  micconnect ${usage} [--json]\n`;
}

function help(group: string | undefined): string {
  const inGroup = commands.filter(({ usage }) => usage.split(' ')[0] === group);
  const shown = inGroup.length > 0 ? inGroup : commands;
  const rows = shown.map(({ usage, summary }) => [
    `  micconnect ${nameOf(usage).join(' ')}`,
    `${summary.vi} / ${summary.en}`,
  ]);
  return `${table([['  micconnect serve', 'Khởi động máy chủ / Start the server'], ...rows])}\n--help, --json\n`;
}

import { DomainError } from '../../domain/errors.ts';
import type { Command } from '../command.ts';
import { allowedRemovals } from './staff-plan-options.ts';
import { reportPlan } from './staff-plan-report.ts';

/** A thousand envelopes with long working histories take about 10 MB. */
const FILE_LIMIT = { bytes: 20 * 1024 * 1024, code: 'staff_file_too_large' } as const;

/** Envelopes of the national database, from a file. */
export const staffEnvelope: Command = {
  usage: 'staff envelope FILE.json [--dry-run] [--allow-removals N]',
  summary: {
    vi: 'Nhận gói tin hồ sơ từ cơ sở dữ liệu quốc gia (ADD, EDIT, DEL, VIEW)',
    en: 'Take envelopes of the national HR database (ADD, EDIT, DEL, VIEW)',
  },
  words: [1, 1],
  options: { 'dry-run': { type: 'boolean' }, 'allow-removals': { type: 'string' } },
  async run({ services, io, actor, positionals: [path = ''], values, isJson }) {
    const isDryRun = values['dry-run'] === true;
    const message = parseJson(path, await io.readFile(path, FILE_LIMIT));
    const answer = await services.envelopes.receive(
      message,
      { file: path, isDryRun, allowedRemovals: allowedRemovals(values) },
      actor,
    );
    if (answer.kind === 'plan') return reportPlan(io, answer.plan, { isDryRun, isJson, hint: '' });
    const records = answer.records.length === 1 ? answer.records[0] : answer.records;
    io.out(`${JSON.stringify(records, null, isJson ? undefined : 2)}\n`);
  },
};

/** The words of the parser quote the file, so that none of them is told. */
function parseJson(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new DomainError('staff_file_unreadable', { file, reason: 'json' });
  }
}

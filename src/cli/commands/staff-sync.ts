import { dirname, isAbsolute, join } from 'node:path';
import { parseLdapSource } from '../../domain/directory/ldap-source.ts';
import { DomainError } from '../../domain/errors.ts';
import { readLdapSource } from '../../staff-ldap/read-ldap-source.ts';
import { type Command, type CommandIo, requiredOption } from '../command.ts';
import { submitPlan } from './pending-plans.ts';
import { importOptions, readChangeOptions } from './staff-plan-options.ts';
import { reportChange } from './staff-plan-report.ts';

/** From a directory server by the way of HR files: plan, guard, one transaction. */
export const staffSync: Command = {
  usage:
    'staff sync --file SOURCE.json [--dry-run] [--partial] [--apply PLAN] [--allow-removals N] [--submit]',
  summary: { vi: 'Đồng bộ hồ sơ từ máy chủ LDAP hoặc AD', en: 'Sync staff from an LDAP or AD server' },
  words: [0, 0],
  options: { file: { type: 'string' }, ...importOptions },
  async run(invocation) {
    const { services, io, actor, values } = invocation;
    const options = readChangeOptions(values);
    const file = requiredOption(values, 'file');
    const source = parseLdapSource(parseJson(file, await readText(io, file)));
    // Paths in the description begin where it lies.
    const beside = (path: string) => readText(io, isAbsolute(path) ? path : join(dirname(file), path));
    const password = withoutLineEnd(await beside(source.passwordFile));
    const ca = source.caFile === undefined ? undefined : await beside(source.caFile);
    const tables = await readLdapSource(source, { password, ca });
    const isPartial = values.partial === true || source.isPartial;
    if (values.submit === true) return submitPlan(invocation, { kind: 'import', tables, isPartial });
    const importing = services.staffPlans.importStaff(tables, { ...options, isPartial }, actor);
    await reportChange(invocation, importing, options.isDryRun, (plan) => ` --apply ${plan}`);
  },
};

const FILE_LIMIT = { bytes: 1024 * 1024, code: 'too_large' } as const;

/** A file of the officer's machine. */
async function readText(io: CommandIo, path: string): Promise<string> {
  return Buffer.from(await io.readFile(path, FILE_LIMIT)).toString('utf8');
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('ldap_source_invalid', { problems: `${file} is not JSON` });
  }
}

/** Editors end a file with a line break, which is no part of a password. */
function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

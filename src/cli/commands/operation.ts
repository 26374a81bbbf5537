import type { AuditStore } from '../../domain/audit/audit-store.ts';
import { verifyChain } from '../../domain/audit/hash-chain.ts';
import { AUDIT_FILTERS } from '../../domain/overview/audit-filters.ts';
import { type Command, type Invocation, textOption } from '../command.ts';
import { RefusedError } from '../refused-error.ts';
import { table } from '../table.ts';

const PAGE = 1000;

const migrate: Command = {
  usage: 'migrate [--status]',
  summary: { vi: 'Cập nhật cơ sở dữ liệu', en: 'Bring the database up to date' },
  words: [0, 0],
  options: { status: { type: 'boolean' } },
  // The database was migrated when it was opened: what is left is to say so.
  async run({ services, io, isJson }) {
    const migrations = await services.migrations();
    const rows = migrations.map(({ name, isApplied }) => [isApplied ? 'applied' : 'pending', name]);
    io.out(isJson ? `${JSON.stringify(migrations)}\n` : table(rows));
  },
};

const FILE_LIMIT = { bytes: 200 * 1024 * 1024, code: 'audit_export_invalid' } as const;

const auditVerify: Command = {
  usage: 'audit verify [FILE]',
  summary: {
    vi: 'Kiểm tra nhật ký hệ thống, hoặc một tệp đã kết xuất',
    en: 'Verify the audit log, or a file that was exported',
  },
  words: [0, 1],
  async run({ services, io, positionals: [file], isJson }) {
    if (file !== undefined) return verifyExport(services, io, { file, isJson });
    const verdict = await verifyChain(records(services.stores.audit));
    const text = verdict.ok
      ? `intact: ${verdict.count} records, head ${verdict.head}`
      : `broken at record ${verdict.seq}: ${verdict.reason}`;
    io.out(isJson ? `${JSON.stringify(verdict)}\n` : `${text}\n`);
    if (!verdict.ok) throw new RefusedError(text);
  },
};

async function verifyExport(
  { auditExport }: Invocation['services'],
  io: Invocation['io'],
  { file, isJson }: { file: string; isJson: boolean },
): Promise<void> {
  const { claims, isRetired, differing } = await auditExport.verify(await io.readFile(file, FILE_LIMIT));
  const { records, upTo, exportedBy, exportedAt } = claims;
  const facts = {
    records,
    up_to: upTo,
    exported_by: exportedBy,
    exported_at: exportedAt,
    key_retired: isRetired,
  };
  const text =
    differing === null
      ? `intact: ${records} records, exported by ${exportedBy} at ${exportedAt}`
      : `record ${differing} is not in the log like that`;
  io.out(isJson ? `${JSON.stringify({ ok: differing === null, ...facts, differing })}\n` : `${text}\n`);
  if (differing !== null) throw new RefusedError(text);
}

const auditExport: Command = {
  usage: `audit export ${AUDIT_FILTERS.map((name) => `[--${name} …]`).join(' ')} > FILE`,
  summary: {
    vi: 'Kết xuất nhật ký có ký số: mỗi dòng một bản ghi JSON',
    en: 'Export the audit log with a signature: a JSON record a line',
  },
  words: [0, 0],
  options: Object.fromEntries(AUDIT_FILTERS.map((name) => [name, { type: 'string' } as const])),
  async run({ services, io, actor, values }) {
    const filters = Object.fromEntries(AUDIT_FILTERS.map((name) => [name, textOption(values, name)]));
    for await (const lines of await services.auditExport.start(filters, actor)) {
      io.out(lines);
      await io.flushed();
    }
  },
};

export const operationCommands: Command[] = [migrate, auditVerify, auditExport];

async function* records(audit: AuditStore) {
  for (let after = 0; ; after += PAGE) {
    const page = await audit.list(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
  }
}

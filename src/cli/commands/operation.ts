import type { AuditStore } from '../../domain/audit/audit-store.ts';
import { verifyChain } from '../../domain/audit/hash-chain.ts';
import type { Command } from '../command.ts';
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

const auditVerify: Command = {
  usage: 'audit verify',
  summary: { vi: 'Kiểm tra nhật ký hệ thống', en: 'Verify the audit log' },
  words: [0, 0],
  async run({ services, io, isJson }) {
    const verdict = await verifyChain(records(services.stores.audit));
    const text = verdict.ok
      ? `intact: ${verdict.count} records, head ${verdict.head}`
      : `broken at record ${verdict.seq}: ${verdict.reason}`;
    io.out(isJson ? `${JSON.stringify(verdict)}\n` : `${text}\n`);
    if (!verdict.ok) throw new RefusedError(text);
  },
};

export const operationCommands: Command[] = [migrate, auditVerify];

async function* records(audit: AuditStore) {
  for (let after = 0; ; after += PAGE) {
    const page = await audit.list(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
  }
}

import { Readable } from 'node:stream';
import { dayOf } from '../../domain/clock.ts';
import { type AuditParts, auditFiltersFrom } from './audit-parts.ts';
import { action, type ConsolePage } from './console-page.ts';

/** `/admin/audit/export`: what the list shows, as signed JSON lines; a form, because taking it is on record. */
export function auditExportPages(parts: AuditParts): ConsolePage[] {
  return [
    action('/audit/export', 'audit:read', { fields: [] }, async (visit, ctx) => {
      const lines = await parts.auditExport.start(auditFiltersFrom(ctx), visit.actor);
      ctx.attachment(`micconnect-audit-${dayOf(parts.clock.now())}.jsonl`);
      ctx.type = 'application/jsonl; charset=utf-8';
      ctx.set('Cache-Control', 'no-store');
      ctx.body = Readable.from(lines);
    }),
  ];
}

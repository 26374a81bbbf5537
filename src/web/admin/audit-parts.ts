import type { AuditFilters } from '../../domain/overview/audit-filters.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { textFrom } from './list-query.ts';

export type AuditParts = Pick<
  WebParts,
  | 'auditOverview'
  | 'auditExport'
  | 'chainWatch'
  | 'background'
  | 'viewings'
  | 'reading'
  | 'stores'
  | 'pages'
  | 'clock'
  | 'networks'
>;

/** The filters that an address names. */
export function auditFiltersFrom(ctx: Context): AuditFilters {
  const text = (name: string) => textFrom(ctx, name);
  return {
    type: text('type'),
    person: text('q') ?? text('person'),
    actor: text('actor'),
    client: text('client'),
    network: text('network'),
    code: text('code'),
    from: text('from'),
    until: text('until'),
  };
}

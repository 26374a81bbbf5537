import type { AuditType } from '../../domain/audit/audit-event.ts';
import { AUDIT_GROUPS, type AuditGroup, typesOf } from '../../domain/audit/audit-groups.ts';

const ICON_OF: Record<AuditGroup, string> = {
  sign_in: 'user',
  credentials: 'key',
  certificates: 'certificate',
  accounts: 'id-badge-2',
  directory: 'file-import',
  roles: 'rubber-stamp',
  requests: 'inbox',
  mandates: 'user-share',
  separation: 'gavel',
  reviews: 'clipboard-check',
  clients: 'layout-grid',
  logouts: 'logout',
  system: 'settings',
};

/** The icon of what an act is about. */
export function actIcon(type: AuditType): string {
  return ICON_OF[AUDIT_GROUPS.find((group) => typesOf(group).includes(type)) ?? 'system'];
}

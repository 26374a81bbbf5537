import type { RestScope } from '../clients/scopes.ts';

/** An action in the product itself; named like the scope of the API that allows a client the same. */
export type Permission = RestScope;

/** A role at the product's own client, and what it opens. */
export interface ProductRole {
  code: string;
  name: string;
  nameEn: string;
  permissions: readonly Permission[];
}

/** Code of the role that gives and takes back the product's own roles. */
export const SYSTEM_ADMINISTRATOR = 'system-administrator';

/** What is not listed here gives nothing. */
export const PRODUCT_ROLES: readonly ProductRole[] = [
  {
    code: SYSTEM_ADMINISTRATOR,
    name: 'Quản trị hệ thống',
    nameEn: 'System administrator',
    permissions: ['directory:read', 'directory:write', 'roles:read', 'roles:write'],
  },
  {
    code: 'hr-officer',
    name: 'Cán bộ tổ chức',
    nameEn: 'HR officer',
    permissions: ['directory:read', 'directory:write', 'roles:read'],
  },
  {
    code: 'auditor',
    name: 'Kiểm toán viên',
    nameEn: 'Auditor',
    permissions: ['directory:read', 'roles:read'],
  },
];

/** What a person may do who holds these roles (codes) at the product's own client. Pure; denied by default. */
export function permissionsOf(roleCodes: readonly string[]): ReadonlySet<Permission> {
  const held = PRODUCT_ROLES.filter(({ code }) => roleCodes.includes(code));
  return new Set(held.flatMap(({ permissions }) => permissions));
}

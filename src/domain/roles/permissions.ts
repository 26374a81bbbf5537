import { OWNER_ROLE_PREFIX } from '../clients/owner-role.ts';
import type { RestScope } from '../clients/scopes.ts';
import type { RoleExtent } from './role.ts';

/**
 * An action in the product itself; named like the scope of the API that allows a client the same. What concerns the
 * installation as a whole, its policies, trust anchors and keys, no client is ever allowed. Why somebody's sign-in failed
 * is for people who may not read the whole audit log, too; how relying systems are connected, for people alone.
 */
export type Permission = RestScope | 'clients:read' | 'sign-ins:read' | 'system:read' | 'system:write';

/** A role at the product's own client, and what it opens. */
export interface ProductRole {
  code: string;
  name: string;
  nameEn: string;
  /** Limited to units, or the whole ministry. */
  extent: RoleExtent;
  permissions: readonly Permission[];
}

/** Code of the role that gives and takes back the product's own roles. */
export const SYSTEM_ADMINISTRATOR = 'system-administrator';
/** Code of the role that keeps the directory. */
export const HR_OFFICER = 'hr-officer';
/** Code of the role that gives and takes back roles within units and all below them. */
export const UNIT_ADMINISTRATOR = 'unit-administrator';

/** What is not listed here gives nothing. */
export const PRODUCT_ROLES: readonly ProductRole[] = [
  {
    code: SYSTEM_ADMINISTRATOR,
    name: 'Quản trị hệ thống',
    nameEn: 'System administrator',
    extent: 'none',
    permissions: [
      'directory:read',
      'directory:write',
      'roles:read',
      'roles:write',
      'clients:read',
      'clients:write',
      'sessions:write',
      'audit:read',
      'sign-ins:read',
      'system:read',
      'system:write',
    ],
  },
  {
    code: HR_OFFICER,
    name: 'Cán bộ tổ chức',
    nameEn: 'HR officer',
    extent: 'none',
    permissions: ['directory:read', 'directory:write', 'roles:read'],
  },
  {
    code: UNIT_ADMINISTRATOR,
    name: 'Quản trị đơn vị',
    nameEn: 'Unit administrator',
    extent: 'own-unit',
    permissions: ['directory:read', 'roles:read', 'roles:write', 'clients:read', 'sign-ins:read'],
  },
  {
    code: 'help-desk',
    name: 'Hỗ trợ người dùng',
    nameEn: 'Help desk',
    extent: 'none',
    permissions: ['directory:read', 'sessions:write', 'sign-ins:read'],
  },
  {
    code: 'auditor',
    name: 'Kiểm toán viên',
    nameEn: 'Auditor',
    extent: 'none',
    permissions: [
      'directory:read',
      'roles:read',
      'clients:read',
      'audit:read',
      'sign-ins:read',
      'system:read',
    ],
  },
];

/** What the owner of a relying system may do; `role-rights` and `reading-rights` keep it to that system. */
const OWNER_PERMISSIONS: readonly Permission[] = [
  'directory:read',
  'roles:read',
  'roles:write',
  'clients:read',
];

/**
 * What a person may do who holds these roles (codes) at the product's own client: which operations open at all; which
 * roles, whom and where is for `role-rights` to say. Pure; denied by default.
 */
export function permissionsOf(roleCodes: readonly string[]): ReadonlySet<Permission> {
  const held = PRODUCT_ROLES.filter(({ code }) => roleCodes.includes(code));
  const isOwner = roleCodes.some((code) => code.startsWith(OWNER_ROLE_PREFIX));
  return new Set([...held.flatMap(({ permissions }) => permissions), ...(isOwner ? OWNER_PERMISSIONS : [])]);
}

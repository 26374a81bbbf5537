import type { RoleExtent } from '../../domain/roles/role.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface RoleListViews {
  'admin/roles': RoleListView;
}

export interface RoleListView extends ConsoleFrame {
  client: string;
  clients: { value: string; text: string }[];
  roles: {
    code: string;
    name: string;
    extent: RoleExtent;
    isPrivileged: boolean;
    /** Names of the roles directly inside it. */
    parts: string[];
    /** What one person must not hold beside it, each as a line. */
    apart: string[];
    /** Role grants that stand, and where they are listed. */
    roleGrants: number;
    address: string;
  }[];
}

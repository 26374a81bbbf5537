import type { WaitingWork } from '../../domain/overview/waiting-work.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import type { ProductRights } from '../../domain/roles/product-rights.ts';
import type { MessageKey } from '../../messages/translate.ts';

interface Entry {
  path: string;
  icon: string;
  label: MessageKey;
  permission: Permission;
  work?: keyof WaitingWork;
  /** As `ConsolePage` says it. */
  isWhole?: boolean;
}

export interface NavItem extends Pick<Entry, 'path' | 'icon' | 'label'> {
  /** How much waits there. */
  waiting: number;
}

interface Section<Item> {
  /** Null for what stands on top, without a heading. */
  title: MessageKey | null;
  items: readonly Item[];
}

export type NavSection = Section<NavItem>;

/** The console's pages in the order of its navigation (style guide, section 7). */
const SECTIONS: readonly Section<Entry>[] = [
  {
    title: null,
    items: [
      { path: '/admin', icon: 'layout-dashboard', label: 'console.overview', permission: 'directory:read' },
    ],
  },
  {
    title: 'console.directory',
    items: [
      { path: '/admin/people', icon: 'users', label: 'console.people', permission: 'directory:read' },
      { path: '/admin/units', icon: 'sitemap', label: 'console.units', permission: 'directory:read' },
      {
        path: '/admin/positions',
        icon: 'briefcase',
        label: 'console.positions',
        permission: 'directory:read',
      },
      { path: '/admin/mailboxes', icon: 'mailbox', label: 'console.mailboxes', permission: 'directory:read' },
      {
        path: '/admin/hr-imports',
        icon: 'file-import',
        label: 'console.imports',
        permission: 'directory:read',
        work: 'staffPlans',
        isWhole: true,
      },
    ],
  },
  {
    title: 'console.rights',
    items: [
      { path: '/admin/clients', icon: 'layout-grid', label: 'clients.title', permission: 'clients:read' },
      { path: '/admin/role-matrix', icon: 'table', label: 'matrix.title', permission: 'roles:read' },
      { path: '/admin/role-grants', icon: 'rubber-stamp', label: 'grants.nav', permission: 'roles:read' },
      {
        path: '/admin/requests',
        icon: 'inbox',
        label: 'requestDesk.title',
        permission: 'roles:read',
        work: 'requests',
      },
      { path: '/admin/mandates', icon: 'user-share', label: 'mandates.title', permission: 'roles:read' },
      { path: '/admin/reviews', icon: 'clipboard-check', label: 'reviews.title', permission: 'roles:read' },
    ],
  },
  {
    title: 'console.monitoring',
    items: [
      {
        path: '/admin/audit',
        icon: 'list-details',
        label: 'console.audit',
        permission: 'audit:read',
        isWhole: true,
      },
      {
        path: '/admin/sessions',
        icon: 'device-laptop',
        label: 'console.sessions',
        permission: 'sessions:write',
        isWhole: true,
      },
      {
        path: '/admin/logouts',
        icon: 'logout',
        label: 'console.logouts',
        permission: 'audit:read',
        work: 'untold',
        isWhole: true,
      },
    ],
  },
  {
    title: 'console.system',
    items: [
      { path: '/admin/trust', icon: 'certificate', label: 'trust.title', permission: 'system:read' },
      { path: '/admin/keys', icon: 'key', label: 'keys.title', permission: 'system:read' },
      { path: '/admin/settings', icon: 'settings', label: 'console.settings', permission: 'system:read' },
      { path: '/admin/mail-templates', icon: 'mail', label: 'mails.title', permission: 'system:read' },
    ],
  },
];

/** Whether a page tells itself what waits, so that its navigation must not tell otherwise. */
export function tellsWork(address: string): boolean {
  return SECTIONS.some(({ items }) =>
    items.some(({ path, work }) => path === address && (work !== undefined || path === '/admin')),
  );
}

/** The navigation of somebody with these rights: what she may not open is not there. */
export function navigationFor(
  { permissions, reading: { everywhere } }: ProductRights,
  waiting: WaitingWork,
): NavSection[] {
  const isOpen = ({ permission, isWhole = false }: Entry) =>
    isWhole ? everywhere.has(permission) : permissions.has(permission);
  const itemOf = ({ path, icon, label, work }: Entry): NavItem => ({
    ...{ path, icon, label },
    waiting: work === undefined ? 0 : waiting[work],
  });
  return SECTIONS.map(({ title, items }) => ({ title, items: items.filter(isOpen).map(itemOf) })).filter(
    ({ items }) => items.length > 0,
  );
}

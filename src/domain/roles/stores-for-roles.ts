import type { AuditStore } from '../audit/audit-store.ts';
import type { DirectoryStore } from '../directory/directory-store.ts';
import type { SettingStore } from '../settings/settings.ts';
import type { MandateStore } from './mandate-store.ts';
import type { RoleStore } from './role-store.ts';
import type { SeparationStore } from './separation-store.ts';
import type { WaitingRoleGrantStore } from './waiting-role-grant.ts';

/** What roles need of the product's stores, and no more; `Stores` fits. */
export interface RoleStores {
  directory: Pick<
    DirectoryStore,
    'findPerson' | 'findPersonByLogin' | 'findPersonRecord' | 'listStandings' | 'listUnits' | 'listPositions'
  >;
  roles: RoleStore;
  waitingRoleGrants: WaitingRoleGrantStore;
  mandates: MandateStore;
  separations: SeparationStore;
  settings: Pick<SettingStore, 'load'>;
  audit: Pick<AuditStore, 'append'>;
  clients: { find(id: string): Promise<{ id: string } | undefined> };
}

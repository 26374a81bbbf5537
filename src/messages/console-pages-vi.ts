import { consoleAuditVi } from './console-audit-vi.ts';
import { consoleClientsVi } from './console-clients-vi.ts';
import { consoleImportsVi } from './console-imports-vi.ts';
import { consoleKeysVi } from './console-keys-vi.ts';
import { consoleLabVi } from './console-lab-vi.ts';
import { consoleMailsVi } from './console-mails-vi.ts';
import { consoleOverviewVi } from './console-overview-vi.ts';
import { consolePeopleVi } from './console-people-vi.ts';
import { consolePersonVi } from './console-person-vi.ts';
import { consoleResetVi } from './console-reset-vi.ts';
import { consoleRolesVi } from './console-roles-vi.ts';
import { consoleSearchVi } from './console-search-vi.ts';
import { consoleSettingsVi } from './console-settings-vi.ts';
import { consoleTrustVi } from './console-trust-vi.ts';

/** Vietnamese texts of the console's pages, area by area. */
export const consolePagesVi = {
  ...consoleAuditVi,
  ...consoleClientsVi,
  ...consoleImportsVi,
  ...consoleKeysVi,
  ...consoleMailsVi,
  ...consoleLabVi,
  ...consoleOverviewVi,
  ...consolePeopleVi,
  ...consolePersonVi,
  ...consoleResetVi,
  ...consoleRolesVi,
  ...consoleSearchVi,
  ...consoleSettingsVi,
  ...consoleTrustVi,
} as const;

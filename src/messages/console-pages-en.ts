import { consoleAuditEn } from './console-audit-en.ts';
import { consoleClientsEn } from './console-clients-en.ts';
import { consoleImportsEn } from './console-imports-en.ts';
import { consoleKeysEn } from './console-keys-en.ts';
import { consoleLabEn } from './console-lab-en.ts';
import { consoleMailsEn } from './console-mails-en.ts';
import { consoleOverviewEn } from './console-overview-en.ts';
import { consolePeopleEn } from './console-people-en.ts';
import { consolePersonEn } from './console-person-en.ts';
import { consoleResetEn } from './console-reset-en.ts';
import { consoleRolesEn } from './console-roles-en.ts';
import { consoleSearchEn } from './console-search-en.ts';
import { consoleSettingsEn } from './console-settings-en.ts';
import { consoleTrustEn } from './console-trust-en.ts';

/** English texts of the console's pages, area by area. */
export const consolePagesEn = {
  ...consoleAuditEn,
  ...consoleClientsEn,
  ...consoleImportsEn,
  ...consoleKeysEn,
  ...consoleMailsEn,
  ...consoleLabEn,
  ...consoleOverviewEn,
  ...consolePeopleEn,
  ...consolePersonEn,
  ...consoleResetEn,
  ...consoleRolesEn,
  ...consoleSearchEn,
  ...consoleSettingsEn,
  ...consoleTrustEn,
};

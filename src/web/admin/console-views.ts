import type { AuditViews } from './audit-view.ts';
import type { ClientsViews } from './clients-view.ts';
import type { HrImportsViews } from './hr-imports-view.ts';
import type { KeysViews } from './keys-view.ts';
import type { LabViews } from './lab-view.ts';
import type { MailTemplatesViews } from './mail-templates-view.ts';
import type { MonitoringViews } from './monitoring-view.ts';
import type { OverviewViews } from './overview-view.ts';
import type { PeopleViews } from './people-view.ts';
import type { PostsViews } from './posts-view.ts';
import type { RolePagesViews } from './role-pages-view.ts';
import type { SearchViews } from './search-view.ts';
import type { SettingsViews } from './settings-view.ts';
import type { TrustViews } from './trust-view.ts';
import type { UnitsViews } from './units-view.ts';

/** What each page of the console is given. */
export interface ConsoleViews
  extends AuditViews,
    ClientsViews,
    HrImportsViews,
    KeysViews,
    MailTemplatesViews,
    LabViews,
    MonitoringViews,
    OverviewViews,
    PeopleViews,
    RolePagesViews,
    SearchViews,
    SettingsViews,
    TrustViews,
    UnitsViews,
    PostsViews {}

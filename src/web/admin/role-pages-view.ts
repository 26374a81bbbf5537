import type { GrantFormViews } from './grant-form-view.ts';
import type { MandateViews } from './mandates-view.ts';
import type { RequestViews } from './requests-view.ts';
import type { ReviewViews } from './reviews-view.ts';
import type { RoleGrantViews } from './role-grants-view.ts';
import type { RoleListViews } from './role-list-view.ts';
import type { RoleMatrixViews } from './role-matrix-view.ts';
import type { RolePlanViews } from './role-plans-view.ts';

/** What the pages of roles are given. */
export interface RolePagesViews
  extends RoleGrantViews,
    GrantFormViews,
    RoleMatrixViews,
    RoleListViews,
    MandateViews,
    RequestViews,
    ReviewViews,
    RolePlanViews {}

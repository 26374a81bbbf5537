import type { EnvelopeService } from '../../domain/directory/national-envelope-service.ts';
import type { PendingPlanService } from '../../domain/directory/pending-plan-service.ts';
import type { StaffPlanService } from '../../domain/directory/staff-plan-service.ts';
import type { StaffService } from '../../domain/directory/staff-service.ts';
import type { ReadingService } from '../../domain/roles/reading-service.ts';
import type { SeparationService } from '../../domain/roles/separation-service.ts';
import type { ViewingService } from '../../domain/roles/viewing-service.ts';
import type { Stores } from '../../domain/transact.ts';
import { type FactorResetParts, factorResetRoutes } from './factor-resets.ts';
import { mailboxRoutes } from './mailboxes.ts';
import { type MandateParts, mandateRoutes } from './mandates.ts';
import { peopleRoutes } from './people.ts';
import { planUploadRoute, type StaffFiles } from './plan-uploads.ts';
import { planRoutes } from './plans.ts';
import { positionRoutes } from './positions.ts';
import { type RequestParts, requestRoutes } from './requests.ts';
import { type ReviewParts, reviewRoutes } from './reviews.ts';
import { roleChangeRoutes } from './role-changes.ts';
import { roleEditRoute } from './role-edits.ts';
import { roleGrantRoutes } from './role-grants.ts';
import { type RolePlanParts, rolePlanRoutes } from './role-plans.ts';
import { type RoleParts, roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { separationRoutes } from './separations.ts';
import { signInFailureRoute } from './sign-in-failures.ts';
import { mergeUnitsRoute } from './unit-mergers.ts';
import { unitRoutes } from './units.ts';
import { waitingRoleGrantRoutes } from './waiting-role-grants.ts';
import { waitingRolePlanRoutes } from './waiting-role-plans.ts';

export interface ApiParts
  extends Pick<RoleParts, 'roles' | 'clock'>,
    RequestParts,
    ReviewParts,
    MandateParts,
    FactorResetParts,
    RolePlanParts {
  staff: StaffService;
  reading: ReadingService;
  viewings: ViewingService;
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  envelopes: EnvelopeService;
  separations: SeparationService;
  /** Reads HR files; `staff-files` does. */
  staffFiles: StaffFiles;
  stores: Pick<Stores, 'audit' | 'directory' | 'roles'>;
}

/** Every operation of the API, noun by noun. */
export function apiRoutes(parts: ApiParts): Route[] {
  const { directory } = parts.stores;
  return [
    ...peopleRoutes(parts),
    signInFailureRoute(parts),
    ...unitRoutes({ directory }),
    mergeUnitsRoute(parts),
    ...positionRoutes({ directory }),
    ...mailboxRoutes({ directory }),
    planUploadRoute(parts),
    ...planRoutes(parts),
    ...roleRoutes(parts),
    ...roleChangeRoutes(parts),
    ...roleGrantRoutes(parts),
    ...waitingRoleGrantRoutes(parts),
    ...separationRoutes(parts),
    ...requestRoutes(parts),
    roleEditRoute(parts),
    ...rolePlanRoutes(parts),
    ...waitingRolePlanRoutes(parts),
    ...reviewRoutes(parts),
    ...mandateRoutes(parts),
    ...factorResetRoutes(parts),
  ];
}

import type { EnvelopeService } from '../../domain/directory/national-envelope-service.ts';
import type { PendingPlanService } from '../../domain/directory/pending-plan-service.ts';
import type { StaffPlanService } from '../../domain/directory/staff-plan-service.ts';
import type { StaffService } from '../../domain/directory/staff-service.ts';
import type { RolePlanService } from '../../domain/role-plans/role-plan-service.ts';
import type { SeparationService } from '../../domain/roles/separation-service.ts';
import type { Stores } from '../../domain/transact.ts';
import { mailboxRoutes } from './mailboxes.ts';
import { type MandateParts, mandateRoutes } from './mandates.ts';
import { peopleRoutes } from './people.ts';
import { planUploadRoute, type StaffFiles } from './plan-uploads.ts';
import { planRoutes } from './plans.ts';
import { positionRoutes } from './positions.ts';
import { type RequestParts, requestRoutes } from './requests.ts';
import { type ReviewParts, reviewRoutes } from './reviews.ts';
import { roleChangeRoutes } from './role-changes.ts';
import { roleGrantRoutes } from './role-grants.ts';
import { rolePlanRoutes } from './role-plans.ts';
import { type RoleParts, roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { separationRoutes } from './separations.ts';
import { unitRoutes } from './units.ts';
import { waitingRoleGrantRoutes } from './waiting-role-grants.ts';

export interface ApiParts
  extends Pick<RoleParts, 'roles' | 'clock'>,
    RequestParts,
    ReviewParts,
    MandateParts {
  staff: StaffService;
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  rolePlans: RolePlanService;
  envelopes: EnvelopeService;
  separations: SeparationService;
  /** Reads HR files; `staff-files` does. */
  staffFiles: StaffFiles;
  stores: Pick<Stores, 'directory' | 'roles'>;
}

/** Every operation of the API, noun by noun. */
export function apiRoutes(parts: ApiParts): Route[] {
  const { directory } = parts.stores;
  return [
    ...peopleRoutes(parts),
    ...unitRoutes({ directory }),
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
    ...rolePlanRoutes(parts),
    ...reviewRoutes(parts),
    ...mandateRoutes(parts),
  ];
}

import { SignInOnce1795300000000 } from './1795300000000-sign-in-once.ts';
import { StaffPlans1795400100000 } from './1795400100000-staff-plans.ts';

/** In the order in which they run; each class name ends in the time that TypeORM sorts by. */
export const migrations = [SignInOnce1795300000000, StaffPlans1795400100000];

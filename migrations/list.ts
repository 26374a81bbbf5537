import { SignInOnce1795300000000 } from './1795300000000-sign-in-once.ts';

/** In the order in which they run; each class name ends in the time that TypeORM sorts by. */
export const migrations = [SignInOnce1795300000000];

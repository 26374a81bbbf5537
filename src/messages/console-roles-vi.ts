import { consoleGrantFormVi } from './console-grant-form-vi.ts';
import { consoleGrantsVi } from './console-grants-vi.ts';
import { consoleMandatesVi } from './console-mandates-vi.ts';
import { consoleMatrixVi } from './console-matrix-vi.ts';
import { consoleRequestsVi } from './console-requests-vi.ts';
import { consoleReviewsVi } from './console-reviews-vi.ts';
import { consoleRolePlansVi } from './console-role-plans-vi.ts';

/** Vietnamese texts of the console's pages about roles. */
export const consoleRolesVi = {
  ...consoleGrantsVi,
  ...consoleGrantFormVi,
  ...consoleMatrixVi,
  ...consoleMandatesVi,
  ...consoleRolePlansVi,
  ...consoleRequestsVi,
  ...consoleReviewsVi,
} as const;

import { consoleGrantFormEn } from './console-grant-form-en.ts';
import { consoleGrantsEn } from './console-grants-en.ts';
import { consoleMandatesEn } from './console-mandates-en.ts';
import { consoleMatrixEn } from './console-matrix-en.ts';
import { consoleRequestsEn } from './console-requests-en.ts';
import { consoleReviewsEn } from './console-reviews-en.ts';
import { consoleRolePlansEn } from './console-role-plans-en.ts';

/** English texts of the console's pages about roles. */
export const consoleRolesEn = {
  ...consoleGrantsEn,
  ...consoleGrantFormEn,
  ...consoleMatrixEn,
  ...consoleMandatesEn,
  ...consoleRolePlansEn,
  ...consoleRequestsEn,
  ...consoleReviewsEn,
};

import type { WebParts } from '../web-parts.ts';
import { choicePages } from './choices.ts';
import type { ConsolePage } from './console-page.ts';
import { grantFormPages } from './grant-form.ts';
import { mandatePages } from './mandates.ts';
import { requestPages } from './request.ts';
import { requestListPages } from './requests.ts';
import { reviewPages } from './reviews.ts';
import { roleCellPages } from './role-cell.ts';
import { roleGrantPages } from './role-grant.ts';
import { grantEditPages } from './role-grant-edit.ts';
import { roleGrantListPages } from './role-grants.ts';
import { grantExportPage } from './role-grants-export.ts';
import { roleListPages } from './role-list.ts';
import { roleMatrixPages } from './role-matrix.ts';
import { rolePlanPages } from './role-plans.ts';

/** The pages of roles: who was given what, giving it, and who holds what where. */
export function rolePages(parts: WebParts): ConsolePage[] {
  return [
    ...choicePages(parts),
    ...roleMatrixPages(parts),
    ...roleCellPages(parts),
    ...roleGrantListPages(parts),
    grantExportPage(parts),
    ...grantFormPages(parts),
    ...roleGrantPages(parts),
    ...grantEditPages(parts),
    ...rolePlanPages(parts),
    ...roleListPages(parts),
    ...mandatePages(parts),
    ...requestListPages(parts),
    ...requestPages(parts),
    ...reviewPages(parts),
  ];
}

import type { EffectiveRole } from './effective-roles.ts';
import { type Permission, permissionsOf } from './permissions.ts';
import { type ReadingRights, readingRightsOf } from './reading-rights.ts';

/** What a person's roles at the product open to her at a moment. */
export interface ProductRights {
  permissions: ReadonlySet<Permission>;
  reading: ReadingRights;
}

/** The rights of who holds these roles at the product's own client. Pure; denied by default. */
export function productRightsOf(held: readonly EffectiveRole[]): ProductRights {
  return { permissions: permissionsOf(held.map(({ role }) => role.code)), reading: readingRightsOf(held) };
}

import { OWNER_ROLE_PREFIX } from '../clients/owner-role.ts';
import type { EffectiveRole } from './effective-roles.ts';
import { type Permission, PRODUCT_ROLES, UNIT_ADMINISTRATOR } from './permissions.ts';

/** How far a person's roles at the product let her read, beside `role-rights`, which says what she may change. */
export interface ReadingRights {
  /** What she may read of the whole ministry. */
  everywhere: ReadonlySet<Permission>;
  /** What else only within these units (codes) and all below them … */
  units: { codes: readonly string[]; permissions: ReadonlySet<Permission> };
  /** … and of the relying systems whose owners' roles (codes, `ownerRoleCode`) she holds. */
  ownerRoles: ReadonlySet<string>;
}

/**
 * The reading rights of who holds these roles at the product's own client. A role for the whole ministry opens it for
 * its own permissions alone, so that a help desk that also administers a unit reads role grants of that unit only.
 * Pure; denied by default.
 */
export function readingRightsOf(
  held: readonly { role: Pick<EffectiveRole['role'], 'code'>; units: EffectiveRole['units'] }[],
): ReadingRights {
  const codes = held.map(({ role }) => role.code);
  const whole = PRODUCT_ROLES.filter(({ code, extent }) => extent === 'none' && codes.includes(code));
  const administrator = PRODUCT_ROLES.find(({ code }) => code === UNIT_ADMINISTRATOR);
  return {
    everywhere: new Set(whole.flatMap(({ permissions }) => permissions)),
    units: {
      // Without a limit to units it would be no unit administrator's.
      codes: held.find(({ role }) => role.code === UNIT_ADMINISTRATOR)?.units ?? [],
      permissions: new Set(administrator?.permissions),
    },
    ownerRoles: new Set(codes.filter((code) => code.startsWith(OWNER_ROLE_PREFIX))),
  };
}

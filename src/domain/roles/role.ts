import { DomainError } from '../errors.ts';

/** Whether a role is limited to units: not at all, to the holder's own unit, or to a unit its role grant names. */
export const ROLE_EXTENTS = ['none', 'own-unit', 'any'] as const;
export type RoleExtent = (typeof ROLE_EXTENTS)[number];

/** A named duty within one client. `code` is what the client reads in the claim `roles`. */
export interface Role {
  id: string;
  clientId: string;
  /** Unique within the client; lower-case ASCII. */
  code: string;
  name: string;
  nameEn: string | null;
  isPrivileged: boolean;
  extent: RoleExtent;
}

/** A role as somebody typed it: `extent` may be any text. */
export type RoleCandidate = Omit<Role, 'extent'> & { extent: string };

const CODE = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const NAME_LIMIT = 200;

/**
 * Turns what somebody typed into a role, names in NFC and without blanks around them.
 * Throws `role_invalid` with `field` set to the first field that does not hold.
 */
export function validateRole(candidate: RoleCandidate): Role {
  const extent = ROLE_EXTENTS.find((known) => known === candidate.extent);
  const name = candidate.name.normalize('NFC').trim();
  const nameEn = candidate.nameEn === null ? null : candidate.nameEn.normalize('NFC').trim();
  if (candidate.clientId === '') throw new DomainError('role_invalid', { field: 'clientId' });
  if (!CODE.test(candidate.code)) throw new DomainError('role_invalid', { field: 'code' });
  if (!isName(name)) throw new DomainError('role_invalid', { field: 'name' });
  if (nameEn !== null && !isName(nameEn)) throw new DomainError('role_invalid', { field: 'nameEn' });
  if (extent === undefined) throw new DomainError('role_invalid', { field: 'extent' });
  return { ...candidate, name, nameEn, extent };
}

/** The order of roles: by code, then by client. By code unit, not by locale: the same on every machine. */
export function compareRoles(one: Role, other: Role): number {
  if (one.code !== other.code) return one.code < other.code ? -1 : 1;
  return one.clientId === other.clientId ? 0 : one.clientId < other.clientId ? -1 : 1;
}

function isName(text: string): boolean {
  return text !== '' && text.length <= NAME_LIMIT && !/\p{Cc}/u.test(text);
}

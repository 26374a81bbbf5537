import { createHash } from 'node:crypto';

/** What codes of owners' roles begin with. */
export const OWNER_ROLE_PREFIX = 'owner.';

/** What a role's code can hold of a client's id behind the prefix: 64 characters in all, in lower case. */
const FITTING = /^[a-z0-9_-]{1,58}$/;
/** As much of an id as fits into a role's name. */
const NAMED = 150;

/**
 * Code of the role, at the product's own client, of whoever owns a relying system: `owner.` and the client's id. An
 * id that is longer than 58 characters or has capitals does not fit into a code; it is `owner.sha256.` and the first
 * 32 hex digits of its SHA-256, which no id can spell, for ids have no dots. The role's name tells the id either way.
 */
export function ownerRoleCode(clientId: string): string {
  if (FITTING.test(clientId)) return OWNER_ROLE_PREFIX + clientId;
  return `${OWNER_ROLE_PREFIX}sha256.${createHash('sha256').update(clientId).digest('hex').slice(0, 32)}`;
}

/** The role of a client's owners: code and names. */
export function ownerRole(clientId: string): { code: string; name: string; nameEn: string } {
  const shown = clientId.length > NAMED ? `${clientId.slice(0, NAMED)}…` : clientId;
  return {
    code: ownerRoleCode(clientId),
    name: `Phụ trách ứng dụng ${shown}`,
    nameEn: `Owner of ${shown}`,
  };
}

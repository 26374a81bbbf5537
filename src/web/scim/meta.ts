import { createHash } from 'node:crypto';
import type { ResourceKind } from './schema.ts';
import { ScimError } from './scim-error.ts';

export interface Meta {
  resourceType: string;
  location: string;
  /** Weak: what is equal by it means the same. */
  version: string;
}

/**
 * What a resource says of itself. The version follows from the content: no clock has to tell whether it changed.
 * @param besides what the version also depends on
 */
export function metaOf(kind: ResourceKind, resource: { id: string }, base: string, besides = ''): Meta {
  const digest = createHash('sha256').update(JSON.stringify(resource)).update(besides).digest('base64url');
  return {
    resourceType: kind.name,
    location: `${base}${kind.endpoint}/${resource.id}`,
    version: `W/"${digest.slice(0, 22)}"`,
  };
}

/** Whether a header If-Match or If-None-Match names a version, or any. Weak and strong spelling are the same here. */
export function namesVersion(header: string, version: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => tag.trim() === '*' || plain(tag) === plain(version));
}

/** @throws ScimError 412 when the client saw another version (RFC 7644 section 3.14) */
export function requireVersion(ifMatch: string | undefined, { version }: Meta): void {
  if (ifMatch !== undefined && ifMatch !== '' && !namesVersion(ifMatch, version))
    throw new ScimError(412, undefined, 'If-Match');
}

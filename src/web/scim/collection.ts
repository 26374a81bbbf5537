import type { Actor } from '../../domain/audit/audit-event.ts';
import type { Json } from './json.ts';
import type { Meta } from './meta.ts';
import type { Projection } from './projection.ts';
import type { ResourceKind } from './schema.ts';
import type { Wish } from './wish.ts';

/** A resource in full, as the protocol shows it. */
export interface Resource {
  id: string;
  meta: Meta;
}

/** Refuses a resource that is not as the client saw it. */
export type Check = (resource: Resource) => void;

/** What the endpoints of a kind of resource do; every write is one transaction, and the check part of it. */
export interface Collection {
  kind: ResourceKind;
  /** @param input `filter`, `sortBy`, `sortOrder`, `startIndex`, `count` */
  list(
    input: Json,
    projection: Projection,
  ): Promise<{ total: number; startIndex: number; resources: Resource[] }>;
  /** @throws ScimError 404 */
  get(id: string, projection: Projection): Promise<Resource>;
  /** @returns the new id */
  create(wish: Wish, actor: Actor): Promise<string>;
  /** @param wishOf what a request says, judged against the resource as it is inside the transaction */
  change(id: string, wishOf: (current: Resource) => Wish, check: Check, actor: Actor): Promise<void>;
  remove(id: string, check: Check, actor: Actor): Promise<void>;
}

import type { RestScope } from '../../domain/clients/scopes.ts';
import type { ReadableExtent } from '../../domain/directory/readable-extent.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import type { Caller } from '../../oidc/access-tokens.ts';
import type { Upload } from './read-upload.ts';
import type { NamedSchema } from './schema.ts';
import type { Read, Values } from './values.ts';

/** A request after everything was checked that its route declares. */
export interface ApiRequest<Query extends Values, Body extends Values> {
  caller: Caller;
  /** What the caller may read under the route's scope. What she may change, each operation that changes decides. */
  extent: ReadableExtent;
  /** Texts of the path by their names in it. */
  path: Readonly<Record<string, string>>;
  query: Read<Query>;
  body: Read<Body>;
  /** Of operations that take one, and only of those. */
  upload: Upload | undefined;
}

/**
 * One operation of the API: what the document says about it, what a request is checked against, and what is done.
 * `/api/openapi.json` and the server read the same list, so that none is without the other.
 */
export interface Route<Query extends Values = Values, Body extends Values = Values> {
  method: 'GET' | 'POST';
  /** Below `/api/v1`, with names of parameters in braces. */
  path: string;
  scope: RestScope;
  /** What a person needs to be allowed, where that is not what the scope is named like. */
  permission?: Permission;
  /** A person may call it whatever her roles at micconnect; the operation keeps her to what is hers. */
  isForOneself?: true;
  summary: string;
  query?: Query;
  /** Fields of a JSON body; none of them is required. */
  body?: Body;
  /** Files, or files or one JSON message, instead of fields. */
  takesUpload?: 'files' | 'files_or_message';
  answer: NamedSchema;
  /** What it answers with 202 when `handle` returns `Accepted`. */
  accepted?: NamedSchema;
  /** Codes of the problems that only this operation answers with. */
  problems?: readonly ErrorCode[];
  handle(request: ApiRequest<Query, Body>): Promise<unknown>;
}

/** Nothing is done yet: the answer says what waits for somebody's decision. */
export class Accepted {
  readonly body: unknown;

  constructor(body: unknown) {
    this.body = body;
  }
}

/** Declares an operation, with the types of its parameters. */
export function route<const Query extends Values, const Body extends Values>(
  declared: Route<Query, Body>,
): Route {
  return declared as unknown as Route;
}

/** The parameters of every list. */
export const PAGING = {
  limit: { is: 'whole_number', about: 'items of a page; 50 unless given', minimum: 1, maximum: 200 },
  cursor: { is: 'cursor' },
} as const satisfies Values;

/** A parameter of what shows data about one person. */
export const VIEWING_REASON = {
  is: 'text',
  about: 'why it is looked at; the person sees who did, and this',
  maximum: 200,
} as const;

/** A page of items, as every list answers. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

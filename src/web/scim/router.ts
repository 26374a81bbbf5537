import { answerBulk } from './bulk.ts';
import type { Collection } from './collection.ts';
import { discover, isDiscovery } from './discovery.ts';
import { answerFor, type ScimAnswer, type ScimRequest } from './endpoints.ts';
import { ScimError } from './scim-error.ts';

interface Parts {
  /** Address of the API. */
  base: string;
  users: Collection;
  groups: Collection;
}

/** What answers one request; throws ScimError and DomainError. */
export type Route = (request: ScimRequest) => Promise<ScimAnswer>;

/** The endpoints of RFC 7644 section 3.2. */
export function createRoute({ base, users, groups }: Parts): Route {
  return async function route(request) {
    const [endpoint = '', ...rest] = request.path.split('/').slice(1);
    if (endpoint === 'Users') return answerFor(users, rest, request);
    if (endpoint === 'Groups') return answerFor(groups, rest, request);
    if (isDiscovery(endpoint)) return discover(base, endpoint, rest, request);
    if (endpoint === 'Me' || endpoint === '.search') throw new ScimError(501, undefined, endpoint);
    throw new ScimError(404, undefined, request.path.slice(0, 200));
  };
}

/** The same and `/Bulk`, whose operations are answered one by one. @param settle turns what is thrown into an answer */
export function withBulk(
  route: Route,
  settle: (work: () => Promise<ScimAnswer>) => Promise<ScimAnswer>,
): Route {
  return async (request) =>
    request.path === '/Bulk'
      ? answerBulk(request, (operation) => settle(() => route(operation)))
      : route(request);
}

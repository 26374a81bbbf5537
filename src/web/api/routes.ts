import type { StaffService } from '../../domain/directory/staff-service.ts';
import type { Stores } from '../../domain/transact.ts';
import { mailboxRoutes } from './mailboxes.ts';
import { peopleRoutes } from './people.ts';
import { positionRoutes } from './positions.ts';
import type { Route } from './route.ts';
import { unitRoutes } from './units.ts';

export interface ApiParts {
  staff: StaffService;
  stores: Pick<Stores, 'directory'>;
}

/** Every operation of the API, noun by noun. */
export function apiRoutes(parts: ApiParts): Route[] {
  const { directory } = parts.stores;
  return [
    ...peopleRoutes(parts),
    ...unitRoutes({ directory }),
    ...positionRoutes({ directory }),
    ...mailboxRoutes({ directory }),
  ];
}

import { namedUnits, type ReadableExtent } from '../../domain/directory/readable-extent.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import type { RoleGrantQuestion } from '../../domain/overview/role-grant-overview.ts';
import {
  HOLDER_KINDS,
  type HolderKind,
  ROLE_GRANT_STATES,
} from '../../domain/overview/role-overview-store.ts';
import type { Role } from '../../domain/roles/role.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { choiceFrom, textFrom } from './list-query.ts';

export const GRANTS_PATH = '/admin/role-grants';
/** States that the list can be narrowed to; what waits for a second person is in none of the others. */
export const SHOWN_STATES = [...ROLE_GRANT_STATES, 'waiting', 'all'] as const;

/** The filters of the list, as an address names them. */
export interface GrantFilters {
  q: string | undefined;
  client: string | undefined;
  /** `CLIENT:CODE` */
  role: string | undefined;
  unit: string | undefined;
  kind: HolderKind | undefined;
  state: (typeof SHOWN_STATES)[number] | undefined;
}

export function grantFiltersFrom(ctx: Context): GrantFilters {
  return {
    q: textFrom(ctx, 'q'),
    client: textFrom(ctx, 'client'),
    role: textFrom(ctx, 'role'),
    unit: textFrom(ctx, 'unit'),
    kind: choiceFrom(ctx, 'kind', HOLDER_KINDS),
    state: choiceFrom(ctx, 'state', SHOWN_STATES),
  };
}

/** The question that filters ask, and the role and unit that they name. @throws unit_not_found */
export async function grantQuestionOf(
  { q, client, role, unit, kind, state = 'standing' }: GrantFilters,
  { stores, extent }: { stores: Pick<WebParts['stores'], 'roles' | 'directory'>; extent: ReadableExtent },
): Promise<{ question: RoleGrantQuestion; role: Role | undefined; unit: Unit | undefined }> {
  const [roleClient = '', roleCode = ''] = role?.split(':') ?? [];
  const foundRole = role === undefined ? undefined : await stores.roles.findRole(roleClient, roleCode);
  const named = unit === undefined ? [] : namedUnits(await stores.directory.listUnits(), extent);
  const foundUnit = unit === undefined ? undefined : getUnit(named, unit);
  const question = {
    text: q,
    clientId: client,
    roleId: foundRole?.id,
    unitId: foundUnit?.id,
    kind,
    state: state === 'all' || state === 'waiting' ? undefined : state,
  };
  return { question, role: foundRole, unit: foundUnit };
}

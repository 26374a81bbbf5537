import { type Actor, actorLabel } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { getPerson, isRowId } from '../directory/person-lookup.ts';
import { isWithinUnits, type ReadableExtent, readsRolesOf } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import { loadRoleRules, loadSeparations } from './check-separation.ts';
import { refuseSeparation } from './grant-authority.ts';
import { violationsOfAll } from './separation-checks.ts';
import {
  type ExceptionRequest,
  readException,
  readSeparation,
  type SeparationRequest,
} from './separation-input.ts';
import type { Separation, SeparationException, SeparationRules } from './separation-of-duties.ts';
import { type ListedViolation, listedViolations, roleLabel, separationLabel } from './separation-report.ts';
import type { RoleStores } from './stores-for-roles.ts';

interface Dependencies {
  stores: RoleStores;
  transact: <T>(work: (stores: RoleStores) => Promise<T>) => Promise<T>;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/** A separation as an officer reads it. */
export interface ListedSeparation extends Separation {
  /** `CLIENT:CODE`, sorted. */
  roles: string[];
  /** Those that are not over. */
  exceptions: SeparationException[];
}

export type SeparationService = ReturnType<typeof createSeparationService>;

/**
 * Roles that one person must not hold together. Each change and its audit event are one transaction, and is for the
 * operator and system administrators, who except others but not themselves: @throws permission_denied,
 * role_grant_to_self
 */
export function createSeparationService({ stores, transact, clock, ids }: Dependencies) {
  async function listViolations(inside: RoleStores, rules: SeparationRules): Promise<ListedViolation[]> {
    if (rules.separations.length === 0) return [];
    const directory = await inside.separations.loadStandings();
    const violations = violationsOfAll(directory, await loadRoleRules(inside), rules, clock.now());
    return listedViolations(violations, directory.people);
  }

  return {
    /**
     * Keeps roles apart from now on, and tells who holds too many of them already: nobody loses a role by it.
     * @throws role_not_found, separation_invalid {reason}
     */
    separate: (
      actor: Actor,
      request: SeparationRequest,
    ): Promise<{ separation: Separation; violations: ListedViolation[] }> =>
      transact(async (inside) => {
        await inside.separations.lock();
        const at = clock.now();
        await refuseSeparation(inside, { actor, at });
        const separation = await readSeparation(inside.roles, request, { id: ids.uuid(), actor, at });
        await inside.separations.add(separation);
        const violations = await listViolations(inside, { separations: [separation], exceptions: [] });
        const details = {
          separationId: separation.id,
          name: separation.name,
          roles: request.roles.map(roleLabel).join(', '),
          most: separation.most,
          violations: violations.length,
        };
        await inside.audit.append({ type: 'separation.created', at, actor, details });
        return { separation, violations };
      }),

    /** Keeps roles apart no longer. @throws separation_not_found, for one that ended before as well */
    end: (actor: Actor, id: string): Promise<void> =>
      transact(async (inside) => {
        const at = clock.now();
        await refuseSeparation(inside, { actor, at });
        if (!isRowId(id) || !(await inside.separations.end(id, at, actorLabel(actor))))
          throw new DomainError('separation_not_found', { separation: id });
        await inside.audit.append({ type: 'separation.ended', at, actor, details: { separationId: id } });
      }),

    /**
     * Lets one person hold what a separation keeps apart, on a decision and for at most a year.
     * @throws separation_not_found, person_not_found, period_invalid, separation_exception_invalid {reason}
     */
    except: (actor: Actor, request: ExceptionRequest): Promise<SeparationException> =>
      transact(async (inside) => {
        const at = clock.now();
        await refuseSeparation(inside, { actor, at });
        const found = (await inside.separations.list()).find(({ id }) => id === request.separation);
        if (found === undefined)
          throw new DomainError('separation_not_found', { separation: request.separation });
        const { id: personId } = await getPerson(inside.directory, request.person);
        await refuseSeparation(inside, { actor, at }, personId);
        const exception = readException(request, { id: ids.uuid(), personId, actor, at });
        await inside.separations.addException(exception);
        const { id: exceptionId, decision, reason, from, until } = exception;
        const details = {
          exceptionId,
          separationId: found.id,
          separation: separationLabel(found),
          decision,
          reason,
          from: from.toISOString(),
          until: until.toISOString(),
        };
        await inside.audit.append({ type: 'separation.excepted', at, actor, personId, details });
        return exception;
      }),

    /** Those in force; within bounds those that name a readable role, with the exceptions of people in the units. */
    async list(extent: ReadableExtent = 'whole'): Promise<ListedSeparation[]> {
      const { separations, exceptions } = await loadSeparations(stores, clock.now());
      const roles = await stores.roles.listRolesByIds(separations.flatMap(({ roleIds }) => roleIds));
      const labels = new Map(roles.map((role) => [role.id, roleLabel(role)]));
      const readable = new Set(
        roles.filter((role) => readsRolesOf(extent, role.clientId)).map(({ id }) => id),
      );
      const shown = separations.filter(({ roleIds }) => roleIds.some((id) => readable.has(id)));
      const isShown = await exceptionFilter(stores, exceptions, extent);
      return shown.map((separation) => ({
        ...separation,
        roles: separation.roleIds.flatMap((id) => labels.get(id) ?? []).sort(),
        exceptions: exceptions.filter((each) => each.separationId === separation.id && isShown(each)),
      }));
    },

    /** Who holds at this moment what must not be held together, without an exception. */
    listViolations: async (): Promise<ListedViolation[]> =>
      listViolations(stores, await loadSeparations(stores, clock.now())),
  };
}

async function exceptionFilter(
  { directory }: Pick<RoleStores, 'directory'>,
  exceptions: readonly SeparationException[],
  extent: ReadableExtent,
): Promise<(exception: SeparationException) => boolean> {
  if (extent === 'whole') return () => true;
  const standings = await directory.listStandings([...new Set(exceptions.map(({ personId }) => personId))]);
  const within = standings.filter((standing) => isWithinUnits(standing, extent));
  const ids = new Set(within.map(({ person }) => person.id));
  return ({ personId }) => ids.has(personId);
}

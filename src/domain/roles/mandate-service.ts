import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Clock, Ids } from '../clock.ts';
import { getPerson, isRowId } from '../directory/person-lookup.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import { checkMandate } from './check-separation.ts';
import { loadContents } from './load-rights.ts';
import type { Mandate } from './mandate.ts';
import { draftMandate, type MandateRequest } from './mandate-input.ts';
import { SYSTEM_ADMINISTRATOR } from './permissions.ts';
import type { Role } from './role.ts';
import { loadEffectiveRoles } from './role-lookup.ts';
import { roleLabel } from './separation-report.ts';
import type { RoleStores } from './stores-for-roles.ts';

interface Dependencies {
  stores: RoleStores;
  transact: <T>(work: (stores: RoleStores) => Promise<T>) => Promise<T>;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/** A mandate as people read it. */
export interface ListedMandate extends Mandate {
  mandatorName: string;
  deputyName: string;
  /** `CLIENT:CODE`, sorted. */
  roles: string[];
}

export type MandateService = ReturnType<typeof createMandateService>;

/**
 * Acting mandates. They are given and ended early by the mandator, by a system administrator or by the server's
 * operator, never by a program and never given by their deputy; one of a privileged role not by its mandator alone,
 * who gives nothing privileged without a second person either. Each change and its audit event, which names both
 * people, are one transaction.
 */
export function createMandateService({ stores, transact, clock, ids }: Dependencies) {
  return {
    /**
     * Gives a deputy some of the mandator's roles for a while.
     * @throws permission_denied, mandate_to_self for the deputy, mandate_privileged for the mandator, separation_violated, and what `draftMandate` throws
     */
    give: (actor: Actor, request: MandateRequest): Promise<Mandate> =>
      transact(async (inside) => {
        const context = { actor, at: clock.now(), id: ids.uuid() };
        // Before the lock, for which everybody else who changes roles would wait.
        await refuseStranger(inside, context, request.from);
        // First of all locks: of two changes that violate a separation together, the second sees the first.
        await inside.separations.lock();
        const { mandate, mandator, deputy, roles } = await draftMandate(inside, context, request);
        if (actor.kind === 'person' && actor.id === mandate.deputyId)
          throw new DomainError('mandate_to_self');
        await refusePrivileged(inside, actor, { mandatorId: mandate.mandatorId, roles });
        await inside.mandates.add(mandate);
        await checkMandate(inside, mandate, context.at);
        await inside.audit.append({
          type: 'mandate.given',
          at: context.at,
          actor,
          personId: mandate.deputyId,
          details: {
            mandateId: mandate.id,
            ...partiesOf(mandate, mandator.person.fullName, deputy.person.fullName),
            roles: roles.map(roleLabel).sort().join(', '),
            from: mandate.from.toISOString(),
            until: mandate.until.toISOString(),
            decision: mandate.decision,
            reason: mandate.reason,
          },
        });
        return mandate;
      }),

    /** Ends a mandate early. @throws mandate_not_found, for one that is over and one that the actor may not end too */
    end: (actor: Actor, id: string): Promise<void> =>
      transact(async (inside) => {
        const at = clock.now();
        const mandate = isRowId(id) ? await inside.mandates.find(id) : undefined;
        const isTheirs =
          mandate !== undefined && (await mayDecide(inside, { actor, at }, mandate.mandatorId));
        if (!isTheirs || !(await inside.mandates.end(mandate.id, at, actorLabel(actor))))
          throw new DomainError('mandate_not_found', { mandate: id });
        const [listed] = await nameAll(inside, [mandate]);
        await inside.audit.append({
          type: 'mandate.ended',
          at,
          actor,
          personId: mandate.deputyId,
          details: {
            mandateId: mandate.id,
            ...partiesOf(mandate, listed?.mandatorName ?? '', listed?.deputyName ?? ''),
            roles: listed?.roles.join(', ') ?? '',
            decision: mandate.decision,
          },
        });
      }),

    /**
     * Every mandate, or those that a person gave or received; past ones as well, the newest first. Whoever reads within
     * bounds sees those with a party in her units, and her own.
     * @throws person_not_found
     */
    async list(person?: string, extent: ReadableExtent = 'whole'): Promise<ListedMandate[]> {
      const partyId = person === undefined ? undefined : (await getPerson(stores.directory, person)).id;
      const within = extent === 'whole' ? undefined : extent;
      return nameAll(stores, await stores.mandates.list({ partyId, within }));
    },
  };
}

/** Whoever may name herself alone learns nothing of others: not even whether they exist. */
async function refuseStranger(
  stores: RoleStores,
  context: { actor: Actor; at: Date },
  reference: string,
): Promise<void> {
  const { actor } = context;
  const own = actor.kind === 'person' ? await stores.directory.findPerson(actor.id) : undefined;
  const names = [own?.id, own?.email, own?.employeeNo].map((name) => name?.toLowerCase());
  const mandatorId = own !== undefined && names.includes(reference.trim().toLowerCase()) ? own.id : undefined;
  if (!(await mayDecide(stores, context, mandatorId))) throw new DomainError('permission_denied');
}

/** Throws `mandate_privileged` with `role`: for a privileged role, or one that contains such a role. */
async function refusePrivileged(
  stores: RoleStores,
  actor: Actor,
  { mandatorId, roles }: { mandatorId: string; roles: readonly Role[] },
): Promise<void> {
  if (actor.kind !== 'person' || actor.id !== mandatorId) return;
  for (const role of roles) {
    const inside = await loadContents(stores, [role]);
    if (inside.some(({ isPrivileged }) => isPrivileged))
      throw new DomainError('mandate_privileged', { role: roleLabel(role) });
  }
}

/** Whether somebody may give and end the mandates of a mandator; of anybody, when it is not said of whom. */
async function mayDecide(
  stores: Pick<RoleStores, 'directory' | 'roles'>,
  { actor, at }: { actor: Actor; at: Date },
  mandatorId: string | undefined,
): Promise<boolean> {
  if (actor.kind === 'operator') return true;
  if (actor.kind !== 'person') return false;
  if (actor.id === mandatorId) return true;
  const record = await stores.directory.findPersonRecord(actor.id);
  const held = record === undefined ? [] : await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at);
  return held.some(({ role }) => role.code === SYSTEM_ADMINISTRATOR);
}

function partiesOf({ mandatorId, deputyId }: Mandate, mandator: string, deputy: string) {
  return { mandatorId, mandator, deputyId, deputy };
}

async function nameAll(
  { directory, roles }: Pick<RoleStores, 'directory' | 'roles'>,
  mandates: readonly Mandate[],
): Promise<ListedMandate[]> {
  const personIds = [...new Set(mandates.flatMap(({ mandatorId, deputyId }) => [mandatorId, deputyId]))];
  const names = new Map(
    (await directory.listStandings(personIds)).map(({ person }) => [person.id, person.fullName]),
  );
  const found = await roles.listRolesByIds([...new Set(mandates.flatMap(({ roleIds }) => roleIds))]);
  const labels = new Map(found.map((role) => [role.id, roleLabel(role)]));
  return mandates.map((mandate) => ({
    ...mandate,
    mandatorName: names.get(mandate.mandatorId) ?? mandate.mandatorId,
    deputyName: names.get(mandate.deputyId) ?? mandate.deputyId,
    roles: mandate.roleIds.flatMap((id) => labels.get(id) ?? []).sort(),
  }));
}

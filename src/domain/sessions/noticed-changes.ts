import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import { withComposites } from '../roles/composite-roles.ts';
import { effectiveRoles } from '../roles/effective-roles.ts';
import { roleClaims, rolesDigest } from '../roles/role-claims.ts';
import { standingFacts } from '../roles/role-effects.ts';
import type { Stores } from '../transact.ts';
import type { NoticedConsent } from './role-notice-store.ts';

export type NoticeReading = Pick<Stores, 'directory' | 'roles' | 'mandates' | 'roleNotices'>;

/** A consent whose client was told something else than holds now, or nothing yet. */
export type NoticedChange = NoticedConsent & { digest: string };

/** People judged at a time: few enough that whoever waits for the processor meanwhile does not notice. */
const BATCH = 200;

/** Compares what the clients of some consents were told with what holds at a moment. */
export async function changedAmong(
  stores: NoticeReading,
  consents: readonly NoticedConsent[],
  at: Date,
): Promise<NoticedChange[]> {
  const changed: NoticedChange[] = [];
  const personIds = [...new Set(consents.map(({ personId }) => personId))];
  if (personIds.length === 0) return changed;
  const clientIds = new Set(consents.map(({ clientId }) => clientId));
  const facts = await loadSharedFacts(stores, personIds, clientIds, at);
  for (let start = 0; start < personIds.length; start += BATCH) {
    const digests = await loadDigests(stores, facts, personIds.slice(start, start + BATCH), at);
    for (const consent of consents) {
      const digest = digests.get(consent.personId)?.(consent.clientId);
      if (digest !== undefined && digest !== consent.told) changed.push({ digest, ...consent });
    }
  }
  return changed;
}

/**
 * The roles of some clients and of what contains them, where they may be held, and what gives them to some people: role
 * grants, and mandates with the role grants of who gave them.
 */
async function loadSharedFacts(
  { roles, mandates, directory }: NoticeReading,
  personIds: string[],
  clientIds: ReadonlySet<string>,
  at: Date,
) {
  const given = await mandates.list({ deputyIds: personIds, at });
  const holderIds = [...new Set([...personIds, ...given.map(({ mandatorId }) => mandatorId)])];
  const parts = await roles.listRoleParts();
  const own = (await roles.listRoles()).filter(({ clientId }) => clientIds.has(clientId));
  const roleIds = withComposites(
    own.map(({ id }) => id),
    parts,
  );
  return {
    roles: await roles.listRolesByIds([...roleIds]),
    parts,
    ...(await roles.listRoleGrantsAmong([...roleIds], holderIds)),
    mandates: given,
    units: await directory.listUnits(),
    positions: await directory.listPositions(),
  };
}

/** What each client may learn of people's roles; without those whose account is closed: their sessions end. */
async function loadDigests(
  { directory }: NoticeReading,
  shared: Awaited<ReturnType<typeof loadSharedFacts>>,
  personIds: string[],
  at: Date,
): Promise<Map<string, (clientId: string) => string>> {
  const asked = new Set(personIds);
  const mandates = shared.mandates.filter(({ deputyId }) => asked.has(deputyId));
  const holderIds = new Set([...personIds, ...mandates.map(({ mandatorId }) => mandatorId)]);
  const standings = await directory.listStandings([...holderIds]);
  const people = standings.map(({ person }) => person);
  const appointments = standings.flatMap((standing) => standing.appointments);
  const factsOf = standingFacts({ ...shared, people, appointments }, { ...shared, mandates });
  const open = standings.filter((standing) => asked.has(standing.person.id) && isOpen(standing, dayOf(at)));
  return new Map(
    open.map(({ person }) => {
      const facts = factsOf(person.id);
      const held = facts === undefined ? [] : effectiveRoles({ ...facts, at });
      return [
        person.id,
        (clientId) => {
          const here = held.filter(({ role }) => role.clientId === clientId);
          return rolesDigest(roleClaims(here, person));
        },
      ];
    }),
  );
}

import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { OWNER_ROLE_PREFIX, ownerRoleCode } from '../clients/owner-role.ts';
import type { Unit } from '../directory/unit.ts';
import type { EffectiveRole } from '../roles/effective-roles.ts';
import { SYSTEM_ADMINISTRATOR, UNIT_ADMINISTRATOR } from '../roles/permissions.ts';
import { findHolders, type RoleHolder } from '../roles/role-holders.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import { byId, lineageOf } from '../roles/unit-ancestry.ts';
import type { Stores } from '../transact.ts';
import type { ReviewItem } from './review.ts';
import type { ReviewerPool } from './reviewers-by-rule.ts';

type Readable = Pick<Stores, 'directory' | 'roles' | 'mandates'>;

const PAGE = 200;

/** Everybody who can be a reviewer at a moment; owners of some relying systems only, when these are named. */
export async function loadReviewerPool(
  stores: Readable,
  at: Date,
  clientIds?: readonly string[],
): Promise<ReviewerPool> {
  const codes = (await stores.roles.listRoles(OWN_CLIENT_ID)).map(({ code }) => code);
  const asked = clientIds && new Set(clientIds.map(ownerRoleCode));
  const ownerCodes = codes.filter((code) => code.startsWith(OWNER_ROLE_PREFIX) && asked?.has(code) !== false);
  const owners = new Map<string, string[]>();
  for (const code of ownerCodes) owners.set(code, (await holdersOf(stores, code, at)).map(idOf));
  // A new database has these roles as soon as a server has started on it.
  const held = async (code: string) => (codes.includes(code) ? holdersOf(stores, code, at) : []);
  return {
    unitAdministrators: (await held(UNIT_ADMINISTRATOR)).map((holder) => {
      // Without a limit to units it would be no unit administrator's.
      return { personId: holder.person, units: holder.units ?? [] };
    }),
    owners,
    administrators: (await held(SYSTEM_ADMINISTRATOR)).map(idOf),
  };
}

/** One person as far as she can be a reviewer, by what she holds at the product. */
export function poolOf(
  personId: string,
  held: readonly Pick<EffectiveRole, 'role' | 'units'>[],
): ReviewerPool {
  const codes = held.map(({ role }) => role.code);
  const units = held.find(({ role }) => role.code === UNIT_ADMINISTRATOR)?.units ?? [];
  return {
    unitAdministrators: [{ personId, units }],
    owners: new Map(codes.map((code) => [code, [personId]])),
    administrators: codes.includes(SYSTEM_ADMINISTRATOR) ? [personId] : [],
  };
}

/** Tells of the unit with a code, now or formerly, the codes up to the top, the nearest first. */
export function lineages(units: readonly Unit[]): (code: string | null) => string[] {
  const unitsById = byId(units);
  const former = units.flatMap((unit) => unit.formerCodes.map(({ code }) => [code, unit] as const));
  const byCode = new Map([...former, ...units.map((unit) => [unit.code, unit] as const)]);
  return (code) => {
    const unit = code === null ? undefined : byCode.get(code);
    return unit === undefined
      ? []
      : lineageOf(unit.id, unitsById).flatMap((id) => unitsById.get(id)?.code ?? []);
  };
}

/** Tells whether somebody holds anything by a role grant; each person is read once. */
export function reachedBy(
  stores: Pick<Readable, 'directory' | 'roles'>,
  at: Date,
): (personId: string, item: Pick<ReviewItem, 'roleGrantId'>) => Promise<boolean> {
  const known = new Map<string, Promise<ReadonlySet<string>>>();
  return async (personId, { roleGrantId }) => {
    const found = known.get(personId) ?? loadReaching(stores, personId, at);
    known.set(personId, found);
    return (await found).has(roleGrantId);
  };
}

/** Ids of the role grants by which a person holds anything anywhere. */
async function loadReaching(
  stores: Pick<Readable, 'directory' | 'roles'>,
  personId: string,
  at: Date,
): Promise<ReadonlySet<string>> {
  const record = await stores.directory.findPersonRecord(personId);
  const held = record === undefined ? [] : await loadEffectiveRoles(stores, record, null, at);
  return new Set(held.flatMap(({ paths }) => paths.map(({ roleGrantId }) => roleGrantId)));
}

async function holdersOf(stores: Readable, code: string, at: Date): Promise<RoleHolder[]> {
  const found: RoleHolder[] = [];
  let cursor: string | undefined;
  do {
    const page = await findHolders(stores, { clientId: OWN_CLIENT_ID, code, at, limit: PAGE, cursor });
    found.push(...page.holders);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

function idOf({ person }: RoleHolder): string {
  return person;
}

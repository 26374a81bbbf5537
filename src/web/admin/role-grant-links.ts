import { type ReadableExtent, readableUnits } from '../../domain/directory/readable-extent.ts';
import type { RoleGrantFacts } from '../../domain/overview/role-grant-overview.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import { roleLabel } from '../../domain/roles/separation-report.ts';
import type { Lang } from '../../messages/translate.ts';
import { roleName } from '../portal/role-names.ts';
import { listAddress } from './list-query.ts';
import { unitAddress } from './units.ts';

/** The page about something that a role grant names. */
export interface GrantLink {
  icon: string;
  name: string;
  address: string;
}

/** Holder, position, units and role of a role grant, each with its page, as far as the reader may open it. Pure. */
export function grantLinks(
  { personId, unitId, extentUnitId, positionId, roleId }: RoleGrant,
  facts: RoleGrantFacts,
  { extent, lang }: { extent: ReadableExtent; lang: Lang },
): GrantLink[] {
  const people = opensPeople(extent) ? rowsOf(facts.people, [personId]) : [];
  const units = readableUnits(rowsOf(facts.units, [unitId, extentUnitId]), extent);
  return [
    ...people.map(({ id, fullName }) => ({
      icon: 'user',
      name: fullName,
      address: `/admin/people/${id}`,
    })),
    ...rowsOf(facts.positions, [positionId]).map(({ code, name }) => ({
      icon: 'briefcase',
      name,
      address: `/admin/positions/${encodeURIComponent(code)}`,
    })),
    ...units.map((unit) => ({ icon: 'sitemap', name: unit.name, address: unitAddress(unit) })),
    ...rowsOf(facts.roles, [roleId]).map((role) => ({
      icon: 'key',
      name: roleName(role, lang),
      address: listAddress('/admin/role-grants', { role: roleLabel(role) }),
    })),
  ];
}

/** Whether there are pages of people to whoever reads roles: who only owns a system knows them by name. */
export function opensPeople(extent: ReadableExtent): boolean {
  return extent === 'whole' || extent.unitIds.length > 0;
}

function rowsOf<Row>(rows: ReadonlyMap<string, Row>, ids: readonly (string | null)[]): Row[] {
  return [...new Set(ids)].flatMap((id) => (id === null ? [] : (rows.get(id) ?? [])));
}

import type { PersonField, StaffedUnit, UnitField } from '../../domain/directory/directory-query.ts';
import { isRowId } from '../../domain/directory/person-lookup.ts';
import {
  byId,
  type Catalogue,
  type EditUnit,
  type ProvisioningService,
} from '../../domain/directory/provisioning-service.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Collection } from './collection.ts';
import type { FilterWords, Meaning } from './conditions.ts';
import { type GroupResource, groupPresenter, unitWish } from './group-resource.ts';
import { GROUP_KIND, UNIT } from './group-schema.ts';
import { listQuery } from './list-query.ts';
import { type Projection, shows } from './projection.ts';
import { refuse, ScimError } from './scim-error.ts';

/** Members of one answer at most. */
const MAX_MEMBERS = 10_000;
const unit = UNIT.toLowerCase();

const meanings: [string, Meaning<UnitField, PersonField>][] = [
  ['id', { field: 'id' }],
  ['displayname', { field: 'name' }],
  [`${unit}:code`, { field: 'code' }],
  [`${unit}:parentcode`, { field: 'parentCode' }],
  [`${unit}:shortname`, { field: 'shortName' }],
  [`${unit}:kind`, { field: 'kind' }],
  ['members', { related: 'id' }],
  ['members.value', { related: 'id' }],
  ['members.display', { related: 'fullName' }],
];

/** What units are filtered and sorted by. */
const GROUP_WORDS: FilterWords<UnitField, PersonField> = { kind: GROUP_KIND, meanings: new Map(meanings) };

interface Dependencies {
  provisioning: ProvisioningService;
  /** Address of the API. */
  base: string;
}

/** `/Groups`: the units. Who belongs to one follows from the posts that people hold. */
export function createGroups({ provisioning, base }: Dependencies): Collection {
  /** @throws ScimError tooMany when the members would be more than one answer holds */
  async function present(units: StaffedUnit[], projection: Projection): Promise<GroupResource[]> {
    const show = groupPresenter((await provisioning.catalogue()).units, base);
    if (!shows(projection, 'members')) return units.map((each) => show(each));
    const ids = units.map((each) => each.unit.id);
    const members = await provisioning.members(ids, MAX_MEMBERS + 1);
    if (members.length > MAX_MEMBERS) throw refuse('tooMany', 'members');
    const byUnit = groupBy(members, ({ unitId }) => unitId);
    return units.map((each) => show(each, byUnit.get(each.unit.id) ?? []));
  }

  const shown = (staffed: StaffedUnit, { units }: Catalogue) => groupPresenter(units, base)(staffed);

  return {
    kind: GROUP_KIND,
    async list(input, projection) {
      const { startIndex, ...query } = listQuery(input, GROUP_WORDS);
      const { total, rows } = await provisioning.units(query);
      return { total, startIndex, resources: await present(rows, projection) };
    },
    async get(id, projection) {
      const { rows } = isRowId(id) ? await provisioning.units(byId(id.toLowerCase())) : { rows: [] };
      const [found] = await present(rows, projection);
      if (found === undefined) throw new ScimError(404, undefined, 'Group');
      return found;
    },
    create: (wish, actor) => provisioning.createUnit(unitWish(wish), actor),
    change(id, wishOf, check, actor) {
      const edit: EditUnit = (staffed, catalogue) => {
        const current = shown(staffed, catalogue);
        check(current);
        return unitWish(wishOf(current), current);
      };
      return provisioning.changeUnit(id, edit, actor);
    },
    remove: (id, check, actor) =>
      provisioning.removeUnit(id, (staffed, catalogue) => check(shown(staffed, catalogue)), actor),
  };
}

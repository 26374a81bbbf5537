import { type Day, dayOf } from '../../domain/clock.ts';
import { sayPosition } from '../../domain/directory/acting-position.ts';
import { wordsMatcher } from '../../domain/directory/person-search.ts';
import { namedUnits, readableUnits } from '../../domain/directory/readable-extent.ts';
import { parseDay } from '../../domain/directory/staff-values.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import { UnitTree } from '../../domain/directory/unit-tree.ts';
import { headsOf, type UnitHead } from '../../domain/overview/posts-overview.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress, textFrom } from './list-query.ts';
import { standsOn, unitTreeView } from './unit-tree-view.ts';
import type { HeadView, UnitsView } from './units-view.ts';

const PATH = '/admin/units';
/** Units that a search shows. */
const FOUND_MOST = 100;

type Parts = Pick<WebParts, 'stores' | 'pages' | 'clock'>;

/** `/admin/units`: the organisation chart as it was, is or will be on a day. */
export function unitsPages(parts: Parts): ConsolePage[] {
  return [page('/units', 'directory:read', (visit, ctx) => showUnits(parts, visit, ctx))];
}

async function showUnits({ stores, pages, clock }: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const today = dayOf(clock.now());
  const day = dayFrom(ctx, today);
  const units = (await stores.directory.listUnits()).filter((unit) => standsOn(unit, day));
  const named = namedUnits(units, visit.extent);
  const code = textFrom(ctx, 'unit');
  const search = textFrom(ctx, 'q') ?? '';
  const at = day === today ? undefined : day;
  const chosen = code === undefined ? undefined : getUnit(named, code);
  const readable = readableUnits(units, visit.extent);
  const [heads, counts] = await Promise.all([
    headsOf(stores, readable, day),
    search === '' ? stores.overview.countByUnit(day) : null,
  ]);
  const model: UnitsView = {
    ...visit.frame,
    onDay: day,
    total: named.length,
    search,
    tree:
      counts !== null
        ? unitTreeView(named, {
            counts,
            chosen,
            today: day,
            address: foldingAddress(named, chosen, at),
          })
        : null,
    found: search === '' ? [] : foundUnits(named, search, units),
    details: Object.fromEntries(
      readable.map((unit) => [
        unit.id,
        { address: unitAddress(unit, at), head: headView(heads.get(unit.id)?.[0]) },
      ]),
    ),
  };
  pages.show(ctx, 'admin/units', model, { csrf: visit.csrfToken });
}

/** Where a unit is shown. */
export function unitAddress({ code }: Pick<Unit, 'code'>, at?: Day): string {
  return listAddress(`${PATH}/${encodeURIComponent(code)}`, { at });
}

/** The day that an address asks for; today when it names none that there is. */
export function dayFrom(ctx: Context, today: Day): Day {
  const read = parseDay(textFrom(ctx, 'at') ?? '');
  return 'value' in read ? read.value : today;
}

/** Who leads a unit as it is shown. */
export function headView(head: UnitHead | undefined): HeadView | null {
  if (head === undefined) return null;
  const { personId, fullName, position, isActing, headship } = head;
  return {
    address: `/admin/people/${personId}`,
    name: fullName,
    position: sayPosition({ name: position, isActing }),
    headship,
  };
}

/** Where a unit is opened in the tree, or closed, if it is open. */
function foldingAddress(
  units: readonly Unit[],
  chosen: Unit | undefined,
  at: Day | undefined,
): (unit: Unit) => string {
  const path = chosen === undefined ? [] : new UnitTree(units).path(chosen.id);
  return (unit) => {
    const place = path.findIndex(({ id }) => id === unit.id);
    return listAddress(PATH, { unit: place < 0 ? unit.code : path[place - 1]?.code, at });
  };
}

function foundUnits(named: readonly Unit[], search: string, units: readonly Unit[]): UnitsView['found'] {
  const matches = wordsMatcher(search);
  const tree = new UnitTree(units);
  return new UnitTree(named)
    .inOrder()
    .filter((unit) =>
      matches([unit.code, ...unit.formerCodes.map((former) => former.code), unit.name, unit.shortName]),
    )
    .slice(0, FOUND_MOST)
    .map((unit) => ({
      id: unit.id,
      name: unit.name,
      path: tree
        .path(unit.id)
        .slice(0, -1)
        .map(({ name }) => name)
        .join(' › '),
    }));
}

import { type Day, dayOf } from '../../domain/clock.ts';
import { readableUnits } from '../../domain/directory/readable-extent.ts';
import { reportOf } from '../../domain/directory/staff-plan-report.ts';
import { parseDay } from '../../domain/directory/staff-values.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import { toOldStyleUnitCode, unitCodeKey } from '../../domain/directory/unit-code.ts';
import { codeKeysOf, codeOn } from '../../domain/directory/unit-code-history.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import { UnitTree } from '../../domain/directory/unit-tree.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { headsOf } from '../../domain/overview/posts-overview.ts';
import { covers } from '../../domain/roles/period.ts';
import { periodOf } from '../../domain/roles/role-grant.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page, whole } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { blankImport } from './hr-import-model.ts';
import { listAddress } from './list-query.ts';
import { standsOn } from './unit-tree-view.ts';
import { dayFrom, headView, unitAddress } from './units.ts';
import type { UnitLink, UnitView } from './units-view.ts';

type Parts = Pick<WebParts, 'stores' | 'reading' | 'pendingPlans' | 'pages' | 'clock'>;

/** Why a merger may be refused in place. */
const SHOWN: readonly ErrorCode[] = [
  'unit_not_found',
  'request_invalid',
  'plan_already_pending',
  'plan_too_large',
  'too_many_pending',
];

/** More role grants than any unit is named by. */
const ROLE_GRANTS_MOST = 10_000;

interface Typed {
  into: string;
  from: string;
  decision: string;
}

/** `/admin/units/:code`: what is known of a unit; a merger into another one is proposed here. */
export function unitPages(parts: Parts): ConsolePage[] {
  const { pages, pendingPlans, clock } = parts;
  return [
    page('/units/:code', 'directory:read', (visit, ctx) => showUnit(parts, visit, ctx)),
    whole(
      action(
        '/units/:code/merger',
        'directory:write',
        { fields: ['into', 'from', 'decision'] },
        async (visit, ctx, { fields }) => {
          try {
            await proposeMerger(visit, ctx, fields);
          } catch (error) {
            await showUnit(parts, visit, ctx, { error: pages.refusalOf(ctx, error, SHOWN), typed: fields });
          }
        },
      ),
    ),
  ];

  /** A plan like any of HR's: it waits to be looked at; nothing is kept of one that is refused. */
  async function proposeMerger(
    visit: ConsoleVisit,
    ctx: Context,
    { into, from, decision }: Typed,
  ): Promise<void> {
    const read = from === '' ? { value: dayOf(clock.now()) } : parseDay(from);
    if (!('value' in read)) throw new DomainError('request_invalid', { field: 'from' });
    const { pending, preview } = await pendingPlans.submit(
      {
        kind: 'merge',
        units: [String(ctx.params.code)],
        into: into.trim(),
        from: read.value,
        decision: decision.trim() === '' ? undefined : decision.trim(),
        withoutRoles: !visit.rights.permissions.has('roles:write'),
      },
      visit.actor,
    );
    if (pending !== undefined) return leadTo(ctx, `/admin/hr-imports/${pending.plan}`);
    ctx.status = preview.refused.length > 0 ? 422 : 200;
    const model = await blankImport(parts, visit, reportOf(preview, 1000));
    pages.show(ctx, 'admin/hr-import', { ...model, kind: 'imports.kind.merge' }, { csrf: visit.csrfToken });
  }
}

async function showUnit(
  { stores, reading, pages, clock }: Parts,
  visit: ConsoleVisit,
  ctx: Context,
  { error = null, typed }: { error?: UnitView['error']; typed?: Typed } = {},
): Promise<void> {
  const now = clock.now();
  const today = dayOf(now);
  const day = dayFrom(ctx, today);
  const at = day === today ? undefined : day;
  const units = await stores.directory.listUnits();
  const readable = readableUnits(units, visit.extent);
  const unit = getUnit(readable, String(ctx.params.code));
  const standing = units.filter((each) => standsOn(each, day));
  const tree = new UnitTree([...standing, ...(standing.includes(unit) ? [] : [unit])]);
  const below = tree.children(unit.id);
  const [heads, counts, roleGrants] = await Promise.all([
    headsOf(stores, [unit, ...below], day),
    stores.overview.countByUnit(day),
    countRoleGrants(),
  ]);
  const peopleIn = ({ id }: Unit) =>
    [{ id }, ...tree.descendants(id)].reduce((sum, each) => sum + (counts.get(each.id) ?? 0), 0);
  const link = linksTo(readable, at);
  const model: UnitView = {
    ...visit.frame,
    onDay: day,
    ...factsOf(unit, day),
    above: tree.path(unit.id).slice(0, -1).map(link),
    replacedBy: successorOf(units, unit, link),
    replaces: units.filter((each) => isSuccessor(units, each, unit)).map(link),
    heads: (heads.get(unit.id) ?? []).flatMap((head) => headView(head) ?? []),
    people: peopleIn(unit),
    peopleAddress: listAddress('/admin/people', { unit: unit.code }),
    below: below.map((each) => ({
      ...link(each),
      people: peopleIn(each),
      head: headView(heads.get(each.id)?.[0]),
    })),
    roleGrants,
    merger: mergerOf(visit, unit, today, typed),
    error,
  };
  pages.show(ctx, 'admin/unit', model, { csrf: visit.csrfToken });

  async function countRoleGrants(): Promise<number | null> {
    const { record, rights } = visit;
    if (!rights.permissions.has('roles:read')) return null;
    const reader = { personId: record.person.id, reading: rights.reading };
    const extent = await reading.extentOf(reader, 'roles:read');
    const within = extent === 'whole' ? undefined : extent;
    const page = { after: null, limit: ROLE_GRANTS_MOST };
    const roleGrants = await stores.roles.pageRoleGrants({ unitId: unit.id, within }, page);
    return roleGrants.filter((each) => covers(periodOf(each), now)).length;
  }
}

function factsOf(unit: Unit, day: Day) {
  const { formerCodes, name, shortName, kind, validFrom, validUntil } = unit;
  const code = codeOn(unit, day);
  const isStanding = standsOn(unit, day);
  const oldStyleCode = toOldStyleUnitCode(code) ?? null;
  return {
    code,
    oldStyleCode,
    formerCodes: [...formerCodes],
    name,
    shortName,
    kind,
    validFrom,
    validUntil,
    isStanding,
  };
}

function linksTo(readable: readonly Unit[], at: Day | undefined): (unit: Unit) => UnitLink {
  const ids = new Set(readable.map(({ id }) => id));
  return (unit) => ({
    name: unit.name,
    code: unit.code,
    address: ids.has(unit.id) ? unitAddress(unit, at) : null,
  });
}

function successorOf(
  units: readonly Unit[],
  { replacedBy }: Unit,
  link: (unit: Unit) => UnitLink,
): UnitLink | null {
  if (replacedBy === null) return null;
  const successor = findByCode(units, replacedBy);
  return successor === undefined ? { name: replacedBy, code: replacedBy, address: null } : link(successor);
}

function isSuccessor(units: readonly Unit[], { replacedBy }: Unit, unit: Unit): boolean {
  return replacedBy !== null && findByCode(units, replacedBy)?.id === unit.id;
}

/** By a code of today or an earlier one. */
function findByCode(units: readonly Unit[], code: string): Unit | undefined {
  const key = unitCodeKey(code);
  return units.find((unit) => codeKeysOf(unit).has(key));
}

function mergerOf(
  { rights }: ConsoleVisit,
  unit: Unit,
  today: Day,
  typed: Typed | undefined,
): UnitView['merger'] {
  const isOpen = rights.reading.everywhere.has('directory:write') && standsOn(unit, today);
  if (!isOpen) return null;
  const action = `${unitAddress(unit)}/merger`;
  const { into = '', from = today, decision = '' } = typed ?? {};
  return { action, into, from, decision };
}

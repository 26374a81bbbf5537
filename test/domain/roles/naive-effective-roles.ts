import type { EffectiveRole, EffectiveRoleFacts } from '../../../src/domain/roles/effective-roles.ts';
import type { Role } from '../../../src/domain/roles/role.ts';

/**
 * The rules of effective roles a second time, by trying every combination and counting in milliseconds.
 * Shares no code with the product, so that a slip in either shows. One line a path, sorted.
 */
export function naivePaths(facts: EffectiveRoleFacts): string[] {
  return [...naiveOwnPaths(facts), ...naiveMandatedPaths(facts)].sort();
}

/** Those of the mandators again, once more for every mandated role on the way to them. */
function naiveMandatedPaths({ person, mandates = [], at }: EffectiveRoleFacts): string[] {
  const shortest = new Map<string, number>();
  for (const { mandate, mandator } of mandates) {
    const ends = [mandate.until.getTime(), mandate.endedAt?.getTime() ?? Number.POSITIVE_INFINITY];
    const isNow = mandate.from.getTime() <= at.getTime() && at.getTime() < Math.min(...ends);
    if (!isNow || mandator === undefined || !WORKING.includes(person.status) || person.disabledAt) continue;
    if (mandate.deputyId !== person.id || mandate.mandatorId === person.id) continue;
    if (mandator.person.id !== mandate.mandatorId) continue;
    const today = calendar.format(at);
    const isHere = ({ from, until }: { from: string | null; until: string | null }) =>
      (from ?? '0') <= today && today <= (until ?? '9');
    if (mandator.appointments.length > 0 && !mandator.appointments.some(isHere)) continue;
    for (const line of naiveOwnPaths({ ...mandator, at })) {
      const [code, rowId, appointmentId, limit, begin, end, depth, mark] = line.split(' ');
      const role = mandator.roles.find((each) => each.code === code);
      if (role === undefined || mark === 'H' || !mandate.roleIds.includes(role.id)) continue;
      if (role.clientId === 'micconnect') continue;
      const begins = Math.max(Number(begin), mandate.from.getTime());
      for (const [inner, further] of depthsOf(role, limit !== '*', mandator)) {
        if (mandator.roles.some((each) => each.code === inner && each.clientId === 'micconnect')) continue;
        const period = `${begins} ${Math.min(Number(end), ...ends)}`;
        const key = `${inner} ${rowId} ${appointmentId} ${limit} ${period} ? ${mandate.id}`;
        shortest.set(key, Math.min(shortest.get(key) ?? Number.POSITIVE_INFINITY, Number(depth) + further));
      }
    }
  }
  return [...shortest].map(([key, depth]) => key.replace('?', String(depth)));
}

const WORKING = ['dang_cong_tac', 'biet_phai', 'thai_san', 'nghi_khong_luong'];

function naiveOwnPaths(facts: Omit<EffectiveRoleFacts, 'mandates'>): string[] {
  const { person, units, at, appointments, positions } = facts;
  if (person.disabledAt !== null || !WORKING.includes(person.status)) return [];
  const today = calendar.format(at);
  const countedOn = (date: string) =>
    appointments.filter((appointment) => {
      const unit = units.find(({ id }) => id === appointment.unitId);
      const days = [appointment.from, unit?.validFrom].map((day) => day ?? '0000');
      const lastDays = [appointment.until, unit?.validUntil].map((day) => day ?? '9999');
      const inForce = days.every((day) => day <= date) && lastDays.every((day) => day >= date);
      return appointment.personId === person.id && unit !== undefined && inForce;
    });
  const counted = countedOn(today);
  const daysBack = Array.from({ length: facts.handoverDays + 1 }, (_, back) =>
    calendar.format(at.getTime() - back * DAY),
  );
  // Those of one of the last days, when no day since, today among them, is without any.
  const handed = appointments.filter((appointment) => {
    const back = daysBack.findIndex((date) => countedOn(date).includes(appointment));
    return back > 0 && daysBack.slice(0, back).every((date) => countedOn(date).length > 0);
  });
  const endOf = (appointment: (typeof counted)[number]) =>
    Math.min(
      endOfDay(appointment.until),
      ...units.filter(({ id }) => id === appointment.unitId).map(({ validUntil }) => endOfDay(validUntil)),
    );
  const beginOf = (appointment: (typeof counted)[number]) =>
    Math.max(
      startOfDay(appointment.from),
      ...units.filter(({ id }) => id === appointment.unitId).map(({ validFrom }) => startOfDay(validFrom)),
    );
  const lines: string[] = [];
  for (const role of facts.roles) {
    for (const row of facts.roleGrants) {
      for (const appointment of row.personId === null ? [...counted, ...handed] : [null]) {
        const isHandover = appointment !== null && handed.includes(appointment);
        if (isHandover && role.isPrivileged) continue;
        if (isHandover && row.from !== null && row.from.getTime() >= endOf(appointment)) continue;
        if (row.roleId !== role.id) continue;
        if (row.from !== null && at < row.from) continue;
        if (row.until !== null && at >= row.until) continue;
        if (row.revokedAt !== null && at >= row.revokedAt) continue;
        if (
          row.personId !== null &&
          (row.unitId !== null || row.positionId !== null || row.category !== null)
        )
          continue;
        if (row.personId !== null && row.personId !== person.id) continue;
        if ([row.personId, row.unitId, row.positionId, row.category].every((named) => named === null))
          continue;
        if (row.category !== null && row.category !== person.category) continue;
        if (row.positionId !== null && row.positionId !== appointment?.positionId) continue;
        if (row.positionId !== null && !positions.some(({ id }) => id === row.positionId)) continue;
        const accepted = row.includesSubtree ? below(row.unitId, units) : [row.unitId];
        if (row.unitId !== null && !accepted.includes(appointment?.unitId ?? null)) continue;

        const own = appointment === null ? counted : [appointment];
        const isOwn = role.extent === 'own-unit' && row.extentUnitId === null;
        const isLimited = role.extent === 'own-unit' || (role.extent === 'any' && row.extentUnitId !== null);
        const ids = isOwn ? own.map(({ unitId }) => unitId) : [row.extentUnitId];
        const codes = units.filter(({ id }) => ids.includes(id)).map(({ code }) => code);
        if (isLimited && codes.length === 0) continue;

        const ends = [row.until, row.revokedAt].map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY);
        const longer = isHandover ? facts.handoverDays * DAY : 0;
        if (appointment !== null) ends.push(endOf(appointment) + longer);
        else if (isOwn) ends.push(Math.max(...counted.map(endOf)));
        const begins = [row.from?.getTime() ?? Number.NEGATIVE_INFINITY];
        if (appointment !== null) begins.push(beginOf(appointment));
        else if (isOwn) begins.push(Math.min(...counted.map(beginOf)));
        const limit = isLimited ? codes.sort().join(',') : '*';
        const path = `${row.id} ${appointment?.id ?? '-'} ${limit} ${Math.max(...begins)} ${Math.min(...ends)}`;
        for (const [code, depth] of depthsOf(role, isLimited, facts)) {
          lines.push(`${code} ${path} ${depth}${isHandover ? ' H' : ''}`);
        }
      }
    }
  }
  return lines.sort();
}

/** A role's code and those of all parts that a path of it gives, with how deep inside they lie at least. */
function depthsOf(
  whole: Role,
  isLimited: boolean,
  { roles, parts }: Pick<EffectiveRoleFacts, 'roles' | 'parts'>,
): Map<string, number> {
  const depths = new Map([[whole.code, 0]]);
  const walk = (role: Role, trail: string[]) => {
    for (const part of roles) {
      const isInside = parts.some(({ roleId, partId }) => roleId === role.id && partId === part.id);
      if (!isInside || trail.includes(part.id)) continue;
      if (part.isPrivileged && !role.isPrivileged) continue;
      if (isLimited ? part.extent === 'none' : part.extent === 'own-unit') continue;
      depths.set(part.code, Math.min(depths.get(part.code) ?? Number.POSITIVE_INFINITY, trail.length));
      walk(part, [...trail, part.id]);
    }
  };
  walk(whole, [whole.id]);
  return depths;
}

/** What the product says, in the same lines. */
export function linesOf(effective: readonly EffectiveRole[]): string[] {
  const lines = effective.flatMap(({ role, paths }) =>
    paths.map(({ roleGrantId, via, units, from, until, composites = [] }) => {
      const own = via.kind === 'mandate' ? via.own : via;
      const appointmentId = own.kind === 'person' ? '-' : own.appointmentId;
      const begin = from?.getTime() ?? Number.NEGATIVE_INFINITY;
      const end = until?.getTime() ?? Number.POSITIVE_INFINITY;
      const handover = 'handover' in via && via.handover === true ? ' H' : '';
      const mandate = via.kind === 'mandate' ? ` ${via.mandateId}` : '';
      return `${role.code} ${roleGrantId} ${appointmentId} ${units?.join(',') ?? '*'} ${begin} ${end} ${composites.length}${handover}${mandate}`;
    }),
  );
  return lines.sort();
}

const DAY = 24 * 60 * 60 * 1000;
const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

function startOfDay(day: string | null): number {
  return day === null ? Number.NEGATIVE_INFINITY : Date.parse(`${day}T00:00:00+07:00`);
}

function endOfDay(day: string | null): number {
  return day === null ? Number.POSITIVE_INFINITY : Date.parse(`${day}T23:59:59.999+07:00`) + 1;
}

function below(unitId: string | null, units: EffectiveRoleFacts['units']): (string | null)[] {
  const found = [unitId];
  for (const _ of units) {
    for (const { id, parentId } of units) {
      if (parentId !== null && found.includes(parentId)) found.push(id);
    }
  }
  return found;
}

import type { StaffCategory } from '../directory/person.ts';
import type { Position } from '../directory/position.ts';
import { OPEN, type Period } from './period.ts';
import type { Holder, HolderRule } from './role-grant.ts';
import type { Tenure } from './tenure.ts';
import { lineageOf, type UnitsById } from './unit-ancestry.ts';

/** A connection by an appointment. */
interface ViaAppointment {
  unitId: string;
  unitCode: string;
  appointmentId: string;
  /** The staff category that the role grant asks for; absent when it asks for none. */
  category?: StaffCategory;
  /** The appointment has ended, and its holder, a mover, hands over until the path ends; absent otherwise. */
  handover?: true;
}

/**
 * What connects a role grant with the person. By a rule it is the position, else the unit, else the staff category
 * that the rule names.
 */
export type RoleLinkVia =
  | { kind: 'person' }
  | (ViaAppointment & {
      kind: 'unit';
      unitName: string;
      /** The unit that the role grant names, when the appointment is in one below it. */
      throughSubtreeOf: string | null;
    })
  | (ViaAppointment & {
      kind: 'position';
      positionId: string;
      positionCode: string;
      positionName: string;
    })
  | (ViaAppointment & { kind: 'category' });

/** A connection between a holder and a person: when it lasts, and the tenures that make a unit the person's own. */
export interface RoleLink {
  via: RoleLinkVia;
  period: Period;
  tenures: readonly Tenure[];
}

/** What is known about a person at a moment. */
export interface PersonFacts {
  personId: string;
  category: StaffCategory | null;
  /** In force. */
  tenures: readonly Tenure[];
  /** Ended, and being handed over. */
  handovers: readonly Tenure[];
  units: UnitsById;
  positions: ReadonlyMap<string, Position>;
}

/** Every connection between a holder and the person: one for the person, else one for each fitting tenure. */
export function linksOf(holder: Holder, facts: PersonFacts): RoleLink[] {
  switch (holder.kind) {
    case 'person':
      if (holder.personId !== facts.personId) return [];
      return [{ via: { kind: 'person' }, period: OPEN, tenures: facts.tenures }];
    case 'rule':
      return [...facts.tenures, ...facts.handovers].flatMap((tenure) => {
        const via = viaRule(holder, tenure, facts);
        return via === undefined ? [] : [{ via, period: tenure.period, tenures: [tenure] }];
      });
  }
}

/** The connection that a rule makes by a tenure; undefined when something that it names does not fit. */
function viaRule(rule: HolderRule, tenure: Tenure, facts: PersonFacts): RoleLinkVia | undefined {
  const { unitId, positionId, category } = rule;
  if (category !== null && category !== facts.category) return undefined;
  if (unitId !== null && !isWithin(tenure, unitId, rule.includesSubtree, facts.units)) return undefined;
  const by = viaAppointment(rule, tenure);
  if (positionId !== null) {
    const position = facts.positions.get(positionId);
    if (position === undefined || tenure.appointment.positionId !== positionId) return undefined;
    const { code: positionCode, name: positionName } = position;
    return { kind: 'position', positionId, positionCode, positionName, ...by };
  }
  if (unitId === null) return { kind: 'category', ...by };
  return {
    kind: 'unit',
    unitName: tenure.unit.name,
    ...by,
    throughSubtreeOf: unitId === tenure.unit.id ? null : unitId,
  };
}

function viaAppointment({ category }: HolderRule, { appointment, unit, endedAt }: Tenure): ViaAppointment {
  return {
    unitId: unit.id,
    unitCode: unit.code,
    appointmentId: appointment.id,
    ...(category !== null && { category }),
    ...(endedAt !== null && { handover: true }),
  };
}

function isWithin(tenure: Tenure, unitId: string, includesSubtree: boolean, units: UnitsById): boolean {
  return tenure.unit.id === unitId || (includesSubtree && lineageOf(tenure.unit.id, units).includes(unitId));
}

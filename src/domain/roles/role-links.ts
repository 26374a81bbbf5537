import type { Position } from '../directory/position.ts';
import { OPEN, type Period } from './period.ts';
import type { Holder } from './role-grant.ts';
import type { Tenure } from './tenure.ts';
import { lineageOf, type UnitsById } from './unit-ancestry.ts';

/** A connection by an appointment. */
interface ViaAppointment {
  appointmentId: string;
  /** The appointment has ended, and its holder, a mover, hands over until the path ends; absent otherwise. */
  handover?: true;
}

/** What connects a role grant with the person. */
export type RolePathVia =
  | { kind: 'person' }
  | (ViaAppointment & {
      kind: 'unit';
      unitId: string;
      unitCode: string;
      unitName: string;
      /** The unit that the role grant names, when the appointment is in one below it. */
      throughSubtreeOf: string | null;
    })
  | (ViaAppointment & {
      kind: 'position';
      positionId: string;
      positionCode: string;
      positionName: string;
      unitId: string;
      unitCode: string;
    });

/** A connection between a holder and a person: when it lasts, and the tenures that make a unit the person's own. */
export interface RoleLink {
  via: RolePathVia;
  period: Period;
  tenures: readonly Tenure[];
}

/** What is known about a person at a moment. */
export interface PersonFacts {
  personId: string;
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
    case 'unit':
      return counting(facts).flatMap((tenure) => linkBy(tenure, viaUnit(holder, tenure, facts)));
    case 'position':
      return counting(facts).flatMap((tenure) => linkBy(tenure, viaPosition(holder, tenure, facts)));
  }
}

function counting({ tenures, handovers }: PersonFacts): Tenure[] {
  return [...tenures, ...handovers];
}

function linkBy(tenure: Tenure, via: RolePathVia | undefined): RoleLink[] {
  return via === undefined ? [] : [{ via, period: tenure.period, tenures: [tenure] }];
}

type HolderOf<K extends Holder['kind']> = Extract<Holder, { kind: K }>;

function viaUnit(holder: HolderOf<'unit'>, tenure: Tenure, facts: PersonFacts): RolePathVia | undefined {
  if (!isWithin(tenure, holder.unitId, holder.includesSubtree, facts.units)) return undefined;
  const { id, code, name } = tenure.unit;
  return {
    kind: 'unit',
    unitId: id,
    unitCode: code,
    unitName: name,
    ...viaAppointment(tenure),
    throughSubtreeOf: holder.unitId === id ? null : holder.unitId,
  };
}

function viaPosition(
  holder: HolderOf<'position'>,
  tenure: Tenure,
  facts: PersonFacts,
): RolePathVia | undefined {
  const position = facts.positions.get(holder.positionId);
  if (position === undefined || tenure.appointment.positionId !== position.id) return undefined;
  if (holder.unitId !== null && !isWithin(tenure, holder.unitId, holder.includesSubtree, facts.units)) {
    return undefined;
  }
  return {
    kind: 'position',
    positionId: position.id,
    positionCode: position.code,
    positionName: position.name,
    unitId: tenure.unit.id,
    unitCode: tenure.unit.code,
    ...viaAppointment(tenure),
  };
}

function viaAppointment({ appointment, endedAt }: Tenure): ViaAppointment {
  return { appointmentId: appointment.id, ...(endedAt !== null && { handover: true }) };
}

function isWithin(tenure: Tenure, unitId: string, includesSubtree: boolean, units: UnitsById): boolean {
  return tenure.unit.id === unitId || (includesSubtree && lineageOf(tenure.unit.id, units).includes(unitId));
}

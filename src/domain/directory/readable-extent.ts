import { type Day, dayOf } from '../clock.ts';
import type { Standing } from './account-state.ts';
import { isInForce } from './appointment.ts';
import type { Unit } from './unit.ts';

/** What somebody may read: everything, or what lies within bounds. What lies outside is as if it were not there. */
export type ReadableExtent = 'whole' | ReadingBounds;

export interface ReadingBounds {
  /** Who reads: what is hers is hers to read. */
  personId: string;
  /** Ids of units, each named: these, and whoever holds a post in one of them today. */
  unitIds: readonly string[];
  /**
   * Ids of the relying systems that she owns: their roles with everything about them, and of everybody and every
   * unit what she needs to give these: the name.
   */
  clientIds: readonly string[];
  today: Day;
}

/** The bounds of somebody to whom only what is hers is open. */
export function ownBounds(personId: string, at: Date): ReadingBounds {
  return { personId, unitIds: [], clientIds: [], today: dayOf(at) };
}

/** Whether even what lies outside may be read by name: who owns a relying system gives its roles to anybody. */
export function readsNames(extent: ReadableExtent): boolean {
  return extent === 'whole' || extent.clientIds.length > 0;
}

/** Ids of the only units that may be read whole; null for all. */
export function boundingUnits(extent: ReadableExtent): readonly string[] | null {
  return extent === 'whole' ? null : extent.unitIds;
}

/** Whether the roles of a relying system may be read: an administrator of units gives those of all systems. */
export function readsRolesOf(extent: ReadableExtent, clientId: string): boolean {
  return extent === 'whole' || extent.unitIds.length > 0 || extent.clientIds.includes(clientId);
}

/** Whether it may be read how a relying system is connected: an administrator of units needs its roles alone. */
export function readsConnectionOf(extent: ReadableExtent, clientId: string): boolean {
  return extent === 'whole' || extent.clientIds.includes(clientId);
}

/** The bounds of what belongs to one relying system: none for its owner, who reads all of it. */
export function extentAt(extent: ReadableExtent, clientId: string): ReadableExtent {
  return extent !== 'whole' && extent.clientIds.includes(clientId) ? 'whole' : extent;
}

/** The units that may be read whole. */
export function readableUnits(units: readonly Unit[], extent: ReadableExtent): readonly Unit[] {
  if (extent === 'whole') return units;
  const ids = new Set(extent.unitIds);
  return units.filter(({ id }) => ids.has(id));
}

/** The units whose names may be read. */
export function namedUnits(units: readonly Unit[], extent: ReadableExtent): readonly Unit[] {
  return readsNames(extent) ? units : readableUnits(units, extent);
}

/** Whether somebody holds a post in one of the bounding units today. */
export function isWithinUnits(
  { appointments }: Pick<Standing, 'appointments'>,
  bounds: ReadingBounds,
): boolean {
  const ids = new Set(bounds.unitIds);
  return appointments.some((held) => ids.has(held.unitId) && isInForce(held, bounds.today));
}

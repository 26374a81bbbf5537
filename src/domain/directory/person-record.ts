import type { Appointment } from './appointment.ts';
import type { Person } from './person.ts';
import type { Position } from './position.ts';
import type { Unit } from './unit.ts';

/** A person with what the directory knows of where she stands; past and coming appointments belong to it. */
export interface PersonRecord {
  person: Person;
  appointments: Appointment[];
  /** Units of the appointments and all their ancestors. */
  units: Unit[];
  /** Positions of the appointments. */
  positions: Position[];
}

import type { Day } from '../clock.ts';
import { sayPosition } from './acting-position.ts';
import { type Appointment, isInForce } from './appointment.ts';
import type { PersonRecord } from './person-record.ts';

/** A post that somebody holds, held or will hold. */
export interface PostOverTime {
  unitCode: string;
  unit: string;
  /** As it is said: "Phó Cục trưởng phụ trách". */
  position: string;
  isMain: boolean;
  from: Day | null;
  until: Day | null;
  when: 'now' | 'coming' | 'past';
}

const ORDER = ['now', 'coming', 'past'];

/** Every post of a person: today's, the main one first; then those to come, the next one first; then the past, the last first. Pure. */
export function postsOverTime(
  { appointments, units, positions }: Pick<PersonRecord, 'appointments' | 'units' | 'positions'>,
  today: Day,
): PostOverTime[] {
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const positionOf = new Map(positions.map(({ id, name }) => [id, name]));
  const posts = appointments.map(({ unitId, positionId, isMain, isActing, from, until }): PostOverTime => {
    const unit = unitOf.get(unitId);
    const position = sayPosition({ name: positionOf.get(positionId) ?? '', isActing });
    const when = whenOf({ from, until }, today);
    return { unitCode: unit?.code ?? '', unit: unit?.name ?? '', position, isMain, from, until, when };
  });
  return posts.sort(
    (one, other) =>
      ORDER.indexOf(one.when) - ORDER.indexOf(other.when) ||
      Number(other.isMain && other.when === 'now') - Number(one.isMain && one.when === 'now') ||
      inTime(one, other),
  );
}

function whenOf(period: Pick<Appointment, 'from' | 'until'>, today: Day): PostOverTime['when'] {
  if (isInForce(period, today)) return 'now';
  return period.from !== null && period.from > today ? 'coming' : 'past';
}

function inTime(one: PostOverTime, other: PostOverTime): number {
  const [earlier, later] = one.when === 'past' ? [other, one] : [one, other];
  return (earlier.from ?? '').localeCompare(later.from ?? '');
}

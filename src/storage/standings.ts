import type { EntityManager } from 'typeorm';
import type { Standing } from '../domain/directory/account-state.ts';
import type { Appointment } from '../domain/directory/appointment.ts';
import type { Person } from '../domain/directory/person.ts';
import type { JsonRow } from './json-row.ts';

interface StandingRow {
  person: JsonRow;
  appointments: JsonRow[];
}

interface Reading {
  toPerson(json: JsonRow): Person;
  toAppointment(json: JsonRow): Appointment;
}

const STANDINGS = `
  select to_jsonb(person) as person, coalesce(held.rows, '[]') as appointments
  from unnest($1::uuid[]) with ordinality as asked (id, place)
    join person on person.id = asked.id
    left join (select person_id, jsonb_agg(to_jsonb(appointment)) as rows from appointment
      where person_id = any($1::uuid[]) group by person_id) as held on held.person_id = asked.id
  order by asked.place`;

/** People with their appointments, in the order of the ids. */
export async function listStandings(
  manager: EntityManager,
  personIds: string[],
  { toPerson, toAppointment }: Reading,
): Promise<Standing[]> {
  const rows = await manager.query<StandingRow[]>(STANDINGS, [personIds]);
  return rows.map(({ person, appointments }) => ({
    person: toPerson(person),
    appointments: appointments.map(toAppointment),
  }));
}

/** Whether an appointment is in force on a day, as a condition. */
export function inForce(day: string): string {
  return `(valid_from is null or valid_from <= ${day}) and (valid_until is null or valid_until >= ${day})`;
}

/**
 * The condition that a person (a column) holds a post in some units on a day.
 * @param units place of their ids in the statement
 */
export function holdsPostIn(units: string, day: string): (person: string) => string {
  return (person) => `${person} in (select appointment.person_id from appointment
      where appointment.unit_id = any(${units}::uuid[]) and ${inForce(`${day}::date`)})`;
}

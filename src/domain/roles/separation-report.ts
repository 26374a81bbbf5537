import type { Person } from '../directory/person.ts';
import type { Role } from './role.ts';
import type { Separation, Violation } from './separation-of-duties.ts';

/** A violation in words that an officer knows. */
export interface ListedViolation {
  /** Id of the person. */
  person: string;
  employeeNo: string | null;
  email: string | null;
  fullName: string;
  /** Id of the separation. */
  separation: string;
  name: string | null;
  /** `CLIENT:CODE` of every role held of it. */
  roles: string[];
  /** RFC 3339: since when at the latest, or from when on. */
  from: string;
}

/** `CLIENT:CODE`. */
export function roleLabel({ clientId, code }: Pick<Role, 'clientId' | 'code'>): string {
  return `${clientId}:${code}`;
}

/** What a separation is called: its name, or else its id. */
export function separationLabel({ id, name }: Pick<Separation, 'id' | 'name'>): string {
  return name ?? id;
}

/** Violations with the people's names, in the same order. */
export function listedViolations(
  violations: readonly Violation[],
  people: readonly Person[],
): ListedViolation[] {
  if (violations.length === 0) return [];
  const persons = new Map(people.map((person) => [person.id, person]));
  return violations.flatMap(({ personId, separation, roles, at }) => {
    const person = persons.get(personId);
    if (person === undefined) return [];
    const { employeeNo, email, fullName } = person;
    return {
      person: personId,
      employeeNo,
      email,
      fullName,
      separation: separation.id,
      name: separation.name,
      roles: roles.map(({ role }) => roleLabel(role)),
      from: at.toISOString(),
    };
  });
}

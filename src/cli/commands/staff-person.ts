import type { Person } from '../../domain/directory/person.ts';

/** A person as the tool's `--json` answers name her; the citizen id is never among it. */
export function personFields(person: Person) {
  const {
    id,
    employeeNo,
    fullName,
    familyName,
    middleName,
    givenName,
    email,
    phone,
    category,
    status,
    disabledAt,
  } = person;
  return {
    id,
    employee_no: employeeNo,
    full_name: fullName,
    family_name: familyName,
    middle_name: middleName,
    given_name: givenName,
    email,
    phone,
    category,
    status,
    disabled: disabledAt !== null,
  };
}

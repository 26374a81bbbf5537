import type { ListedViolation } from '../../domain/roles/separation-report.ts';

/** A violation for machines. */
export function violationFields({
  person,
  employeeNo,
  email,
  fullName,
  separation,
  name,
  roles,
  from,
}: ListedViolation) {
  return {
    person,
    employee_no: employeeNo,
    email,
    name: fullName,
    separation,
    separation_name: name,
    roles,
    from,
  };
}

/** A violation for people: who, what is violated, with which roles. */
export function violationWords({
  person,
  employeeNo,
  email,
  separation,
  name,
  roles,
}: ListedViolation): string[] {
  return [employeeNo ?? email ?? person, name ?? separation, roles.join(' + ')];
}

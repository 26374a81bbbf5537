import { sayPosition } from '../domain/directory/acting-position.ts';
import type { Appointment } from '../domain/directory/appointment.ts';
import type { Person } from '../domain/directory/person.ts';
import type { Position } from '../domain/directory/position.ts';
import type { Unit } from '../domain/directory/unit.ts';

/** Which claims each scope gives (contract section 4; OpenID Connect Core section 5.4). */
export const SCOPE_CLAIMS = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: ['name', 'family_name', 'middle_name', 'given_name', 'preferred_username', 'gender', 'birthdate'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  staff: ['employee_no', 'unit_code', 'unit', 'unit_path', 'position', 'staff_category'],
  roles: ['roles', 'role_units', 'act'],
  citizen_id: ['SoDinhDanh', 'SoCMND'],
};

export type Claims = Record<string, unknown>;

/** Claims of the person's own record. Pure; claims without a value are left out. */
export function personClaims(person: Person): Claims {
  const { fullName, familyName, middleName, givenName, email, phone, birthDate, citizenId } = person;
  return present({
    name: fullName,
    family_name: familyName,
    middle_name: middleName,
    given_name: givenName,
    preferred_username: email ?? person.employeeNo,
    gender: person.gender === null ? null : { nam: 'male', nu: 'female' }[person.gender],
    birthdate: birthDate,
    email,
    email_verified: email === null ? null : true,
    // E.164, as OpenID Connect Core section 5.1 recommends.
    phone_number: phone === null ? null : phone.replace(/^0/, '+84'),
    phone_number_verified: phone === null ? null : false,
    SoDinhDanh: citizenId?.length === 12 ? citizenId : null,
    SoCMND: citizenId?.length === 9 ? citizenId : null,
  });
}

/** Claims of the main appointment. `unitPath` is top first and ends with the person's own unit. */
export function staffClaims(
  person: Person,
  main:
    | { appointment: Appointment; unit: Unit; unitPath: Unit[]; position: Position | undefined }
    | undefined,
): Claims {
  return present({
    employee_no: person.employeeNo,
    staff_category: person.category,
    unit_code: main?.unit.code,
    unit: main?.unit.name,
    unit_path: main?.unitPath.map(({ code }) => code),
    position: main?.position && sayPosition({ ...main.appointment, name: main.position.name }),
  });
}

function present(claims: Claims): Claims {
  return Object.fromEntries(
    Object.entries(claims).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
}

import type { PersonField, UnitField } from '../../domain/directory/directory-query.ts';
import type { FilterWords, Meaning } from './conditions.ts';
import { ENTERPRISE, STAFF, USER_KIND } from './user-schema.ts';

const enterprise = ENTERPRISE.toLowerCase();
const staff = STAFF.toLowerCase();

const meanings: [string, Meaning<PersonField, UnitField>][] = [
  ['id', { field: 'id' }],
  ['username', { field: 'login' }],
  ['displayname', { field: 'fullName' }],
  ['name', { field: 'fullName' }],
  ['name.formatted', { field: 'fullName' }],
  ['name.familyname', { field: 'familyName' }],
  ['name.middlename', { field: 'middleName' }],
  ['name.givenname', { field: 'givenName' }],
  ['title', { field: 'title' }],
  ['active', { field: 'isOpen', isBoolean: true }],
  ['emails', { field: 'email' }],
  ['emails.value', { field: 'email' }],
  ['emails.type', { constant: 'work', of: 'email' }],
  ['emails.primary', { constant: true, of: 'email' }],
  ['phonenumbers', { field: 'phone' }],
  ['phonenumbers.value', { field: 'phone' }],
  ['phonenumbers.type', { constant: 'mobile', of: 'phone' }],
  ['phonenumbers.primary', { constant: true, of: 'phone' }],
  ['groups', { related: 'id' }],
  ['groups.value', { related: 'id' }],
  ['groups.display', { related: 'name' }],
  [`${enterprise}:employeenumber`, { field: 'employeeNo' }],
  [`${enterprise}:department`, { field: 'unitName' }],
  [`${staff}:unitcode`, { field: 'unitCode' }],
  [`${staff}:position`, { field: 'position' }],
  [`${staff}:category`, { field: 'category' }],
  [`${staff}:status`, { field: 'status' }],
];

/** What people are filtered and sorted by. */
export const USER_WORDS: FilterWords<PersonField, UnitField> = {
  kind: USER_KIND,
  meanings: new Map(meanings),
};

import { STAFF_CATEGORIES, STAFF_STATUSES } from '../../domain/directory/person.ts';
import { attribute, type ResourceKind, readOnly, type Schema } from './schema.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const STAFF = 'urn:micconnect:scim:schemas:extension:staff:2.0:User';

/** The one value that the directory keeps of an attribute that may have many. */
function single(name: string, description: string, type: string) {
  return attribute(name, description, {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', description),
      readOnly('type', 'Always the same', { canonicalValues: [type] }),
      readOnly('primary', 'Always true', { type: 'boolean' }),
    ],
  });
}

const core: Schema = {
  id: USER,
  name: 'User',
  description: 'A person of the directory',
  attributes: [
    attribute('userName', 'Official e-mail; the employee number of a person without one', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('name', 'The full name in Vietnamese order, NFC', {
      type: 'complex',
      subAttributes: [
        attribute('formatted', 'The full name; the parts follow from it'),
        attribute('familyName', 'Họ: the first word'),
        attribute('middleName', 'Chữ đệm: the words between'),
        attribute('givenName', 'Tên: the last word'),
      ],
    }),
    attribute('displayName', 'The full name'),
    attribute('title', 'Chức danh'),
    attribute('active', 'Whether the account is open today; false blocks it', { type: 'boolean' }),
    single('emails', 'The official e-mail', 'work'),
    single('phoneNumbers', 'Mobile number, 0xxxxxxxxx', 'mobile'),
    readOnly('locale', 'Always vi-VN'),
    readOnly('timezone', 'Always Asia/Ho_Chi_Minh'),
    readOnly('groups', 'Units in which the person holds a post today', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        readOnly('value', 'Id of the unit', { caseExact: true }),
        readOnly('$ref', 'Address of the unit', { type: 'reference', referenceTypes: ['Group'] }),
        readOnly('display', 'Name of the unit'),
        readOnly('type', 'Always direct', { canonicalValues: ['direct'] }),
      ],
    }),
  ],
};

const enterprise: Schema = {
  id: ENTERPRISE,
  name: 'Enterprise User',
  description: 'Enterprise User',
  attributes: [
    attribute('employeeNumber', 'Số hiệu CBCCVC', { mutability: 'immutable', uniqueness: 'server' }),
    readOnly('organization', 'Name of the top unit'),
    readOnly('division', 'Name of the unit below the top one'),
    readOnly('department', 'Name of the unit of the main post'),
  ],
};

const staff: Schema = {
  id: STAFF,
  name: 'Staff',
  description: 'What the directory of a Vietnamese ministry keeps besides',
  attributes: [
    attribute('unitCode', 'Code of the unit of the main post (QĐ 20/2020/QĐ-TTg); another one is a move'),
    attribute('position', 'Chức vụ of the main post, by its name'),
    attribute('category', 'Staff category', { canonicalValues: [...STAFF_CATEGORIES] }),
    attribute('status', 'Working status', { canonicalValues: [...STAFF_STATUSES] }),
  ],
};

export const USER_KIND: ResourceKind = {
  name: 'User',
  endpoint: '/Users',
  description: core.description,
  core,
  extensions: [enterprise, staff],
};

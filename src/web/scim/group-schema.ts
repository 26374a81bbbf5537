import { attribute, type ResourceKind, readOnly, type Schema } from './schema.ts';

export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const UNIT = 'urn:micconnect:scim:schemas:extension:unit:2.0:Group';

const core: Schema = {
  id: GROUP,
  name: 'Group',
  description: 'An organisational unit',
  attributes: [
    attribute('displayName', 'Name of the unit', { required: true }),
    readOnly('members', 'People with a post in the unit itself today; a post is given with the User', {
      type: 'complex',
      multiValued: true,
      subAttributes: [
        readOnly('value', 'Id of the person', { caseExact: true }),
        readOnly('$ref', 'Address of the person', { type: 'reference', referenceTypes: ['User'] }),
        readOnly('display', 'Full name'),
        readOnly('type', 'Always User', { canonicalValues: ['User'] }),
      ],
    }),
  ],
};

const unit: Schema = {
  id: UNIT,
  name: 'Unit',
  description: 'What the directory keeps of a unit besides',
  attributes: [
    attribute('code', 'Identification code (QĐ 20/2020/QĐ-TTg)', {
      required: true,
      mutability: 'immutable',
      uniqueness: 'server',
    }),
    attribute('parentCode', 'Code of the unit above'),
    attribute('shortName', 'Short name'),
    attribute('kind', 'Vụ, Cục, Phòng …'),
  ],
};

export const GROUP_KIND: ResourceKind = {
  name: 'Group',
  endpoint: '/Groups',
  description: core.description,
  core,
  extensions: [unit],
};

import type { StaffColumn } from './staff-columns.ts';

/** What a description of a directory server may leave out. */
export interface LdapDefaults {
  filter: string | undefined;
  attributes: ReadonlyMap<string, string>;
  values: ReadonlyMap<StaffColumn, ReadonlyMap<string, string>>;
}

/** What `userAccountControl` becomes before words are looked up. */
export const AD_ACCOUNT = {
  attribute: 'useraccountcontrol',
  enabled: 'enabled',
  disabled: 'disabled',
} as const;

/**
 * The directories that most ministries run. Entries without an employee number are accounts of machines and
 * services, so both filters leave them out.
 */
export const LDAP_PROFILES: Readonly<Record<'openldap' | 'active-directory', LdapDefaults>> = {
  // RFC 2798.
  openldap: {
    filter: '(&(objectClass=inetOrgPerson)(employeeNumber=*))',
    attributes: new Map([
      ['so_hieu', 'employeeNumber'],
      ['ho_va_ten', 'displayName'],
      ['thu_dien_tu', 'mail'],
      ['ma_don_vi', 'departmentNumber'],
      ['chuc_vu', 'title'],
    ]),
    values: new Map(),
  },
  'active-directory': {
    filter: '(&(objectCategory=person)(objectClass=user)(employeeID=*))',
    attributes: new Map([
      ['so_hieu', 'employeeID'],
      ['ho_va_ten', 'displayName'],
      ['thu_dien_tu', 'mail'],
      ['ma_don_vi', 'departmentNumber'],
      ['chuc_vu', 'title'],
      ['trang_thai', 'userAccountControl'],
    ]),
    // A disabled account says that its holder may not sign in; whether he left, only HR can tell.
    values: new Map([
      [
        'trang_thai',
        new Map<string, string>([
          [AD_ACCOUNT.enabled, 'đang công tác'],
          [AD_ACCOUNT.disabled, 'đình chỉ'],
        ]),
      ],
    ]),
  },
};

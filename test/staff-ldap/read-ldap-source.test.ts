import { strict as assert } from 'node:assert';
import { parseLdapSource } from '../../src/domain/directory/ldap-source.ts';
import { readLdapSource } from '../../src/staff-ldap/read-ldap-source.ts';
import { type Page, startFakeDirectory } from './fake-directory.ts';

const unit = { dn: 'ou=G14,ou=units', attributes: { ou: ['G14'], description: ['Bộ'] } };
const person = {
  dn: 'uid=an,ou=people',
  attributes: { employeeNumber: ['CB1'], displayName: ['Lê An'], departmentNumber: ['G14'] },
};

describe('staff-ldap/read-ldap-source', () => {
  it('reads units and then people over one connection, into tables named by their searches', async () => {
    const pages: Page[] = [
      { entries: [unit], cookie: '' },
      { entries: [person], cookie: '' },
    ];
    const directory = await startFakeDirectory((request) => pages[request - 1] ?? {});
    try {
      const source = parseLdapSource({
        url: `ldap://127.0.0.1:${directory.port}`,
        bind_dn: 'cn=sync',
        password_file: 'password',
        base: 'ou=people',
        attributes: { so_hieu: 'employeeNumber', ho_va_ten: 'displayName', ma_don_vi: 'departmentNumber' },
        units: {
          base: 'ou=units',
          filter: '(ou=*)',
          attributes: { ma_don_vi: 'ou', ten_don_vi: 'description' },
        },
      });
      const tables = await readLdapSource(source, { password: 'secret', ca: undefined });
      const file = `ldap://127.0.0.1:${directory.port}`;
      assert.deepEqual(tables, [
        {
          file: `${file}/ou=units`,
          header: ['ma_don_vi', 'ten_don_vi'],
          rows: [{ line: 1, entry: unit.dn, cells: ['G14', 'Bộ'] }],
          refused: [],
        },
        {
          file: `${file}/ou=people`,
          header: ['so_hieu', 'ho_va_ten', 'ma_don_vi'],
          rows: [{ line: 1, entry: person.dn, cells: ['CB1', 'Lê An', 'G14'] }],
          refused: [],
        },
      ]);
      assert.equal(directory.binds.length, 1);
    } finally {
      await directory.close();
    }
  });
});

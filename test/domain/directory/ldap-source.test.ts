import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LdapSource, parseLdapSource } from '../../../src/domain/directory/ldap-source.ts';
import { DomainError } from '../../../src/domain/errors.ts';

const USUAL = {
  url: 'ldaps://dir.mic.example',
  bind_dn: 'cn=sync,dc=mic,dc=example',
  password_file: 'password',
  base: 'ou=people,dc=mic,dc=example',
};

/** Every problem of a description that is refused. */
function problemsOf(input: unknown): string[] {
  try {
    parseLdapSource(input);
  } catch (error) {
    assert.ok(error instanceof DomainError);
    assert.equal(error.code, 'ldap_source_invalid');
    return String(error.details.problems).split('; ');
  }
  return [];
}

function columnsOf({ people }: LdapSource): Record<string, string> {
  return Object.fromEntries(people.columns.map(({ column, attribute }) => [column, attribute]));
}

describe('domain/directory/ldap-source', () => {
  it('needs little, and takes the rest from the profile of inetOrgPerson', () => {
    const source = parseLdapSource(USUAL);
    assert.equal(source.people.filter, '(&(objectClass=inetOrgPerson)(employeeNumber=*))');
    assert.equal(columnsOf(source).so_hieu, 'employeeNumber');
    assert.deepEqual([source.isPartial, source.hasStartTls, source.ignoresReferrals], [false, false, false]);
    assert.equal(source.units, undefined);
    assert.equal(source.caFile, undefined);
  });

  it('reads the status of Active Directory from its account flags', () => {
    const source = parseLdapSource({ ...USUAL, profile: 'active-directory' });
    const status = source.people.columns.find(({ column }) => column === 'trang_thai');
    assert.equal(status?.attribute, 'userAccountControl');
    assert.equal(status?.values.get('disabled'), 'đình chỉ');
  });

  it('lets attributes, filter and words replace those of the profile', () => {
    const source = parseLdapSource({
      ...USUAL,
      profile: 'active-directory',
      filter: '(mail=*)',
      attributes: { so_hieu: 'employeeNumber', ho_va_ten: 'cn', trang_thai: 'userAccountControl' },
      values: { trang_thai: { disabled: 'thôi việc', enabled: 'đang công tác' } },
      units: {
        base: 'ou=units,dc=mic,dc=example',
        filter: '(objectClass=organizationalUnit)',
        attributes: { ma_don_vi: 'ou', ten_don_vi: 'description' },
      },
      partial: true,
    });
    assert.deepEqual(columnsOf(source), {
      so_hieu: 'employeeNumber',
      ho_va_ten: 'cn',
      trang_thai: 'userAccountControl',
    });
    assert.equal(source.people.columns[2]?.values.get('disabled'), 'thôi việc');
    assert.equal(source.people.filter, '(mail=*)');
    assert.equal(source.units?.columns.length, 2);
    assert.equal(source.isPartial, true);
  });

  it('sends no password in clear beyond this machine, unless told to', () => {
    for (const url of [
      'ldap://localhost',
      'ldap://127.0.0.1:3890',
      'ldap://[::1]',
      'ldaps://dir.mic.example:636/',
    ])
      assert.deepEqual(problemsOf({ ...USUAL, url }), [], url);
    for (const url of [
      'ldap://dir.mic.example',
      'ldap://localhost.mic.example',
      'ldap://127.0.0.1.mic.example',
    ])
      assert.match(problemsOf({ ...USUAL, url }).join(), /not encrypted/, url);
    assert.deepEqual(problemsOf({ ...USUAL, url: 'ldap://dir.mic.example', starttls: true }), []);
    assert.deepEqual(problemsOf({ ...USUAL, url: 'ldap://dir.mic.example', allow_plaintext: true }), []);
    assert.match(problemsOf({ ...USUAL, starttls: true }).join(), /TLS already/);
  });

  it('refuses an address that is more or other than host and port', () => {
    for (const url of [
      'https://dir.mic.example',
      'dir.mic.example',
      'ldaps://',
      'ldaps://an:secret@dir.mic.example',
      'ldaps://dir.mic.example/dc=mic',
      'ldaps://dir.mic.example?x',
      'ldaps://dir.mic.example/#x',
    ])
      assert.match(problemsOf({ ...USUAL, url }).join(), /^url: /, url);
    assert.ok(
      !problemsOf({ ...USUAL, url: 'ldaps://an:secret@dir.mic.example' })
        .join()
        .includes('secret'),
    );
  });

  it('tells all problems at once', () => {
    const problems = problemsOf({
      url: 'ldap://dir.mic.example',
      bind_dn: '',
      password: 'secret',
      filter: '(&(a=b)',
      attributes: { so_hieu: 'employee number', chuc_danh_cu: 'title' },
      values: { trang_thai: { active: 1 }, mail: { a: 'b' } },
      units: { base: 'ou=units', attributes: { ma_don_vi: 'ou' }, partial: true },
      partial: 'yes',
      profile: 'novell',
    });
    const expected = [
      /^url: /,
      /^bind_dn: must be a text/,
      /^bind_dn: is required/,
      /^password: is not a known name/,
      /^password_file: is required/,
      /^base: is required/,
      /^filter: must stand in parentheses/,
      /^attributes: ho_va_ten is required/,
      /^attributes: employee number is not the name of an attribute/,
      /^attributes: chuc_danh_cu is not a column/,
      /^values\.trang_thai: must be an object of texts/,
      /^values\.mail: is not a known name/,
      /^units\.filter: is required/,
      /^units\.attributes: ten_don_vi is required/,
      /^units\.partial: is not a known name/,
      /^partial: must be true or false/,
      /^profile: must be one of/,
    ];
    for (const pattern of expected)
      assert.ok(
        problems.some((each) => pattern.test(each)),
        String(pattern),
      );
    assert.equal(problems.length, expected.length, problems.join('\n'));
    assert.ok(!problems.join().includes('secret'));
  });

  it('takes the example of the README', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    const [, example = ''] = /```json\n(\{\n {2}"profile"[^`]+)```/.exec(readme) ?? [];
    assert.equal(parseLdapSource(JSON.parse(example)).units?.columns.length, 2);
  });

  it('refuses what is no object', () => {
    for (const input of [null, [], 'text', 7])
      assert.match(problemsOf(input)[0] ?? '', /must be a JSON object/);
  });
});

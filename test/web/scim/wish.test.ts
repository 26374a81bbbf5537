import { strict as assert } from 'node:assert';
import { GROUP_KIND } from '../../../src/web/scim/group-schema.ts';
import { readPatch, readResource } from '../../../src/web/scim/read-wish.ts';
import { ScimError } from '../../../src/web/scim/scim-error.ts';
import { ENTERPRISE, STAFF, USER, USER_KIND } from '../../../src/web/scim/user-schema.ts';

const NUMBER = `${ENTERPRISE.toLowerCase()}:employeenumber`;
const CURRENT = {
  emails: [{ value: 'an@mic.example', type: 'work', primary: true }],
  phoneNumbers: [{ value: '0900000001', type: 'mobile', primary: true }],
};
const refusal = (scimType: string) => (error: unknown) =>
  error instanceof ScimError && error.status === 400 && error.scimType === scimType;

const resource = (body: object) => Object.fromEntries(readResource(USER_KIND, { schemas: [USER], ...body }));
const patch = (...Operations: unknown[]) =>
  Object.fromEntries(
    readPatch(USER_KIND, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }, CURRENT),
  );

describe('SCIM wish of a resource', () => {
  it('holds what is ours to write, by canonical key', () => {
    assert.deepEqual(
      resource({
        USERNAME: 'an@mic.example',
        name: { familyName: 'Nguyễn', GivenName: 'An' },
        emails: [
          { value: 'home@x.example', type: 'home', primary: true },
          { value: 'an@mic.example', type: 'work' },
        ],
        phoneNumbers: [{ value: '0900000001' }],
        active: 'True',
        [ENTERPRISE]: { employeeNumber: '014-1', department: 'ignored' },
        [`${STAFF}:unitCode`]: 'G14.05',
        title: '',
      }),
      {
        username: 'an@mic.example',
        'name.familyname': 'Nguyễn',
        'name.givenname': 'An',
        emails: 'an@mic.example',
        phonenumbers: '0900000001',
        active: true,
        [NUMBER]: '014-1',
        [`${STAFF.toLowerCase()}:unitcode`]: 'G14.05',
        title: null,
      },
    );
  });

  it('leaves out what only we write, what is not kept, and what nobody knows', () => {
    const body = {
      id: 'x',
      meta: { version: 'x' },
      groups: [{ value: 'x' }],
      roles: [{ value: 'admin' }],
      externalId: 'x',
      nickName: 'x',
      addresses: [{ locality: 'x' }],
      whatever: { deep: [1] },
      locale: 'en-US',
    };
    assert.deepEqual(resource(body), {});
  });

  it('takes no password, and no other shape than the schema has', () => {
    assert.throws(() => resource({ password: 'x' }), refusal('mutability'));
    const wrong = [
      { userName: { $ne: null } },
      { userName: ['a'] },
      { userName: 5 },
      { userName: 'a\0b' },
      { userName: '\ud800' },
      { userName: 'x'.repeat(1001) },
      { name: 'An' },
      { name: { givenName: { toString: 'x' } } },
      { active: 'yes' },
      { active: 1 },
      { [ENTERPRISE]: 'x' },
    ];
    for (const body of wrong)
      assert.throws(() => resource(body), refusal('invalidValue'), JSON.stringify(body));
    assert.throws(() => readResource(USER_KIND, { userName: 'a' }), refusal('invalidSyntax'));
  });

  it('never follows a prototype', () => {
    const body = JSON.parse(
      `{"__proto__": {"polluted": "x"}, "constructor": {"prototype": {"polluted": "x"}}, "name": {"__proto__": "x"}}`,
    );
    assert.deepEqual(resource(body), {});
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
});

describe('SCIM wish of a PATCH', () => {
  it('takes every spelling that Entra sends', () => {
    assert.deepEqual(
      patch(
        { op: 'Replace', path: 'active', value: 'False' },
        { op: 'Add', path: 'emails[type eq "work"].value', value: 'b@mic.example' },
        {
          op: 'replace',
          value: {
            'name.givenName': 'Bình',
            [NUMBER]: '014-2',
            'phoneNumbers[type eq "mobile"].value': '0911',
          },
        },
      ),
      {
        active: false,
        emails: 'b@mic.example',
        'name.givenname': 'Bình',
        [NUMBER]: '014-2',
        phonenumbers: '0911',
      },
    );
  });

  it('takes paths with the schema in front, parts, filters and removals', () => {
    assert.deepEqual(patch({ op: 'remove', path: 'title' }), { title: null });
    assert.deepEqual(patch({ op: 'add', path: `${USER}:userName`, value: 'x' }), { username: 'x' });
    assert.deepEqual(patch({ op: 'replace', path: 'emails.value', value: 'x' }), { emails: 'x' });
    assert.deepEqual(patch({ op: 'replace', path: 'emails', value: [{ value: 'x', type: 'work' }] }), {
      emails: 'x',
    });
    assert.deepEqual(patch({ op: 'replace', path: 'emails[value eq "AN@mic.example"].value', value: 'x' }), {
      emails: 'x',
    });
    assert.deepEqual(patch({ op: 'remove', path: 'phoneNumbers[type eq "mobile"]' }), { phonenumbers: null });
    assert.deepEqual(patch({ op: 'remove', path: 'phoneNumbers[type eq "fax"]' }), {});
    assert.deepEqual(patch({ op: 'replace', path: 'emails[type eq "work"].primary', value: true }), {});
    assert.deepEqual(patch({ op: 'replace', path: ENTERPRISE, value: { employeeNumber: '1' } }), {
      [NUMBER]: '1',
    });
    assert.deepEqual(patch({ op: 'remove', path: 'name' }), {
      'name.formatted': null,
      'name.familyname': null,
      'name.middlename': null,
      'name.givenname': null,
    });
    assert.deepEqual(
      patch({ op: 'add', path: 'title', value: 'a' }, { op: 'replace', path: 'TITLE', value: 'b' }),
      { title: 'b' },
    );
  });

  it('refuses to write what is not written here, by path and without', () => {
    for (const path of [
      'id',
      'meta',
      'meta.version',
      'schemas',
      'groups',
      'groups[value eq "x"]',
      'roles',
      'roles[primary eq "True"].value',
      'entitlements',
      'password',
      'x509Certificates',
      'locale',
      `${ENTERPRISE}:department`,
    ]) {
      assert.throws(() => patch({ op: 'add', path, value: 'x' }), refusal('mutability'), path);
      assert.throws(() => patch({ op: 'replace', value: { [path]: 'x' } }), refusal('mutability'), path);
      assert.throws(() => patch({ op: 'remove', path }), refusal('mutability'), path);
    }
    const members = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'add', path: 'members', value: [{ value: 'x' }] }],
    };
    assert.throws(() => readPatch(GROUP_KIND, members, {}), refusal('mutability'));
  });

  it('refuses what has no target or no sense', () => {
    const cases: [object, string][] = [
      [{ op: 'replace', path: 'favouriteColour', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', path: '__proto__.polluted', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', value: { 'constructor.prototype.polluted': 'x' } }, 'invalidPath'],
      [{ op: 'replace', path: 'title[type eq "x"]', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'x' }, 'noTarget'],
      [{ op: 'remove' }, 'noTarget'],
      [{ op: 'replace', path: 'emails[type eq', value: 'x' }, 'invalidPath'],
      [{ op: 'replace', path: 'emails[type eq]', value: 'x' }, 'invalidFilter'],
      [{ op: 'replace', path: 'title' }, 'invalidValue'],
      [{ op: 'replace', path: 'emails[type eq "work"].type', value: 'home' }, 'invalidValue'],
      [{ op: 'replace', value: 'x' }, 'invalidValue'],
      [{ op: 'move', path: 'title', value: 'x' }, 'invalidSyntax'],
      [{ op: ['add'], path: 'title', value: 'x' }, 'invalidSyntax'],
      [{ op: 'replace', path: {}, value: 'x' }, 'invalidPath'],
    ];
    for (const [operation, scimType] of cases)
      assert.throws(() => patch(operation), refusal(scimType), JSON.stringify(operation));
    assert.throws(() => patch('x'), refusal('invalidSyntax'));
    assert.throws(() => patch(), refusal('invalidSyntax'));
    assert.throws(() => patch(...Array.from({ length: 201 }, () => ({ op: 'x' }))), refusal('tooMany'));
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it('lets by what the directory does not keep, so that nothing else of the request is lost', () => {
    assert.deepEqual(
      patch(
        { op: 'replace', path: 'nickName', value: 'x' },
        { op: 'add', path: 'addresses[type eq "work"].locality', value: 'x' },
        { op: 'replace', path: `${ENTERPRISE}:manager`, value: 'x' },
        { op: 'replace', path: 'title', value: 'Chuyên viên' },
      ),
      { title: 'Chuyên viên' },
    );
  });
});

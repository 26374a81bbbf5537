import { strict as assert } from 'node:assert';
import type { Appointment } from '../../../src/domain/directory/appointment.ts';
import type { Person } from '../../../src/domain/directory/person.ts';
import { splitName } from '../../../src/domain/directory/person-name.ts';
import { ScimError } from '../../../src/web/scim/scim-error.ts';
import { userPresenter } from '../../../src/web/scim/user-resource.ts';
import { ENTERPRISE, STAFF } from '../../../src/web/scim/user-schema.ts';
import { personWish } from '../../../src/web/scim/user-wish.ts';
import { appointmentRow, personRow, positionRow, unitRow } from '../../domain/roles/rows.ts';

const TODAY = '2026-11-20';
const fullName = 'Đặng Thị Ngọc Ánh';
const units = [
  unitRow('u1', { code: 'G14', name: 'Bộ' }),
  unitRow('u2', { code: 'G14.05', name: 'Cục An toàn thông tin', parentId: 'u1' }),
  unitRow('u3', { code: 'G14.05.1', name: 'Phòng Thẩm định', parentId: 'u2' }),
];
const present = userPresenter(
  { units, positions: [{ ...positionRow('p1'), name: 'Chuyên viên' }] },
  'https://sso.example/scim/v2',
);
const posts: Appointment[] = [appointmentRow('u3', { id: 'a1', positionId: 'p1', isMain: true })];
const shown = (fields: Partial<Person> = {}, appointments = posts) =>
  present(
    {
      person: personRow({
        fullName,
        ...splitName(fullName),
        employeeNo: '014-1',
        email: 'anh@mic.example',
        ...fields,
      }),
      appointments,
    },
    TODAY,
  );
const current = shown();

/** The cells of a wish that are not the name, and the name where it changes. */
function meant(wish: Record<string, string | boolean | null>, now = current) {
  const keys = Object.entries(wish).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { cells, isActive } = personWish(new Map(keys), now);
  const texts = Object.entries(cells).map(([column, cell]) => [column, cell.text]);
  const { ho_va_ten: name, ...rest } = Object.fromEntries(texts);
  return {
    ...rest,
    ...(name !== now?.displayName && { name }),
    ...(isActive !== undefined && { isActive }),
  };
}
const refusal = (scimType: string) => (error: unknown) =>
  error instanceof ScimError && error.scimType === scimType;

describe('SCIM user', () => {
  it('shows where somebody stands', () => {
    assert.equal(current.userName, 'anh@mic.example');
    assert.deepEqual(current.name, {
      formatted: fullName,
      familyName: 'Đặng',
      middleName: 'Thị Ngọc',
      givenName: 'Ánh',
    });
    assert.deepEqual(current[ENTERPRISE], {
      employeeNumber: '014-1',
      organization: 'Bộ',
      division: 'Cục An toàn thông tin',
      department: 'Phòng Thẩm định',
    });
    assert.equal(current[STAFF].unitCode, 'G14.05.1');
    assert.deepEqual(
      current.groups.map(({ value, $ref }) => [value, $ref]),
      [['u3', 'https://sso.example/scim/v2/Groups/u3']],
    );
  });

  it('is active only while the account is open, and never shows a citizen id', () => {
    assert.equal(current.active, true);
    assert.equal(shown({ status: 'nghi_huu' }).active, false);
    assert.equal(shown({ disabledAt: new Date() }).active, false);
    const over = [appointmentRow('u3', { positionId: 'p1', until: '2026-11-19' })];
    assert.equal(shown({}, over).active, false);
    assert.equal(shown({}, over)[STAFF].unitCode, undefined);
    assert.doesNotMatch(JSON.stringify(shown({ citizenId: '001190000001' })), /001190000001/);
  });

  it('says of an acting head what HR says, so that sending it back changes nothing', () => {
    const acting = posts.map((each) => ({ ...each, isActing: true }));
    assert.equal(shown({}, acting)[STAFF].position, 'Quyền Chuyên viên');
  });

  it('has a version that changes with the content alone', () => {
    assert.equal(shown().meta.version, current.meta.version);
    assert.match(current.meta.version, /^W\/"[\w-]{22}"$/);
    assert.notEqual(shown({ title: 'x' }).meta.version, current.meta.version);
  });
});

describe('SCIM user wish', () => {
  it('of what is there already is no wish', () => {
    const same = {
      userName: 'ANH@mic.example',
      emails: 'anh@mic.example',
      displayName: fullName,
      'name.formatted': fullName,
      'name.familyName': 'Đặng',
      [`${ENTERPRISE}:employeeNumber`]: '014-1',
      [`${STAFF}:unitCode`]: 'G14.05.1',
      [`${STAFF}:position`]: 'Chuyên viên',
    };
    assert.deepEqual(meant(same), {});
  });

  it('takes the name from whatever says something new', () => {
    assert.deepEqual(meant({ 'name.givenName': 'Bình' }), { name: 'Đặng Thị Ngọc Bình' });
    assert.deepEqual(meant({ displayName: '  Lê   Mai ' }), { name: 'Lê Mai' });
    assert.deepEqual(meant({ 'name.middleName': null, displayName: fullName }), { name: 'Đặng Ánh' });
    assert.deepEqual(meant({ 'name.formatted': 'A B', displayName: 'C D' }), { name: 'A B' });
    assert.deepEqual(meant({ displayName: fullName.normalize('NFD') }), {});
  });

  it('moves a post by its unit or its position, and keeps the other', () => {
    assert.deepEqual(meant({ [`${STAFF}:unitCode`]: 'G14.05' }), {
      ma_don_vi: 'G14.05',
      chuc_vu: 'Chuyên viên',
    });
    assert.deepEqual(meant({ [`${STAFF}:position`]: 'Trưởng phòng' }), {
      ma_don_vi: 'G14.05.1',
      chuc_vu: 'Trưởng phòng',
    });
  });

  it('changes the e-mail by user name or e-mails, but not to two', () => {
    assert.deepEqual(meant({ userName: 'B@mic.example' }), { thu_dien_tu: 'b@mic.example' });
    assert.deepEqual(meant({ emails: 'b@mic.example', userName: 'anh@mic.example' }), {
      thu_dien_tu: 'b@mic.example',
    });
    const two = { userName: 'b@mic.example', emails: 'c@mic.example' };
    assert.throws(() => meant(two), refusal('invalidValue'));
  });

  it('never takes away or exchanges what a person is known by', () => {
    assert.throws(() => meant({ userName: null }), refusal('invalidValue'));
    assert.throws(() => meant({ emails: null }), refusal('mutability'));
    assert.throws(() => meant({ [`${ENTERPRISE}:employeeNumber`]: '014-2' }), refusal('mutability'));
    assert.throws(() => meant({ [`${ENTERPRISE}:employeeNumber`]: null }), refusal('mutability'));
    assert.throws(() => meant({ userName: '014-2' }), refusal('invalidValue'));
    assert.throws(() => meant({ active: null }), refusal('invalidValue'));
    assert.throws(
      () =>
        meant(
          {
            'name.formatted': null,
            displayName: null,
            'name.givenName': null,
            'name.familyName': null,
            'name.middleName': null,
          },
          { ...current, displayName: '' },
        ),
      refusal('invalidValue'),
    );
  });

  it('of somebody new needs a user name and a name', () => {
    const wish = (entries: [string, string][]) => personWish(new Map(entries));
    assert.deepEqual(
      wish([
        ['username', '014-9'],
        ['displayname', 'An'],
      ]).cells,
      {
        ho_va_ten: { name: 'name', text: 'An' },
        so_hieu: { name: `${ENTERPRISE}:employeeNumber`, text: '014-9' },
      },
    );
    assert.throws(() => wish([['displayname', 'An']]), refusal('invalidValue'));
    assert.throws(() => wish([['username', 'a@mic.example']]), refusal('invalidValue'));
  });
});

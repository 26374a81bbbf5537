import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Directory } from '../../src/domain/directory/directory-store.ts';
import { fold } from '../../src/domain/directory/person-name.ts';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { packageRoot } from '../../src/package-root.ts';
import { type MinistryFiles, makeMinistry, SAMPLE_MINISTRY } from '../../src/samples/make-ministry.ts';
import { readStaffFile } from '../../src/staff-files/read-staff-file.ts';
import { emptyDirectory, imported, plan } from '../domain/directory/staff-fixture.ts';

const KINDS = ['units', 'people', 'mailboxes'] as const;

/** Tables of generated files, read as an import reads them. */
async function tablesOf(files: MinistryFiles): Promise<StaffTable[]> {
  return Promise.all(KINDS.map((kind) => readStaffFile(`${kind}.csv`, Buffer.from(files[kind]))));
}

async function committedTables(): Promise<StaffTable[]> {
  const folder = join(packageRoot(), 'src/samples/ministry');
  return Promise.all(
    KINDS.map((kind) => readStaffFile(`${kind}.csv`, readFileSync(join(folder, `${kind}.csv`)))),
  );
}

function countBy<Row>(rows: readonly Row[], key: (row: Row) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1;
  return counts;
}

/** Where somebody works: unit code and position code of the main appointment. */
function mainPost({ people, appointments, units, positions }: Directory, email: string): string {
  const person = people.find((each) => each.email === email);
  const main = appointments.find((each) => each.personId === person?.id && each.isMain);
  const unit = units.find(({ id }) => id === main?.unitId);
  const position = positions.find(({ id }) => id === main?.positionId);
  return `${person?.fullName}: ${position?.name}, ${unit?.code}`;
}

describe('the sample ministry', () => {
  let directory: Directory;

  before(async () => {
    directory = imported(emptyDirectory(), await committedTables());
  });

  it('is what the generator writes', () => {
    const folder = join(packageRoot(), 'src/samples/ministry');
    const files = makeMinistry(SAMPLE_MINISTRY);
    for (const kind of KINDS) assert.equal(readFileSync(join(folder, `${kind}.csv`), 'utf8'), files[kind]);
  });

  it('is imported without a refusal, and a second time without a change', async () => {
    const tables = await committedTables();
    const first = plan(emptyDirectory(), tables);
    assert.deepEqual(first.refused, []);
    assert.equal(first.joiners.length, 2052);
    const second = plan(directory, tables);
    assert.deepEqual(second.refused, []);
    assert.equal(second.unchanged, 2052);
    assert.deepEqual(
      Object.entries(second.change).filter(([, rows]) => rows.length > 0),
      [],
    );
  });

  it('has 27 units, 1,634 people with an HR record, 2,052 people and 3,500 mailboxes', () => {
    const root = directory.units.find(({ code }) => code === 'G14');
    assert.equal(root?.name, 'Bộ Thông tin và Truyền thông');
    assert.equal(directory.units.filter(({ parentId }) => parentId === root?.id).length, 27);
    assert.equal(directory.people.filter(({ employeeNo }) => employeeNo !== null).length, 1634);
    assert.equal(directory.people.length, 2052);
    assert.equal(directory.mailboxes.length, 3500);
    const kinds = countBy(directory.mailboxes, ({ kind }) => kind);
    assert.equal(kinds.ca_nhan, 2052);
    assert.deepEqual(Object.keys(kinds).sort(), ['ca_nhan', 'chuc_nang', 'dich_vu', 'ky_thuat']);
  });

  it('has four to eight Phòng in every unit that is not a Vụ', () => {
    const rooms = countBy(directory.units, ({ parentId }) => parentId ?? '');
    for (const { id, kind, name } of directory.units) {
      if (kind === 'Bộ' || kind === 'Phòng') continue;
      const count = rooms[id] ?? 0;
      assert.ok(kind === 'Vụ' ? count === 0 : count >= 4 && count <= 8, `${name}: ${count}`);
    }
  });

  it('has one head in every unit, and no leaver', () => {
    const heads =
      /^(vu-truong|cuc-truong|giam-doc|vien-truong|chanh-van-phong|chanh-thanh-tra|truong-phong|bo-truong)$/;
    const headPositions = new Set(
      directory.positions.filter(({ code }) => heads.test(code)).map(({ id }) => id),
    );
    const counts = countBy(
      directory.appointments.filter(({ positionId }) => headPositions.has(positionId)),
      ({ unitId }) => unitId,
    );
    for (const { id, name } of directory.units) assert.equal(counts[id], 1, name);
    const statuses = countBy(directory.people, ({ status }) => status);
    assert.deepEqual(Object.keys(statuses).sort(), [
      'biet_phai',
      'dang_cong_tac',
      'nghi_khong_luong',
      'thai_san',
    ]);
    assert.ok((statuses.dang_cong_tac ?? 0) > 2000);
    assert.ok(directory.appointments.some(({ isMain }) => !isMain));
  });

  it("writes e-mails by the ministry's rule, and invented citizen ids and phones", () => {
    const named = /^(staff|clerk|admin|hr|unit-admin|auditor|leaver)@/;
    for (const { employeeNo, fullName, email, citizenId, phone } of directory.people) {
      assert.match(fullName, /^\p{Lu}\p{Ll}*( \p{Lu}\p{Ll}*){2,3}$/u);
      const words = fold(fullName).split(' ');
      const local = (words.pop() ?? '') + words.map((word) => word.charAt(0)).join('');
      if (!named.test(email ?? '')) assert.match(email ?? '', new RegExp(`^${local}\\d*@mic\\.example$`));
      if (employeeNo === null) continue;
      assert.match(employeeNo, /^014-\d{5}$/);
      assert.match(citizenId ?? '', /^000\d{9}$/);
      assert.match(phone ?? '', /^09000\d{5}$/);
    }
  });

  it('has the accounts of the contract', () => {
    const post = (account: string) => mainPost(directory, `${account}@mic.example`);
    assert.equal(post('staff'), 'Đặng Thị Ngọc Ánh: Chuyên viên, G14.05.3');
    assert.equal(post('clerk'), 'Nguyễn Văn An: Văn thư, G14.01');
    assert.equal(post('admin'), 'Vũ Hoàng Long: Chuyên viên chính, G14.14');
    assert.equal(post('hr'), 'Phạm Thị Thu Hà: Chuyên viên chính, G14.03');
    assert.equal(post('unit-admin'), 'Trần Quốc Hưng: Chuyên viên chính, G14.05');
    assert.equal(post('auditor'), 'Hoàng Minh Tuấn: Chuyên viên chính, G14.02');
    assert.equal(post('leaver'), 'Bùi Quang Huy: Chuyên viên, G14.04.3');
  });
});

describe('the ministry generator', () => {
  it('gives the same ministry for the same seed, and another for another', () => {
    const other = makeMinistry({ ...SAMPLE_MINISTRY, seed: 7 });
    assert.deepEqual(makeMinistry({ ...SAMPLE_MINISTRY, seed: 7 }), other);
    assert.notEqual(other.people, makeMinistry(SAMPLE_MINISTRY).people);
  });

  it('makes a smallest ministry of the named accounts alone', async () => {
    const files = makeMinistry({ seed: 1, hrRecords: 7, accountsWithoutRecord: 0, mailboxes: 7 });
    assert.equal(imported(emptyDirectory(), await tablesOf(files)).people.length, 7);
  });

  it('makes 10,000 people in 1,000 more units, which are imported without a refusal', async () => {
    const files = makeMinistry({
      seed: 3,
      hrRecords: 10_000,
      accountsWithoutRecord: 100,
      mailboxes: 12_000,
      extraUnits: 1_000,
    });
    const { refused, joiners, units, mailboxes } = plan(emptyDirectory(), await tablesOf(files));
    assert.deepEqual(refused.slice(0, 5), []);
    assert.equal(joiners.length, 10_100);
    assert.equal(units.added, 1_127);
    assert.equal(mailboxes.added, 12_000);
  });

  it('refuses numbers that do not fit each other', () => {
    const sizes = { seed: 1, hrRecords: 100, accountsWithoutRecord: 10, mailboxes: 110 };
    assert.throws(() => makeMinistry({ ...sizes, mailboxes: 109 }), RangeError);
    assert.throws(() => makeMinistry({ ...sizes, hrRecords: 6 }), RangeError);
    assert.throws(() => makeMinistry({ ...sizes, extraUnits: 18_000 }), RangeError);
  });
});

import { strict as assert } from 'node:assert';
import type { Services } from '../../src/services.ts';
import { PASSWORD } from '../support/ministry.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const HEADER = 'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu,tu_ngay,den_ngay';

/** What HR says of somebody; without a status she works, and without days her appointment has no bounds. */
export interface HrRecord {
  status?: string;
  from?: string;
  until?: string;
}

/** HR's file about one person, whose number is that of her address. */
export function staffFile(
  email: string,
  { status = 'đang công tác', from = '', until = '' }: HrRecord,
  writtenEmail = email,
): string {
  const number = `014-9${(/\d+/.exec(email)?.[0] ?? '').padStart(4, '0')}`;
  const row = [
    number,
    'Hoàng Văn Thử',
    writtenEmail,
    'công chức',
    status,
    'G14.05.1',
    'Chuyên viên',
    from,
    until,
  ];
  return `${HEADER}\n${row.join(',')}\n`;
}

/** HR's file through the ordinary import. @param writtenEmail what the file says, if it is another */
export async function importPerson(
  { staffPlans }: Services,
  email: string,
  record: HrRecord,
  writtenEmail?: string,
): Promise<void> {
  const [header = [], cells = []] = staffFile(email, record, writtenEmail)
    .split('\n')
    .map((line) => line.split(','));
  const table = { file: 'people.csv', header, rows: [{ line: 2, cells }] };
  const options = { isDryRun: false, isPartial: true, allowedRemovals: 1 };
  const plan = await staffPlans.importStaff([table], options, OPERATOR);
  assert.deepEqual(plan.refused, []);
}

/** Adds somebody by the ordinary import, with the password of every test. */
export async function hire(services: Services, email: string): Promise<void> {
  await importPerson(services, email, {});
  await givePassword(services, email, false);
}

/** Sets the password of every test, without ending anything. */
export async function givePassword(services: Services, email: string, mustChange: boolean): Promise<void> {
  const { staff, stores, hasher, clock } = services;
  const { person } = await staff.show(email);
  const hash = await hasher.hash(PASSWORD);
  await stores.credentials.savePassword({
    personId: person.id,
    hash,
    mustChange,
    changedAt: clock.now(),
    isLong: true,
  });
}

/** The appointment's last day is over: nothing has happened but that a day began. */
export async function expireOvernight({ stores, transact, staff }: Services, email: string): Promise<void> {
  const { person } = await staff.show(email);
  const record = await stores.directory.findPersonRecord(person.id);
  const savedAppointments = (record?.appointments ?? []).map((each) => ({ ...each, until: '2020-12-31' }));
  assert.equal(savedAppointments.length, 1);
  await transact(({ directory }) =>
    directory.apply({
      savedUnits: [],
      savedPositions: [],
      savedPeople: [],
      savedAppointments,
      savedMailboxes: [],
      removedAppointmentIds: [],
      removedMailboxIds: [],
    }),
  );
}

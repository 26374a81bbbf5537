import { STAFF_COLUMNS } from '../domain/directory/staff-columns.ts';
import { NAMED_ACCOUNTS } from './ministry-accounts.ts';
import { PersonalAddresses } from './ministry-addresses.ts';
import { csvText } from './ministry-csv.ts';
import { makeMailboxes } from './ministry-mailboxes.ts';
import { makePeople } from './ministry-people.ts';
import { unitsOf } from './ministry-posts.ts';
import { seededRandom } from './ministry-random.ts';
import { makeDepartments, type SampleUnit } from './ministry-units.ts';

/** How large a ministry to make up. */
export interface MinistryOptions {
  /** The same seed gives the same ministry. */
  seed: number;
  /** People with an HR record; at least the seven named accounts. */
  hrRecords: number;
  /** People who exist by a personal mailbox alone. */
  accountsWithoutRecord: number;
  /** Mailboxes in all; at least one a person. */
  mailboxes: number;
  /** Phòng beyond the usual ones. */
  extraUnits?: number | undefined;
}

/** Texts of the three staff files (contract section 5). */
export interface MinistryFiles {
  units: string;
  people: string;
  mailboxes: string;
}

/** The sample ministry of contract section 6. */
export const SAMPLE_MINISTRY: MinistryOptions = {
  seed: 2026,
  hrRecords: 1634,
  accountsWithoutRecord: 418,
  mailboxes: 3500,
};

/** Leaves out the columns that a young ministry has no use for: a trailing comma in each of 3,500 rows. */
const isPlain = (column: string) => column !== 'nguoi_quan_ly' && column !== 'ma_don_vi_cu';

/** Makes up a ministry. Pure. Throws a RangeError for numbers that do not fit each other. */
export function makeMinistry(options: MinistryOptions): MinistryFiles {
  const { seed, hrRecords, accountsWithoutRecord: accounts, mailboxes, extraUnits = 0 } = options;
  const others = mailboxes - hrRecords - accounts;
  if (others < 0) throw new RangeError(`mailboxes: ${mailboxes} for ${hrRecords + accounts} people`);
  const random = seededRandom(seed);
  const departments = makeDepartments(extraUnits);
  const units = unitsOf(departments);
  const addresses = new PersonalAddresses(NAMED_ACCOUNTS.map(({ account }) => account));
  const people = makePeople(random, departments, addresses, hrRecords);
  const boxes = makeMailboxes(random, people, units.slice(1), addresses, { accounts, others });
  return {
    units: csvText(STAFF_COLUMNS.units.filter(isPlain), units.map(unitCells)),
    people: csvText(STAFF_COLUMNS.people, people),
    mailboxes: csvText(STAFF_COLUMNS.mailboxes.filter(isPlain), boxes),
  };
}

function unitCells({ code, name, shortName, parentCode, kind, validFrom }: SampleUnit) {
  return {
    ma_don_vi: code,
    ten_don_vi: name,
    ten_viet_tat: shortName,
    ma_don_vi_cha: parentCode,
    loai: kind,
    hieu_luc_tu: validFrom,
  };
}

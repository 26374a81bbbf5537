import { makeName } from '../src/samples/ministry-names.ts';
import { seededRandom } from '../src/samples/ministry-random.ts';
import type { Services } from '../src/services.ts';
import { PASSWORD } from '../test/support/ministry.ts';
import { RELYING_PARTY } from './relying-party.ts';

/** A ministry of real size: what each request reads must not depend on a toy. */
export const SIZE = { departments: 20, divisionsEach: 9, people: 2000, signingIn: 50 };

export interface Ministry {
  /** The people that sign in. */
  people: readonly { id: string; login: string }[];
}

const SYSTEM = { kind: 'system' } as const;
const SEED = 2026;

/** Fills an empty, migrated database with a ministry and the relying party. */
export async function seedBenchMinistry(services: Services): Promise<Ministry> {
  const units = unitRows();
  const divisions = units.filter(([code]) => code?.split('.').length === 3).map(([code = '']) => code);
  const plan = await services.staffPlans.importStaff(
    [
      table('units.csv', ['ma_don_vi', 'ten_don_vi', 'ma_don_vi_cha'], units),
      table('people.csv', PEOPLE_COLUMNS, peopleRows(divisions)),
    ],
    { isDryRun: false, isPartial: false, withoutActivation: true },
    SYSTEM,
  );
  if (plan.refused.length > 0) throw new Error(`staff refused: ${JSON.stringify(plan.refused.slice(0, 3))}`);
  await registerRelyingParty(services);
  return { people: await openAccounts(services) };
}

const PEOPLE_COLUMNS = [
  'so_hieu',
  'ho_va_ten',
  'thu_dien_tu',
  'loai',
  'trang_thai',
  'ma_don_vi',
  'chuc_vu',
  'so_dinh_danh',
  'dien_thoai',
];

function unitRows(): string[][] {
  const rows = [['G14', 'Bộ', '']];
  for (let department = 1; department <= SIZE.departments; department += 1) {
    const code = `G14.${String(department).padStart(2, '0')}`;
    rows.push([code, `Cục số ${department}`, 'G14']);
    for (let division = 1; division <= SIZE.divisionsEach; division += 1) {
      rows.push([`${code}.${division}`, `Phòng số ${division} của Cục số ${department}`, code]);
    }
  }
  return rows;
}

function peopleRows(divisions: readonly string[]): string[][] {
  const random = seededRandom(SEED);
  return Array.from({ length: SIZE.people }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    const unit = divisions[index % divisions.length] ?? 'G14';
    const fixed = ['công chức', 'đang công tác', unit, 'Chuyên viên'];
    return [
      `014-${number}`,
      makeName(random, index % 2 === 0 ? 'nam' : 'nu'),
      `p${number}@mic.example`,
      ...fixed,
      `0002000${number}`,
      `09000${number}`,
    ];
  });
}

function table(file: string, header: string[], rows: string[][]) {
  return { file, header, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
}

async function registerRelyingParty({ clients, roles }: Services): Promise<void> {
  await clients.create(
    {
      client_id: RELYING_PARTY.id,
      client_secret: RELYING_PARTY.secret,
      client_name: 'Benchmark',
      redirect_uris: [RELYING_PARTY.redirectUri],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    },
    SYSTEM,
  );
  for (const [code, unit] of [
    ['author', 'G14.01'],
    ['reader', 'G14'],
  ] as const) {
    await roles.createRole(SYSTEM, { clientId: RELYING_PARTY.id, code, name: code, extent: 'own-unit' });
    const to = { unit, subtree: true };
    await roles.grantRole(SYSTEM, { clientId: RELYING_PARTY.id, code, to, decision: '512/QĐ' });
  }
}

async function openAccounts({ staff, stores, hasher, clock }: Services): Promise<Ministry['people']> {
  const hash = await hasher.hash(PASSWORD);
  const people = (await staff.list())
    .flatMap(({ id, email }) => (email === null ? [] : [{ id, login: email }]))
    .sort((one, other) => (one.login < other.login ? -1 : 1))
    .slice(0, SIZE.signingIn);
  const now = clock.now();
  for (const { id: personId } of people) {
    await stores.credentials.savePassword({
      personId,
      hash,
      mustChange: false,
      changedAt: now,
      isLong: true,
    });
  }
  return people;
}

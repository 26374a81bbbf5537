import { strict as assert } from 'node:assert';
import type { Services } from '../../src/services.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const AN = { kind: 'operator', name: 'an' } as const;
const NOW = new Date('2026-11-20T01:00:00Z');

/** Four units in a row, one below the other, of which the third has twelve clerks, and so has the second. */
const CLERKS = 12;

describe('storage: what a review freezes', () => {
  let opened: TestServices;
  let services: Services;
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => NOW });
    ({ services } = opened);
    const units = ['G14,Bộ,', 'G14.01,Cục,G14', 'G14.01.1,Phòng,G14.01', 'G14.01.1.1,Tổ,G14.01.1'];
    const people = [2, 1].flatMap((unit) =>
      Array.from({ length: CLERKS }, (_, index) => {
        const no = `${unit}-${String(index).padStart(2, '0')}`;
        const status = index === 0 ? 'nghỉ hưu' : 'đang công tác';
        const category = index % 2 === 0 ? 'công chức' : 'viên chức';
        const where = unit === 2 ? 'G14.01.1' : 'G14.01';
        return `${no},Nguyễn Văn An,p${no}@mic.example,${category},${status},${where},Văn thư`;
      }),
    );
    const table = (file: string, header: string, lines: string[]) => ({
      file,
      header: header.split(','),
      rows: lines.map((line, index) => ({ line: index + 2, cells: line.split(',') })),
    });
    const plan = await services.staffPlans.importStaff(
      [
        table('units.csv', 'ma_don_vi,ten_don_vi,ma_don_vi_cha', units),
        table('people.csv', 'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu', people),
      ],
      { isDryRun: false, isPartial: false },
      AN,
    );
    assert.deepEqual(plan.refused, []);
    await services.clients.create(
      { client_id: 'documents', client_name: 'documents', redirect_uris: ['https://documents.example/cb'] },
      AN,
    );
    for (const code of ['rare', 'direct', 'ruled', 'of-category', 'part', 'whole', 'position'])
      await services.roles.createRole(AN, { clientId: 'documents', code, name: code, extent: 'none' });
    await services.roles.includeRoles(AN, { role: role('whole'), parts: [role('part')] });
  });
  after(() => opened.close());

  const role = (code: string) => ({ clientId: 'documents', code });
  const give = (code: string, to: object, more: object = {}) =>
    services.roles.grantRole(AN, { ...role(code), to, ...more });
  async function review() {
    const { review: made } = await services.reviews.open(AN, { name: 'x', client: 'documents' });
    const { items } = await services.reviews.show(made.id, { limit: 200 });
    const of = (employeeNo: string, code: string) =>
      items.find((item) => item.employeeNo === employeeNo && item.roleCode === code) ?? assert.fail(code);
    return { items, of };
  }

  it('counts peers of the same unit and position who work, by every way a role comes', async () => {
    // One alone, all by name, all by a rule, every second by category, by a composite, by the position.
    await give('rare', { person: '2-01' });
    for (let index = 0; index < CLERKS; index += 1)
      await give('direct', { person: `2-${String(index).padStart(2, '0')}` });
    await give('ruled', { person: '2-01' });
    await give('ruled', { unit: 'G14.01', subtree: true });
    await give('of-category', { person: '2-01' });
    await give('of-category', { unit: 'G14.01.1', category: 'công chức' });
    await give('part', { person: '2-01' });
    await give('whole', { unit: 'G14.01.1' });
    await give('position', { person: '2-01' });
    await give('position', { position: 'van-thu', unit: 'G14.01.1' });
    const { items, of } = await review();
    // Of twelve one is retired, and one is the holder.
    const expected: [string, number, number][] = [
      ['rare', 10, 0],
      ['direct', 10, 10],
      ['ruled', 10, 10],
      ['of-category', 10, 5],
      ['part', 10, 10],
      ['position', 10, 10],
    ];
    for (const [code, peers, peersWithRole] of expected) {
      const item = of('2-01', code);
      assert.deepEqual([item.peers, item.peersWithRole], [peers, peersWithRole], code);
      assert.equal(item.signals.includes('outlier'), code === 'rare', code);
    }
    // Who is retired is not among the peers: all who work are.
    assert.deepEqual([of('2-00', 'direct').peers, of('2-00', 'direct').peersWithRole], [11, 11]);
    for (const rule of items.filter(({ personId }) => personId === null)) assert.equal(rule.peers, 0);
  });

  it('leaves out what is revoked, over or still to come', async () => {
    const before = (await review()).items.length;
    const { id } = await give('rare', { person: '1-01' });
    await services.roles.revokeRole(AN, id);
    await give('rare', { person: '1-01' }, { until: '2026-11-19' });
    await give('rare', { person: '1-01' }, { from: '2026-11-21' });
    assert.equal((await review()).items.length, before);
    await give('rare', { person: '1-01' }, { from: '2026-11-20', until: '2026-11-20' });
    assert.equal((await review()).items.length, before + 1);
  });

  it('puts what changed first, and keeps the rest in order', async () => {
    await services.database.source.query(`update role_grant set created_at = created_at - interval '1 year'
      where id in (select role_grant.id from role_grant join role on role.id = role_id where code in ('direct', 'part'))`);
    const { items } = await review();
    const isChanged = items.map(({ signals }) => signals.includes('changed'));
    assert.deepEqual(
      isChanged,
      isChanged.toSorted((one, other) => Number(other) - Number(one)),
    );
    assert.deepEqual(
      items.map(({ number }) => number),
      items.map((_, index) => index + 1),
    );
    const roles = items.filter(({ signals }) => !signals.includes('changed')).map(({ roleCode }) => roleCode);
    assert.deepEqual(roles, roles.toSorted());
    assert.equal(roles.length, CLERKS + 1);
  });

  it('says who used the relying party when', async () => {
    const { person } = await services.staff.show('2-01');
    await services.stores.activity.usedClient(person.id, 'documents', new Date('2026-11-19T01:00:00Z'));
    const { of } = await review();
    assert.deepEqual(of('2-01', 'rare').lastUsedAt, new Date('2026-11-19T01:00:00Z'));
    assert.equal(of('2-02', 'direct').lastUsedAt, null);
  });
});

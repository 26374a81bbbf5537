import { strict as assert } from 'node:assert';
import { createAccounts } from '../../src/oidc/account.ts';
import { type DirectoryRun, openDirectoryRun } from './directory-run.ts';

const UNITS = 'ma_don_vi,ten_don_vi,ma_don_vi_cha\nG14,Bộ,\nG14.05,Cục An toàn,G14\n';
const HEADER = 'so_hieu,ho_va_ten,thu_dien_tu,ma_don_vi,chuc_vu,tu_ngay,kiem_nhiem';
const people = (position: string, day = '01/01/2015') =>
  `${HEADER}\nCB1,Lê Ánh,anh@mic.example,G14.05,${position},${day},G14|Q. Chánh Văn phòng\n`;

describe('flow: an acting head', () => {
  let run: DirectoryRun;
  before(async () => {
    run = await openDirectoryRun();
    await run.import(UNITS, people('Phó Cục trưởng'));
  });
  after(() => run.close());

  const claim = async () => {
    const accounts = createAccounts(run.services);
    const { person } = await run.services.staff.show('CB1');
    const account = await accounts.findAccount(person.id, undefined);
    return (await account?.claims('userinfo', 'openid staff', {}, []))?.position;
  };

  it('is told by the tool, the token and the roles of the position held, and by no mover', async () => {
    assert.equal(await claim(), 'Phó Cục trưởng');
    const plan = await run.import(people('Phó Cục trưởng phụ trách', '01/11/2020'));
    assert.deepEqual([plan.movers, plan.changed[0]?.fields], [[], ['acting']]);
    assert.equal(await claim(), 'Phó Cục trưởng phụ trách');

    const { appointments } = JSON.parse(await run.tool('staff', 'show', 'CB1', '--json'));
    assert.deepEqual(
      appointments.map((each: Record<string, unknown>) => [each.position, each.position_code, each.acting]),
      [
        ['Phó Cục trưởng phụ trách', 'pho-cuc-truong', true],
        ['Quyền Chánh Văn phòng', 'chanh-van-phong', true],
      ],
    );
    assert.match(await run.tool('staff', 'show', 'CB1'), /Phó Cục trưởng phụ trách.*Quyền Chánh Văn phòng/s);
    assert.doesNotMatch(await run.tool('staff', 'show', 'CB1', '--at', '2020-10-31'), /trưởng phụ trách/);

    const { roles } = run.services;
    const system = { kind: 'system' } as const;
    await run.services.clients.create(
      { client_id: 'documents', client_name: 'D', redirect_uris: ['https://d.example/'] },
      system,
    );
    await roles.createRole(system, { clientId: 'documents', code: 'signer', name: 'Ký', extent: 'none' });
    await roles.grantRole(system, {
      clientId: 'documents',
      code: 'signer',
      to: { position: 'pho-cuc-truong' },
    });
    const { stores, clock } = run.services;
    const record = await stores.directory.findPersonRecord((await run.services.staff.show('CB1')).person.id);
    assert.ok(record);
    const held = await roles.effectiveRolesOf(record, 'documents', clock.now());
    assert.deepEqual(
      held.map(({ role }) => role.code),
      ['signer'],
    );
  });

  it('changes nothing when the file comes again, and is undone', async () => {
    const [applied] = await run.services.staffPlans.list();
    await run.importAgain(people('Phó Cục trưởng phụ trách', '01/11/2020'));
    await run.undo(applied?.plan ?? '');
    assert.equal(await claim(), 'Phó Cục trưởng');
  });

  it('is refused with the line and column when the post is no post', async () => {
    assert.deepEqual(await run.refusals(people('=Quyền Cục trưởng')), [
      '2 chuc_vu =Quyền Cục trưởng formula',
    ]);
    const twice = people('Chuyên viên').trimEnd();
    assert.deepEqual(await run.refusals(`${twice};G14|Quyền Chánh Văn phòng\n`), [
      '2 kiem_nhiem G14|Quyền Chánh Văn phòng duplicate',
    ]);
  });
});

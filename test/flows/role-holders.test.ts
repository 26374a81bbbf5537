import { strict as assert } from 'node:assert';
import { createAccounts } from '../../src/oidc/account.ts';
import { type DirectoryRun, openDirectoryRun } from './directory-run.ts';

const UNITS = 'ma_don_vi,ten_don_vi\nG14.05,Cục An toàn thông tin\n';
const people = (category: string) =>
  [
    'so_hieu,ho_va_ten,ma_don_vi,chuc_vu,loai',
    `014-00001,Nguyễn Thị Lan,G14.05,Chuyên viên,${category}`,
    '014-00002,Trần Văn An,G14.05,Chuyên viên,viên chức',
    '',
  ].join('\n');

describe('flow: whom a role grant reaches', () => {
  let run: DirectoryRun;
  before(async () => {
    run = await openDirectoryRun();
    await run.import(UNITS, people('công chức'));
    for (const client_id of ['documents', 'hr']) {
      await run.services.clients.create(
        {
          client_id,
          client_name: client_id,
          redirect_uris: ['https://system.example/callback'],
        },
        { kind: 'operator', name: 'an' },
      );
    }
    await run.tool('role', 'create', '--client', 'documents', '--code', 'author', '--name', 'Soạn thảo');
  });
  after(() => run.close());

  const explain = async (person: string, client = 'documents') =>
    JSON.parse(await run.tool('role', 'explain', '--person', person, '--client', client, '--json')).roles;
  const grant = async (...options: string[]): Promise<string> =>
    JSON.parse(await run.tool('role', 'grant', '--role', 'documents:author', ...options, '--json')).id;

  it('a staff category by its name, until the person’s category changes, which its plan tells', async () => {
    const id = await grant('--category', 'Công chức', '--position', 'chuyen-vien');
    const [{ paths }] = await explain('014-00001');
    assert.deepEqual(
      [paths[0].via.kind, paths[0].via.positionCode, paths[0].via.category],
      ['position', 'chuyen-vien', 'cong_chuc'],
    );
    assert.deepEqual(await explain('014-00002'), []);
    const { plan, roles } = await run.import(UNITS, people('viên chức'));
    assert.deepEqual(
      roles.lost.map((each: { employee_no: string; role: string }) => [each.employee_no, each.role]),
      [['014-00001', 'author']],
    );
    assert.deepEqual(await explain('014-00001'), []);
    await run.undo(plan);
    assert.equal((await explain('014-00001')).length, 1);
    await run.tool('role', 'revoke', id);
    assert.deepEqual(await explain('014-00001'), []);
  });

  it('by a decision, whose document can be told from any other later', async () => {
    const [id, plain] = [
      await run.toolWith(
        ['role', 'grant', '--role', 'documents:author', '--person', '014-00001', '--json'].concat(
          '--decision',
          '12/QĐ-BTTTT',
          '--decision-document',
          '0.pdf',
        ),
        ['abc'],
      ),
      await grant('--person', '014-00001', '--decision', '13/QĐ-BTTTT'),
    ];
    const [{ paths }] = await explain('014-00001');
    assert.deepEqual(
      paths.map((path: Record<string, unknown>) => [path.decision, path.decision_sha256]).sort(),
      [
        // FIPS 180-2, appendix B.1
        ['12/QĐ-BTTTT', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
        ['13/QĐ-BTTTT', undefined],
      ],
    );
    for (const each of [JSON.parse(id).id, plain]) await run.tool('role', 'revoke', each);
  });

  it('whatever it contains, at the systems of the parts and in their tokens, until it is taken out', async () => {
    await run.tool('role', 'create', '--client', 'hr', '--code', 'desk', '--name', 'Bàn việc');
    await run.tool('role', 'include', 'hr:desk', 'documents:author');
    await run.tool('role', 'grant', '--role', 'hr:desk', '--position', 'chuyen-vien');
    const [{ code, paths }] = await explain('014-00001');
    assert.deepEqual([code, paths[0].composites, paths[0].via.kind], ['author', ['hr:desk'], 'position']);
    assert.match(
      await run.tool('role', 'list', '--client', 'hr'),
      /hr:desk +Bàn việc +none +documents:author/,
    );
    const claims = async () => {
      const { person } = await run.services.staff.show('014-00001');
      const account = await createAccounts(run.services).findAccount(person.id, 'documents');
      return (await account?.claims('userinfo', 'openid roles', {}, []))?.roles;
    };
    assert.deepEqual(await claims(), ['author']);
    await run.tool('role', 'exclude', 'hr:desk', 'documents:author');
    assert.deepEqual(await explain('014-00001'), []);
    assert.deepEqual(await claims(), []);
  });

  it('a category alone, by its code', async () => {
    const id = await grant('--category', 'vien_chuc');
    const [{ paths }] = await explain('014-00002');
    assert.deepEqual(
      [paths[0].via.kind, paths[0].via.category, paths[0].via.unitCode],
      ['category', 'vien_chuc', 'G14.05'],
    );
    assert.deepEqual(await explain('014-00001'), []);
    await run.tool('role', 'revoke', id);
  });
});

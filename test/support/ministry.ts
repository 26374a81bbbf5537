import type { Services } from '../../src/services.ts';
import { roleGrantRow, roleRow } from '../domain/roles/rows.ts';

export const PASSWORD = 'Sample-2026-MicConnect';
const SYSTEM = { kind: 'system' } as const;

/** A small ministry for journeys: a root, a Cục with a Phòng, and five people. */
export async function seedMinistry({ services }: { services: Services }): Promise<void> {
  const { staff, staffPlans, stores, hasher, clock } = services;
  const units = [
    'ma_don_vi,ten_don_vi,ma_don_vi_cha',
    'G14,Bộ,',
    'G14.05,Cục An toàn thông tin,G14',
    'G14.05.1,Phòng Thẩm định,G14.05',
  ];
  const people = [
    'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu,so_dinh_danh,dien_thoai',
    '014-00001,Đặng Thị Ngọc Ánh,staff@mic.example,công chức,đang công tác,G14.05.1,Chuyên viên,000200000001,0900000001',
    '014-00002,Nguyễn Văn An,clerk@mic.example,công chức,đang công tác,G14,Văn thư,000200000002,0900000002',
    '014-00003,Trần Quốc Hưng,head@mic.example,công chức,đang công tác,G14.05,Cục trưởng,000200000003,0900000003',
    '014-00004,Lê Thị Mai,retired@mic.example,công chức,nghỉ hưu,G14.05,Chuyên viên,000200000004,0900000004',
    '014-00005,Phạm Minh Đức,newcomer@mic.example,công chức,đang công tác,G14.05.1,Chuyên viên,000200000005,0900000005',
  ];
  const table = (file: string, lines: string[]) => {
    const [header = [], ...rows] = lines.map((line) => line.split(','));
    return { file, header, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
  };
  const plan = await staffPlans.importStaff(
    [table('units.csv', units), table('people.csv', people)],
    { isDryRun: false, isPartial: false },
    SYSTEM,
  );
  if (plan.refused.length > 0) throw new Error(JSON.stringify(plan.refused));
  const hash = await hasher.hash(PASSWORD);
  for (const person of await staff.list()) {
    const mustChange = person.email === 'newcomer@mic.example';
    await stores.credentials.savePassword({
      personId: person.id,
      hash,
      mustChange,
      changedAt: clock.now(),
      isLong: true,
    });
  }
}

/** Registers a client with roles `author` (for the Cục's subtree) and `reader` (for everybody). */
export async function seedClient(
  { services }: { services: Services },
  input: Record<string, unknown> & { client_id: string },
): Promise<{ id: string; secret: string | null }> {
  const { client, secret } = await services.clients.create(
    {
      client_name: input.client_id,
      redirect_uris: [`https://${input.client_id}.example/callback`],
      post_logout_redirect_uris: [`https://${input.client_id}.example/signed-out`],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      ...input,
    },
    SYSTEM,
  );
  const role = (code: string, name: string) =>
    services.roles.createRole(SYSTEM, { clientId: client.id, code, name, extent: 'own-unit' });
  await role('author', 'Người soạn thảo');
  await role('reader', 'Người đọc');
  await services.roles.grantRole(SYSTEM, {
    clientId: client.id,
    code: 'author',
    to: { unit: 'G14.05', subtree: true },
    decision: '512/QĐ',
  });
  await services.roles.grantRole(SYSTEM, {
    clientId: client.id,
    code: 'reader',
    to: { unit: 'G14', subtree: true },
  });
  return { id: client.id, secret };
}

/** Gives staff@ 400 roles of a client, each by a role grant of its own. */
export async function giveManyRoles({ services }: { services: Services }, clientId: string): Promise<void> {
  const { stores, transact, ids } = services;
  const staff = await stores.directory.findPersonByLogin('staff@mic.example');
  await transact(async ({ roles }) => {
    for (let index = 1; index <= 400; index += 1) {
      const role = { id: ids.uuid(), code: `duty-${index}`, name: `Nhiệm vụ chuyên môn số ${index}` };
      await roles.addRole(roleRow({ ...role, clientId, extent: 'own-unit' }));
      await roles.addRoleGrant(roleGrantRow({ id: ids.uuid(), roleId: role.id, personId: staff?.id ?? '' }));
    }
  });
}

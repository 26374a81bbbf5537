import { strict as assert } from 'node:assert';
import { recogniseRoleFile } from '../../../src/domain/role-plans/role-file-columns.ts';
import { translator } from '../../../src/messages/translate.ts';
import { GRANT_COLUMNS } from '../../../src/web/admin/role-grants-export.ts';

describe('admin/role-grants-export', () => {
  for (const lang of ['vi', 'en'] as const)
    it(`heads its columns so that a file of role grants is recognised, ${lang}`, () => {
      const header = GRANT_COLUMNS.map(([head]) => translator(lang)(head));
      const { indexes, refused } = recogniseRoleFile({ file: 'rg.csv', header, rows: [] });
      assert.deepEqual(refused, []);
      assert.deepEqual(
        [...indexes].map(([column]) => column),
        [
          ...[
            'ung_dung',
            'vai_tro',
            'so_hieu',
            'thu_dien_tu',
            'ma_don_vi',
            'gom_cap_duoi',
            'chuc_vu',
            'loai',
          ],
          ...['pham_vi', 'tu_ngay', 'den_ngay', 'so_quyet_dinh', 'ly_do'],
        ],
      );
    });
});

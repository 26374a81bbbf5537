import { strict as assert } from 'node:assert';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('flow: the directory over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let reader: string;
  let writer: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    const rows = [
      'thu_dien_tu,loai,so_hieu,ten,nguoi_quan_ly',
      'phong.tham.dinh@mic.example,chức năng,014-00001,PHÒNG THẨM ĐỊNH Đề án,014-00003;014-00002',
      'staff@mic.example,cá nhân,014-00001,,',
      'may-in@mic.example,kỹ thuật,,Máy in tầng 3,',
    ].map((line) => line.split(','));
    const [header = [], ...lines] = rows;
    const mailboxes = {
      file: 'mailboxes.csv',
      header,
      rows: lines.map((cells, index) => ({ line: index + 2, cells })),
    };
    const options = { isDryRun: false, isPartial: true };
    const plan = await server.services.staffPlans.importStaff([mailboxes], options, SYSTEM);
    assert.deepEqual(plan.refused, []);
    api = await apiCaller(server, await apiClient(server));
    reader = await api.machineToken('directory:read');
    writer = await api.machineToken('directory:read directory:write');
  });
  after(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) =>
    api.call('GET', path, reader, { headers });
  const namesOf = async (path: string) =>
    (await get(path)).json.items.map(({ name }: { name: string }) => name);

  /** Every item of a list, page by page, following the Link header. */
  async function wholeList(path: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const { json, headers } = await get(next);
      items.push(...json.items);
      const link = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
      assert.equal(link === undefined, json.next_cursor === null);
      next = link?.slice(api.base.length);
    }
    return items;
  }

  describe('people', () => {
    it('are listed by given name, whole or a page at a time', async () => {
      const whole = await wholeList('/people');
      assert.deepEqual(
        whole.map(({ given_name }) => given_name),
        ['An', 'Ánh', 'Đức', 'Hưng', 'Mai'],
      );
      assert.deepEqual(await wholeList('/people?limit=2'), whole);
      assert.deepEqual(
        await wholeList('/people?limit=1&unit=000.00.05.G14'),
        await wholeList('/people?unit=G14.05'),
      );
    });

    it('are found by words, unit and status', async () => {
      assert.deepEqual(await namesOf('/people?q=dang+anh'), ['Đặng Thị Ngọc Ánh']);
      assert.deepEqual(await namesOf('/people?unit=G14.05&q=hung'), ['Trần Quốc Hưng']);
      assert.deepEqual(await namesOf('/people?status=nghi_huu'), ['Lê Thị Mai']);
      assert.deepEqual(await namesOf('/people?q=nobody'), []);
      assert.deepEqual(await namesOf('/people?dormant=true'), []);
    });

    it('are shown by employee number, e-mail and id, with no more than four digits of the citizen id', async () => {
      const byNumber = await get('/people/014-00001');
      assert.equal(byNumber.status, 200);
      for (const reference of ['STAFF@mic.example', String(byNumber.json.id)])
        assert.deepEqual((await get(`/people/${encodeURIComponent(reference)}`)).json, byNumber.json);
      const { id: _, appointments, ...person } = byNumber.json;
      assert.deepEqual(person, {
        employee_no: '014-00001',
        name: 'Đặng Thị Ngọc Ánh',
        family_name: 'Đặng',
        middle_name: 'Thị Ngọc',
        given_name: 'Ánh',
        email: 'staff@mic.example',
        phone_number: '+84900000001',
        staff_category: 'cong_chuc',
        status: 'dang_cong_tac',
        disabled_at: null,
        account_state: 'open',
        protected: false,
        last_sign_in_at: null,
        dormant_since: null,
        closes_at: null,
        gender: null,
        birthdate: null,
        citizen_id: '••••0001',
        title: null,
        rank_code: null,
      });
      assert.deepEqual(
        appointments.map((each: object) => ({ ...each, from: 'day' })),
        [
          {
            unit_code: 'G14.05.1',
            unit: 'Phòng Thẩm định',
            position_code: 'chuyen-vien',
            position: 'Chuyên viên',
            main: true,
            acting: false,
            from: 'day',
            until: null,
          },
        ],
      );
    });

    it('are shown with the appointments of another day', async () => {
      const moved = [
        'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu,tu_ngay',
        '014-00003,Trần Quốc Hưng,head@mic.example,công chức,đang công tác,G14,Thứ trưởng,01/02/2026',
      ].map((line) => line.split(','));
      const [header = [], cells = []] = moved;
      const table = { file: 'people.csv', header, rows: [{ line: 2, cells }] };
      await server.services.staffPlans.importStaff([table], { isDryRun: false, isPartial: true }, SYSTEM);
      const codes = async (query: string) =>
        (await get(`/people/014-00003${query}`)).json.appointments.map(
          ({ position_code: code }: { position_code: string }) => code,
        );
      assert.deepEqual(await codes(''), ['thu-truong']);
      assert.deepEqual(await codes('?at=2026-01-31'), ['cuc-truong']);
      assert.deepEqual(await codes('?at=2026-02-01'), ['thu-truong']);
    });

    it('are not sent again to whoever has them', async () => {
      const { headers } = await get('/people/014-00002');
      const etag = headers.get('etag') ?? '';
      const again = await get('/people/014-00002', { 'if-none-match': etag });
      assert.deepEqual([again.status, again.json], [304, '']);
      await api.call('POST', '/people/014-00002/protect', writer);
      const changed = await get('/people/014-00002', { 'if-none-match': etag });
      assert.deepEqual([changed.status, changed.json.protected], [200, true]);
    });

    it('are closed, opened and protected under the caller’s name', async () => {
      const act = async (action: string) =>
        (await api.call('POST', `/people/014-00002/${action}`, writer)).json;
      assert.equal((await act('disable')).account_state, 'disabled');
      assert.equal((await act('enable')).account_state, 'open');
      assert.equal((await act('protect')).protected, true);
      assert.equal((await act('unprotect')).protected, false);
      const { id } = (await get('/people/014-00002')).json;
      const types = ['person.disabled', 'person.enabled', 'person.unprotected'] as const;
      const events = await server.services.stores.audit.listOfPerson(id, [...types], 10);
      assert.equal(events.length, 3);
      for (const { actor } of events) assert.deepEqual(actor, { kind: 'client', id: 'api-client' });
    });

    it('that nobody knows are not there, whatever is asked for', async () => {
      for (const reference of [
        '014-99999',
        UNKNOWN_ID,
        'x@y',
        '%00',
        '%E0%A4%A',
        '..%2f..',
        'a'.repeat(400),
      ]) {
        const shown = await get(`/people/${reference}`);
        assert.equal(shown.status, 404, reference);
        assert.equal((await api.call('POST', `/people/${reference}/disable`, writer)).status, 404, reference);
      }
    });
  });

  describe('units', () => {
    it('are listed in the order of the tree', async () => {
      const units = await wholeList('/units?limit=1');
      assert.deepEqual(
        units.map(({ code, parent_code }) => [code, parent_code]),
        [
          ['G14', null],
          ['G14.05', 'G14'],
          ['G14.05.1', 'G14.05'],
        ],
      );
      assert.deepEqual(await namesOf('/units?q=tham+dinh'), ['Phòng Thẩm định']);
      assert.deepEqual(await namesOf('/units?q=000.00.05.G14'), ['Cục An toàn thông tin']);
    });

    it('are shown by either style of their code', async () => {
      const unit = await get('/units/G14.05');
      assert.deepEqual((await get('/units/000.00.05.g14')).json, unit.json);
      assert.equal(unit.json.old_style_code, '000.00.05.G14');
      assert.deepEqual(unit.json.path, [
        { code: 'G14', name: 'Bộ' },
        { code: 'G14.05', name: 'Cục An toàn thông tin' },
      ]);
      assert.deepEqual(unit.json.units, [{ code: 'G14.05.1', name: 'Phòng Thẩm định' }]);
      assert.equal((await get('/units/G99')).json.code, 'unit_not_found');
      assert.deepEqual(unit.json.former_codes, []);
    });

    it('are found by a code that they had before', async () => {
      const header = ['ma_don_vi', 'ten_don_vi', 'ma_don_vi_cha', 'ma_don_vi_cu'];
      const cells = ['G14.05.9', 'Phòng Thẩm định', 'G14.05', 'G14.05.1'];
      const table = { file: 'units.csv', header, rows: [{ line: 2, cells }] };
      await server.services.staffPlans.importStaff([table], { isDryRun: false, isPartial: true }, SYSTEM);
      const { json } = await get('/units/G14.05.1');
      assert.deepEqual([json.code, json.former_codes[0].code], ['G14.05.9', 'G14.05.1']);
      assert.deepEqual(await namesOf('/units?q=G14.05.1'), ['Phòng Thẩm định']);
      assert.deepEqual(await namesOf('/people?q=anh&unit=G14.05.1'), ['Đặng Thị Ngọc Ánh']);
    });
  });

  describe('positions and mailboxes', () => {
    it('positions are listed by code', async () => {
      const positions = await wholeList('/positions?limit=2');
      const codes = positions.map(({ code }) => code);
      assert.deepEqual(codes, ['chuyen-vien', 'cuc-truong', 'thu-truong', 'van-thu']);
      assert.deepEqual(await namesOf('/positions?q=truong+cuc'), ['Cục trưởng']);
    });

    it('mailboxes are listed by address, and found whatever the diacritics and the case', async () => {
      const mailboxes = await wholeList('/mailboxes?limit=1');
      assert.deepEqual(
        mailboxes.map(({ address }) => address),
        ['may-in@mic.example', 'phong.tham.dinh@mic.example', 'staff@mic.example'],
      );
      assert.deepEqual(await namesOf('/mailboxes?q=de+an+tham+dinh'), ['PHÒNG THẨM ĐỊNH Đề án']);
      assert.deepEqual(await namesOf('/mailboxes?q=Đề+ÁN'), ['PHÒNG THẨM ĐỊNH Đề án']);
      assert.deepEqual(await namesOf('/mailboxes?q=%25'), []);
      const [personal] = (await get('/mailboxes?kind=ca_nhan')).json.items;
      assert.equal(personal.owner.employee_no, '014-00001');
      assert.equal(personal.owner.name, 'Đặng Thị Ngọc Ánh');
      assert.deepEqual(personal.stewards, []);
      const [shared] = (await get('/mailboxes?kind=chuc_nang')).json.items;
      assert.deepEqual(
        shared.stewards.map(({ employee_no }: { employee_no: string }) => employee_no),
        ['014-00002', '014-00003'],
      );
    });
  });

  describe('a request', () => {
    const faults = async (path: string) => {
      const { status, json } = await get(path);
      assert.deepEqual([status, json.code], [400, 'request_invalid'], path);
      return json.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`);
    };

    it('is told every fault of its parameters by name', async () => {
      assert.deepEqual(await faults('/people?colour=red&limit=0&status=here&q=a&q=b'), [
        'q repeated',
        'colour unknown',
        'limit whole_number',
        'status one_of',
      ]);
      for (const limit of ['201', '-1', '1.5', 'all', '', '1e2'])
        assert.deepEqual(await faults(`/units?limit=${limit}`), ['limit whole_number'], limit);
      assert.deepEqual(await faults('/people?cursor=x'), ['cursor cursor']);
      assert.deepEqual(await faults(`/units?cursor=${UNKNOWN_ID}`), ['cursor cursor']);
      assert.deepEqual(await faults('/people?unit=G99'), ['unit unknown_unit']);
      assert.deepEqual(await faults(`/people?q=${'a'.repeat(201)}`), ['q text']);
      assert.deepEqual(await faults('/mailboxes?q=%00'), ['q text']);
      for (const day of ['2026-02-30', '31/12/2026', 'today', '2026-1-1'])
        assert.deepEqual(await faults(`/people/014-00001?at=${day}`), ['at day'], day);
      assert.deepEqual(await faults('/people?access_token=x&__proto__=1&constructor=1'), [
        'access_token unknown',
        '__proto__ unknown',
        'constructor unknown',
      ]);
    });

    it('says how to put a value right, in the language asked for', async () => {
      const detail = async (language: string) => {
        const { json } = await get('/people?limit=0', { 'accept-language': language });
        return json.errors[0].detail;
      };
      assert.equal(await detail('en'), 'Must be a whole number from 1 to 200.');
      assert.equal(await detail('fr'), 'Phải là số nguyên từ 1 đến 200.');
    });

    it('may carry no body that nobody asked for', async () => {
      const post = (body: string, type = 'application/json') =>
        api.call('POST', '/people/014-00002/enable', writer, { body, headers: { 'content-type': type } });
      assert.equal((await post('{}')).status, 200);
      assert.deepEqual(
        (await post('{"__proto__":1,"reason":"x"}')).json.errors.map(({ field }: { field: string }) => field),
        ['__proto__', 'reason'],
      );
      const deep = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
      for (const body of ['{', '[]', 'null', '"x"', deep])
        assert.equal((await post(body)).status, 400, body.slice(0, 10));
      assert.equal((await post(`{"a":"${'x'.repeat(70_000)}"}`)).status, 413);
      assert.equal((await post('a=1', 'application/x-www-form-urlencoded')).status, 415);
    });

    it('is told which methods an address takes', async () => {
      const answer = await api.call('DELETE', '/people', writer);
      assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD']);
      const change = await api.call('GET', '/people/014-00001/disable', writer);
      assert.deepEqual([change.status, change.headers.get('allow')], [405, 'POST']);
      assert.equal((await api.call('HEAD', '/people', reader)).status, 200);
      for (const path of ['', '/', '/people/', '/persons', '/people/a/b/c', '/people//'])
        assert.equal((await get(path)).status, 404, path);
    });
  });

  describe('the document', () => {
    // Plans, roles, requests, reviews, mandates, resets and failed sign-ins are tried whole in files of their own.
    it('describes answers as they are, each operation tried', () => {
      const untried = api.untried(
        (path) => !/plans|role|separations|requests|reviews|mandates|merge|factor-resets|sign-in/.test(path),
      );
      assert.deepEqual(untried, []);
    });
  });
});

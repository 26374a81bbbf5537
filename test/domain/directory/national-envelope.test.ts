import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { parseEnvelopes } from '../../../src/domain/directory/national-envelope.ts';
import { parseRecordKey } from '../../../src/domain/directory/national-key.ts';
import { CANARIES, envelope, post } from './envelope-fixture.ts';

const RECORD = 'Data.Body.HOSO_CBCCVC';

/** Refusals as `path value code`. */
function faults(message: unknown): string[] {
  return parseEnvelopes(message, 'e.json').refused.map(
    ({ column, value, code }) => `${column} ${value} ${code}`,
  );
}

/** An envelope with one value elsewhere: `path` from `Data` on. */
function changed(path: string, value: unknown, action = 'ADD'): unknown {
  const message = JSON.parse(
    JSON.stringify(envelope(action, 'G14_1', { HoVaTen: 'Lê A' }, { posts: [post('G14', 'Vụ trưởng')] })),
  );
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce((object, name) => object[name], message);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return message;
}

describe('domain/directory/national-envelope', () => {
  it('reads the attributes that are kept, by their paths, and nothing else', () => {
    const fields = { HoVaTen: 'Lê  A', NgaySinh: '01/02/1980', SoCMND: '012345678', SoDinhDanhCaNhan: null };
    const { messages, refused } = parseEnvelopes(
      envelope('ADD', '000.00.05.G14_CB-1', fields, { posts: [post('G14.05', 'Cục trưởng', '2020-01-01')] }),
      'e.json',
    );
    assert.deepEqual(refused, []);
    const [message] = messages;
    assert.deepEqual(message?.key, {
      unitCode: 'G14.05',
      employeeNo: 'CB-1',
      path: `${RECORD}.SoHieuCBCCVC_BNDP`,
    });
    assert.deepEqual(
      message?.cells.map(({ column, path, text }) => [column, path.slice(RECORD.length), text]),
      [
        ['ho_va_ten', '.THONGTINCHUNG.HoVaTen', 'Lê A'],
        ['ngay_sinh', '.THONGTINCHUNG.NgaySinh', '01/02/1980'],
        ['so_dinh_danh', '.THONGTINCHUNG.SoCMND', '012345678'],
      ],
    );
    assert.equal(message?.posts?.list[0]?.from, '2020-01-01');
    assert.doesNotMatch(JSON.stringify(messages), /CANARY/);
  });

  for (const [path, value, expected] of [
    ['Data', undefined, 'Data  required'],
    ['Data', 'x', 'Data string wrong_type'],
    ['Data.Header', undefined, 'Data.Header  required'],
    ['Data.Header', [], 'Data.Header array wrong_type'],
    ['Data.Header.Action_Type', undefined, 'Data.Header.Action_Type  required'],
    ['Data.Header.Action_Type', 'add', 'Data.Header.Action_Type add unknown_action'],
    ['Data.Header.Transaction_ID', '', 'Data.Header.Transaction_ID  required'],
    ['Data.Header.Transaction_ID', 'a b', 'Data.Header.Transaction_ID a b invalid_code'],
    ['Data.Body.HOSO_CBCCVC', null, `${RECORD}  required`],
    [`${RECORD}.SoHieuCBCCVC_BNDP`, ' ', `${RECORD}.SoHieuCBCCVC_BNDP  required`],
    [`${RECORD}.SoHieuCBCCVC_BNDP`, 7, `${RECORD}.SoHieuCBCCVC_BNDP number wrong_type`],
    [`${RECORD}.SoHieuCBCCVC_BNDP`, 'G1X_1', `${RECORD}.SoHieuCBCCVC_BNDP G1X_1 invalid_code`],
    [`${RECORD}.SoHieuCBCCVC_BNDP`, 'G14_', `${RECORD}.SoHieuCBCCVC_BNDP G14_ invalid_code`],
    [`${RECORD}.THONGTINCHUNG`, 'x', `${RECORD}.THONGTINCHUNG string wrong_type`],
    [`${RECORD}.THONGTINCHUNG.HoVaTen`, 5, `${RECORD}.THONGTINCHUNG.HoVaTen number wrong_type`],
    [`${RECORD}.THONGTINCHUNG.HoVaTen`, '\uD800', `${RECORD}.THONGTINCHUNG.HoVaTen string invalid_text`],
    [`${RECORD}.THONGTINCHUNG.SoHieuCBCCVC`, '2', `${RECORD}.THONGTINCHUNG.SoHieuCBCCVC 2 key_mismatch`],
    [
      `${RECORD}.THONGTINCHUNG.SoHieuCBCCVC_BNDP`,
      'G15_1',
      `${RECORD}.THONGTINCHUNG.SoHieuCBCCVC_BNDP G15_1 key_mismatch`,
    ],
    [
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC`,
      {},
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC object wrong_type`,
    ],
    [
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC.0`,
      'x',
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC[0] string wrong_type`,
    ],
    [
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC.0.TuNgay`,
      '31/02/2020',
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC[0].TuNgay 31/02/2020 impossible_date`,
    ],
    [
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC.0.KiemNhiem`,
      'x',
      `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC[0].KiemNhiem string wrong_type`,
    ],
  ] as const) {
    it(`refuses ${path} = ${JSON.stringify(value)}`, () => {
      assert.deepEqual(faults(changed(path, value)).slice(0, 1), [expected]);
    });
  }

  it('refuses what is no envelope at all, too many, and VIEW beside a change', () => {
    for (const [message, expected] of [
      [5, ' number wrong_type'],
      [null, ' null wrong_type'],
      [[], 'Data  required'],
      [{ Data: [] }, 'Data  required'],
      [Array(1001).fill(envelope('ADD', 'G14_1')), ' 1001 too_many'],
      [{ Data: Array(1001).fill(null) }, 'Data 1001 too_many'],
      [[envelope('VIEW', 'G14_1'), envelope('DEL', 'G14_2')], '[0].Data VIEW mixed_actions'],
    ] as const) {
      assert.deepEqual(faults(message), [expected]);
    }
    const posts = Array(201).fill(post('G14', 'Vụ trưởng'));
    assert.match(faults(envelope('EDIT', 'G14_1', {}, { posts }))[0] ?? '', / 201 too_many$/);
  });

  it('reads one envelope, a list of them, and one whose Data is a list', () => {
    const [one, two] = [envelope('ADD', 'G14_1'), envelope('EDIT', 'G14_2')];
    for (const list of [[one, two], { Data: [one.Data, two.Data] }]) {
      const { messages, refused } = parseEnvelopes(list, 'e.json');
      assert.deepEqual(refused, []);
      assert.deepEqual(
        messages.map(({ line, action, key }) => [line, action, key.employeeNo]),
        [
          [1, 'ADD', '1'],
          [2, 'EDIT', '2'],
        ],
      );
    }
  });

  it('reads nothing of a DEL or a VIEW but its key, and a VIEW needs no transaction', () => {
    for (const action of ['DEL', 'VIEW']) {
      const { messages, refused } = parseEnvelopes(changed(`${RECORD}.THONGTINCHUNG`, 5, action), 'e.json');
      assert.deepEqual([refused, messages[0]?.cells, messages[0]?.posts], [[], [], undefined]);
    }
    assert.deepEqual(faults(changed('Data.Header.Transaction_ID', undefined, 'VIEW')), []);
  });

  it('takes no field from a prototype, and none that is called like one', () => {
    const text = (name: string) =>
      `{"Data":{"Header":{"Action_Type":"ADD","Transaction_ID":"t"},"Body":{"HOSO_CBCCVC":{"SoHieuCBCCVC_BNDP":"G14_1",
      "THONGTINCHUNG":{"${name}":{"HoVaTen":"Kẻ Lạ","NgaySinh":"x"},"constructor":{"prototype":{"HoVaTen":"y"}}}}}}}`;
    for (const name of ['__proto__', 'prototype', 'toString']) {
      const { messages, refused } = parseEnvelopes(JSON.parse(text(name)), 'e.json');
      assert.deepEqual([messages[0]?.cells, refused], [[], []]);
    }
    assert.equal(({} as Record<string, unknown>).HoVaTen, undefined);
    // As if somebody else's code had let such a field through to every object.
    Object.defineProperty(Object.prototype, 'HoVaTen', { value: 'Kẻ Lạ', configurable: true });
    Object.defineProperty(Object.prototype, 'Body', { value: { HOSO_CBCCVC: {} }, configurable: true });
    try {
      assert.deepEqual(parseEnvelopes(envelope('ADD', 'G14_1'), 'e.json').messages[0]?.cells, []);
      assert.deepEqual(faults(changed('Data.Body', undefined)), ['Data.Body  required']);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'HoVaTen');
      Reflect.deleteProperty(Object.prototype, 'Body');
    }
    const inherited = JSON.parse('{"__proto__":{"Data":{"Header":{}}}}');
    assert.deepEqual(faults(inherited), ['Data  required']);
  });

  it('never throws and never tells a value that is not read, whatever it is given', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'Data',
        'Header',
        'Body',
        'HOSO_CBCCVC',
        'THONGTINCHUNG',
        'TUYENDUNG_QT_CONGTAC',
        '__proto__',
      ),
      fc.constantFrom(
        'DS_QUATRINH_CONGTAC',
        'Action_Type',
        'SoHieuCBCCVC_BNDP',
        'HoVaTen',
        'TuNgay',
        'KiemNhiem',
      ),
      fc.string(),
    );
    const leaf = fc.oneof(
      fc.constantFrom('ADD', 'VIEW', 'G14_1', ''),
      fc.string(),
      fc.double(),
      fc.constant(null),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const { messages, refused } = parseEnvelopes(JSON.parse(JSON.stringify(value)), 'e.json');
        assert.ok(messages.length > 0 || refused.length > 0);
      }),
      { numRuns: 150 },
    );
    const paths = ['Data.Header', 'Data.Body', `${RECORD}.THONGTINCHUNG`, `${RECORD}.LUONG_PHUCAP_CHUCVU`];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        assert.doesNotMatch(JSON.stringify(parseEnvelopes(changed(path, value), 'e.json')), /CANARY/);
      }),
      { numRuns: 100 },
    );
  });

  it('reads the same from any order of fields and any form of letters', () => {
    const message = envelope('ADD', 'G14_1', {
      HoVaTen: 'Đặng Thị Ánh',
      NgaySinh: '1980-02-01',
      GioiTinh: 'Nữ',
    });
    const whole = JSON.stringify(parseEnvelopes(message, 'e.json'));
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.constantFrom('NFC', 'NFD'), (keys, form) => {
        const shuffled = shuffle(JSON.parse(JSON.stringify(message).normalize(form)), keys);
        assert.equal(JSON.stringify(parseEnvelopes(shuffled, 'e.json')), whole);
      }),
      { numRuns: 50 },
    );
    assert.ok(Object.values(CANARIES).every((word) => !whole.includes(word)));
  });

  it('takes a key with a unit of either style, or a number alone', () => {
    for (const [text, expected] of [
      ['G14.05_014-1', { unitCode: 'G14.05', employeeNo: '014-1' }],
      ['000.00.05.G14_014-1', { unitCode: 'G14.05', employeeNo: '014-1' }],
      ['g14_a_b', { unitCode: 'G14', employeeNo: 'a_b' }],
      ['014-1', { unitCode: null, employeeNo: '014-1' }],
      ['_1', undefined],
    ] as const) {
      const key = parseRecordKey(text);
      assert.deepEqual('value' in key ? key.value : undefined, expected, text);
    }
  });
});

function shuffle(value: unknown, keys: fc.Stream<number>): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffle(each, keys));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => ({ name, each, key: keys.next().value }));
  return Object.fromEntries(
    entries.toSorted((a, b) => a.key - b.key).map(({ name, each }) => [name, shuffle(each, keys)]),
  );
}

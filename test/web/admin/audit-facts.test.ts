import assert from 'node:assert/strict';
import type { AuditRecord } from '../../../src/domain/audit/audit-event.ts';
import { BREAK_GLASS_ID } from '../../../src/domain/directory/break-glass-account.ts';
import type { AuditNames } from '../../../src/domain/overview/audit-names.ts';
import { VIEWED_DATA } from '../../../src/domain/roles/viewing-service.ts';
import { auditSentence } from '../../../src/messages/audit-sentence.ts';
import type { Lang } from '../../../src/messages/translate.ts';
import { auditNamer, changesIn, detailWords, sentenceFacts } from '../../../src/web/admin/audit-facts.ts';

const PERSON = '00000000-0000-4000-8000-000000000001';
const GONE = '00000000-0000-4000-8000-000000000002';
const NAMES = {
  people: new Map([[PERSON, { fullName: 'Hồ Ngọc Đức' }]]),
  clients: new Map([['documents', { metadata: { client_name: 'Quản lý văn bản' } }]]),
  units: new Map([['G14.05', 'Cục A']]),
  positions: new Map([['chuyen-vien', 'Chuyên viên']]),
  roles: new Map([['documents:author', { name: 'Người soạn', nameEn: 'Author' }]]),
} as unknown as AuditNames;

function recordOf(fields: Partial<AuditRecord> & Pick<AuditRecord, 'type'>): AuditRecord {
  const sealed = { seq: 1, previousHash: '', hash: '' };
  return {
    at: new Date(0),
    actor: { kind: 'person', id: PERSON },
    clientId: 'documents',
    ...sealed,
    ...fields,
  };
}
function sentence(record: AuditRecord, lang: Lang): string {
  const namer = auditNamer(NAMES, lang);
  return auditSentence(record.type, sentenceFacts(record, namer, detailWords(record, namer, lang)), lang);
}
function word(record: AuditRecord, field: string, value: unknown, lang: Lang = 'vi'): string {
  return detailWords(record, auditNamer(NAMES, lang), lang)(field, value);
}

describe('the facts of an audit event', () => {
  it('give names for ids, of a post where a role goes to nobody in particular', () => {
    const details = { role: 'author', position: 'chuyen-vien', unit: 'G14.05', category: null, until: null };
    const record = recordOf({ type: 'role.granted', details });
    const told = 'Hồ Ngọc Đức cấp vai trò Người soạn tại Quản lý văn bản cho Chuyên viên, Cục A';
    assert.equal(sentence(record, 'vi'), told);
    assert.match(sentence(record, 'en'), /^Hồ Ngọc Đức granted the role Author at .* to Chuyên viên, Cục A$/);
    const toPerson = { ...record, personId: GONE };
    assert.match(sentence(toPerson, 'vi'), /cho người không còn trong danh bạ$/);
    assert.match(
      sentence({ ...toPerson, actor: { kind: 'person', id: BREAK_GLASS_ID } }, 'vi'),
      /^Tài khoản khẩn cấp cấp/,
    );
  });

  it('say causes, ways and ends in words, by what the event is about', () => {
    const refused = recordOf({ type: 'sign_in.refused', details: { cause: 'wrong' } });
    assert.equal(word(refused, 'cause', 'wrong'), 'Sai mật khẩu');
    const passkey = recordOf({ type: 'sign_in.refused', details: { cause: 'wrong', method: 'passkey' } });
    assert.match(word(passkey, 'cause', 'wrong'), /^Khóa truy cập/);
    const ended = recordOf({ type: 'session.ended', details: {} });
    assert.equal(word(ended, 'reason', 'operator', 'en'), 'ended by an administrator');
    assert.equal(word(ended, 'clients', 'documents gone'), 'Quản lý văn bản, gone');
    assert.equal(word(recordOf({ type: 'person.disabled' }), 'reason', 'operator'), 'operator');
    assert.equal(word(refused, 'methods', 'password totp'), 'mật khẩu, mã xác thực');
  });

  it('call whatever of a person is looked at by a word, and a plan as its page does', () => {
    const viewed = recordOf({ type: 'person.viewed' });
    assert.deepEqual(
      VIEWED_DATA.filter((data) => word(viewed, 'data', data) === data),
      [],
    );
    const plan = '37d06f2c17ffb3a1826f5686b40590b245511569ad0df58edb147b38589fa0fe';
    const submitted = recordOf({ type: 'plan.submitted', details: { plan } });
    assert.match(sentence(submitted, 'vi'), /kế hoạch nhân sự 37d06f2c chờ/);
    assert.equal(word(submitted, 'plan', plan), plan);
  });

  it('read days, instants, numbers, labels and what is empty', () => {
    const record = recordOf({ type: 'role.edited' });
    assert.equal(word(record, 'before_until', '2026-11-20T03:21:07.000Z'), '20/11/2026 10:21:07');
    assert.equal(word(record, 'due', '2026-11-20'), '20/11/2026');
    assert.equal(word(record, 'items', 1204), '1.204');
    assert.equal(word(record, 'submitted_by', `person:${PERSON}`), 'Hồ Ngọc Đức');
    assert.equal(word(record, 'submitted_by', 'operator:an'), 'người vận hành an');
    assert.deepEqual([word(record, 'subtree', false), word(record, 'reason', null)], ['không', 'trống']);
    assert.equal(word(record, '__proto__', 'x'), 'x');
  });

  it('set apart what an act changed', () => {
    const details = { role: 'author', until: 'b', before_until: 'a', before_reason: 'c', roleId: 'x' };
    assert.deepEqual(changesIn({ details }), {
      changes: [
        { field: 'until', before: 'a', after: 'b' },
        { field: 'reason', before: 'c', after: undefined },
      ],
      others: [['role', 'author']],
    });
    const setting = changesIn({ details: { name: 'guard.people', before: 3, after: 5 } });
    assert.deepEqual(setting.changes, [{ field: 'value', before: 3, after: 5 }]);
    assert.deepEqual(changesIn({ details: undefined }), { changes: [], others: [] });
  });
});

import assert from 'node:assert/strict';
import { AUDIT_GROUPS, AUDIT_TYPES, TROUBLING_TYPES, typesOf } from '../../src/domain/audit/audit-groups.ts';
import { auditActsEn } from '../../src/messages/audit-acts-en.ts';
import { auditActsVi } from '../../src/messages/audit-acts-vi.ts';
import { actName, auditSentence } from '../../src/messages/audit-sentence.ts';

const ACTS = { vi: auditActsVi, en: auditActsEn };
const LANGS = ['vi', 'en'] as const;
/** What every event may have besides the details of its kind. */
const ALWAYS = ['actor', 'person', 'client', 'holder', 'role'];

describe('the sentences of the audit log', () => {
  for (const lang of LANGS)
    it(`tell of every act in ${lang}, by a name of its own`, () => {
      const names = AUDIT_TYPES.map((type) => actName(type, lang));
      assert.equal(new Set(names).size, AUDIT_TYPES.length);
      for (const type of AUDIT_TYPES) {
        const sentence = auditSentence(type, {}, lang);
        assert.match(sentence, /^\S.{8,}\S$/, type);
        assert.doesNotMatch(sentence, /[{}[\]]|\s{2}|\s[,:]|undefined/, `${type}: ${sentence}`);
        assert.doesNotMatch(sentence, /\.$/, type);
      }
    });

  it('speak in both languages of the same', () => {
    const factsIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const type of AUDIT_TYPES)
      assert.deepEqual(factsIn(ACTS.en[type][1]), factsIn(ACTS.vi[type][1]), type);
  });

  it('leave nothing to chance that an event need not have', () => {
    // `plan`, `cause` and the like may be missing from old events: they stand where they can fall away.
    const SURE = new Set([...ALWAYS, 'method', 'days', 'count']);
    for (const lang of LANGS)
      for (const type of AUDIT_TYPES) {
        const firm = ACTS[lang][type][1].replace(/\[[^\]]*\]/g, '');
        for (const [, name = ''] of firm.matchAll(/\{(\w+)\}/g))
          assert.ok(SURE.has(name), `${type}: ${name}`);
      }
  });

  it('let what is not known fall away', () => {
    const facts = { actor: 'Vũ Minh Khôi', role: 'Văn thư', client: 'Quản lý văn bản', holder: undefined };
    assert.equal(
      auditSentence('role.granted', facts, 'vi'),
      'Vũ Minh Khôi cấp vai trò Văn thư tại Quản lý văn bản',
    );
    assert.equal(
      auditSentence('role.granted', { ...facts, holder: 'Đỗ Quang Huy' }, 'en'),
      'Vũ Minh Khôi granted the role Văn thư at Quản lý văn bản to Đỗ Quang Huy',
    );
    assert.equal(
      auditSentence('role.granted', { ...facts, role: '{actor}' }, 'en').includes('{actor}'),
      true,
    );
  });

  it('fall into groups without a rest', () => {
    const grouped = AUDIT_GROUPS.flatMap(typesOf);
    assert.deepEqual(grouped.toSorted(), AUDIT_TYPES.toSorted());
    for (const type of TROUBLING_TYPES) assert.ok(AUDIT_TYPES.includes(type));
  });
});

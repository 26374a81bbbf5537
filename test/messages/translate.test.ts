import assert from 'node:assert/strict';
import { en } from '../../src/messages/en.ts';
import { fill, isMessageKey, type MessageKey, translator } from '../../src/messages/translate.ts';
import { vi } from '../../src/messages/vi.ts';

const keys = Object.keys(vi) as MessageKey[];
/** Texts that are proper names. */
const SAME_IN_BOTH = ['app.name'];

describe('dictionaries', () => {
  it('hold the same keys with texts', () => {
    assert.deepEqual(Object.keys(en).sort(), [...keys].sort());
    for (const key of keys) assert.ok(vi[key].trim() && en[key].trim(), key);
  });

  it('differ in every text but proper names', () => {
    assert.deepEqual(
      keys.filter((key) => vi[key] === en[key]),
      SAME_IN_BOTH,
    );
  });

  it('hold the same placeholders', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const key of keys) assert.deepEqual(placeholders(vi[key]), placeholders(en[key]), key);
  });

  it('keep to the words of the style guide', () => {
    for (const text of [...Object.values(vi), ...Object.values(en)]) {
      assert.doesNotMatch(text, /!|\.\.\.|vui lòng|please| {2}/i, text);
      assert.equal(text, text.normalize('NFC').trim(), text);
      assert.doesNotMatch(
        text,
        /(\d|\}) (phút|lần|lỗi|ký tự|minutes|errors|characters)/,
        `${text}: number and unit part`,
      );
    }
  });
});

describe('translator', () => {
  it('fills placeholders of either language', () => {
    assert.equal(translator('vi')('signOut.done', { time: '17:32' }), 'Đã đăng xuất lúc 17:32');
    assert.equal(translator('en')('signOut.done', { time: '17:32' }), 'Signed out at 17:32');
  });

  it('takes values as they are', () => {
    assert.equal(fill('{a}', { a: '{b} $& $1' }), '{b} $& $1');
    assert.throws(() => fill('{toString}', {}), /No parameter/);
  });

  it('knows its keys', () => {
    assert.deepEqual([isMessageKey('signIn.title'), isMessageKey('constructor')], [true, false]);
  });
});

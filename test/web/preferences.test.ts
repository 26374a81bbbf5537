import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Context } from '../../src/web/context.ts';
import { ownPath, preferencesOf } from '../../src/web/preferences.ts';

function visitor(cookies: Record<string, string>): Context {
  return { cookies: { get: (name: string) => cookies[name] } } as unknown as Context;
}

describe('web/preferences', () => {
  it('is Vietnamese and the device’s theme for a stranger', () => {
    assert.deepEqual(preferencesOf(visitor({})), { lang: 'vi', theme: null });
  });

  it('follows the client’s ui_locales, the first one we speak', () => {
    const lang = (...locales: string[]) => preferencesOf(visitor({}), locales).lang;
    assert.equal(lang('en'), 'en');
    assert.equal(lang('en-GB', 'vi'), 'en');
    assert.equal(lang('EN-us'), 'en');
    assert.equal(lang('fr', 'de', 'en', 'vi'), 'en');
    assert.equal(lang('vi-VN', 'en'), 'vi');
    assert.equal(lang('fr', ''), 'vi');
  });

  it('puts the person’s own choice above the client’s', () => {
    assert.equal(preferencesOf(visitor({ micconnect_lang: 'vi' }), ['en']).lang, 'vi');
    assert.equal(preferencesOf(visitor({ micconnect_lang: 'en' }), ['vi']).lang, 'en');
  });

  it('takes no other value out of a cookie', () => {
    for (const value of ['', 'fr', 'EN', '"><script>', '__proto__']) {
      const cookies = { micconnect_lang: value, micconnect_theme: value };
      assert.deepEqual(preferencesOf(visitor(cookies)), { lang: 'vi', theme: null }, value);
    }
    assert.equal(preferencesOf(visitor({ micconnect_theme: 'dark' })).theme, 'dark');
  });

  it('goes back to a page of our own', () => {
    for (const path of [
      '/',
      '/password/forgot',
      '/interaction/abc?x=1&y=%2F',
      '/a//b',
      '/a:b@c',
      '/?to=//evil.example',
    ]) {
      assert.equal(ownPath(path), path);
    }
  });

  it('never leads away', () => {
    const away = [
      '',
      'evil.example',
      'https://evil.example/',
      'https:evil.example',
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '/x\r\nSet-Cookie: a=b',
      ' //evil.example',
      '/path with spaces',
      'javascript:alert(1)',
      'data:text/html,x',
      `/${'a'.repeat(2000)}`,
    ];
    for (const text of away) assert.equal(ownPath(text), '/', JSON.stringify(text));
  });

  it('stays on this host for any text, as browsers read it', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '#',
      '?',
      '%2f',
      '%5c',
      '\t',
      '\n',
      'evil.example',
      'a',
      ' ',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
      fc.string(),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(text, (to) => {
        const path = ownPath(to);
        assert.equal(new URL(path, 'https://id.mic.example').origin, 'https://id.mic.example');
        assert.match(path, /^\/(?!\/)/);
        assert.doesNotMatch(path, /[\r\n]/);
      }),
      { numRuns: 2000 },
    );
  });
});

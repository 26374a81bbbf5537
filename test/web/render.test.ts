import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { en } from '../../src/messages/en.ts';
import { type Lang, translator } from '../../src/messages/translate.ts';
import { vi } from '../../src/messages/vi.ts';
import { loadAssets } from '../../src/web/assets.ts';
import { createRenderer, type PageContext } from '../../src/web/render.ts';
import type { SignInView, Views } from '../../src/web/view-models.ts';
import { samplePage, sampleViews } from './sample-views.ts';

const viewsDir = fileURLToPath(new URL('../../views', import.meta.url));
const assets = loadAssets({ viewsDir });
const render = createRenderer({ viewsDir });
const HOSTILE = `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{it}}<%= it %>`;

function pageOf(lang: Lang, text?: (typical: string) => string): PageContext {
  return samplePage({ lang, t: translator(lang), assetUrl: assets.url }, text);
}

function everyPage(lang: Lang, text?: (typical: string) => string): { name: string; html: string }[] {
  const page = pageOf(lang, text);
  const rendered = <Name extends keyof Views>(name: Name, models: Views[Name][]) =>
    models.map((model) => ({ name, html: render(name, page, model) }));
  const views = sampleViews(text);
  return (Object.keys(views) as (keyof Views)[]).flatMap((name) => rendered(name, views[name]));
}

function signIn(view: Partial<SignInView> = {}, lang: Lang = 'vi', page: Partial<PageContext> = {}): string {
  const [model] = sampleViews()['interaction/sign-in'];
  assert.ok(model);
  return render('interaction/sign-in', { ...pageOf(lang), ...page }, { ...model, ...view });
}

function titleOf(html: string): string {
  return /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
}

for (const lang of ['vi', 'en'] as const) {
  describe(`pages in ${lang}`, () => {
    const pages = everyPage(lang);

    it('are whole documents with one heading, landmarks and a title', () => {
      for (const { name, html } of pages) {
        assert.match(html, new RegExp(`^<!doctype html>\\s<html lang="${lang}">`), name);
        assert.equal(html.match(/<h1[ >]/g)?.length, 1, `${name}: one h1`);
        assert.equal(html.match(/<main[ >]/g)?.length, 1, `${name}: one main`);
        assert.match(titleOf(html), / – .+ – MicConnect$/, name);
      }
    });

    it('leave no value undefined', () => {
      for (const { name, html } of pages) assert.doesNotMatch(html, /undefined|\[object|NaN|>null</, name);
    });

    it('use every id once and label what they describe', () => {
      for (const { name, html } of pages) {
        const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
        assert.equal(new Set(ids).size, ids.length, `${name}: ${ids.join(' ')}`);
        for (const [, wanted] of html.matchAll(
          / (?:for|aria-describedby|aria-controls|href)="#?([a-z_-]+)"/g,
        )) {
          for (const id of (wanted ?? '').split(' ')) assert.ok(ids.includes(id), `${name}: #${id}`);
        }
      }
    });

    it('draw only icons that their sprite has', () => {
      for (const { name, html } of pages)
        for (const [, path = '', symbol] of html.matchAll(/<use href="([^"#]+)#([^"]+)"/g)) {
          const sprite = assets.serve({ path, method: 'GET', acceptEncoding: '', ifNoneMatch: '' });
          assert.ok(sprite?.body?.includes(`id="${symbol}"`), `${name}: ${symbol}`);
        }
    });

    it('need no inline style or script', () => {
      for (const { name, html } of [...pages, ...everyPage(lang, () => HOSTILE)]) assertStrictCsp(name, html);
    });

    it('escape whatever comes from outside', () => {
      for (const { name, html } of everyPage(lang, () => HOSTILE)) {
        assert.doesNotMatch(html, /<script>|<img|alert\(1\)<\/script/, name);
        for (const script of html.match(/<script[^>]*>/g) ?? [])
          assert.match(
            script,
            /^<script type="module" src="\/assets\/[\w.-]+">$/,
            `${name}: only our own scripts`,
          );
        assert.match(html, /&lt;script&gt;/, name);
      }
    });
  });
}

/** Looks at tags only: text may say "style=" as often as it likes. */
function assertStrictCsp(name: string, html: string): void {
  assert.doesNotMatch(html, /<style/, name);
  for (const [tag] of html.matchAll(/<[a-z][a-z0-9]*(?:\s+[^\s=>"']+(?:="[^"]*")?)*\s*\/?>/g)) {
    const attributes = tag.replace(/"[^"]*"/g, '""');
    assert.doesNotMatch(attributes, /\s(?:style|on[a-z]+)=/, `${name}: ${tag}`);
  }
}

describe('words of the pages', () => {
  it('show no key and, in Vietnamese, no English text', () => {
    const english = new Set(
      Object.entries(en)
        .filter(([key, text]) => text.length > 4 && vi[key as keyof typeof vi] !== text)
        .map(([, text]) => text),
    );
    const keys = new Set<string>(Object.keys(vi));
    for (const { name, html } of everyPage('vi'))
      for (const text of textOf(html).split('><')) assert.ok(!english.has(text), `${name} says "${text}"`);
    for (const { name, html } of [...everyPage('vi'), ...everyPage('en')])
      for (const [word] of html.matchAll(/[\w-]+(?:\.[\w-]+)+/g))
        assert.ok(!keys.has(word), `${name} shows ${word}`);
  });

  it('refuse an unknown key and a missing parameter', () => {
    const t = translator('vi') as (key: string, params?: Record<string, string>) => string;
    assert.throws(() => t('signIn.nothing'), /No message "signIn.nothing"/);
    assert.throws(() => t('toString'), /No message/);
    assert.throws(() => t('support.footer'), /No parameter "contact"/);
  });

  it('put "Lỗi" first in the title after a failed form', () => {
    const refused = signIn({ error: { code: 'sign_in_refused', supportCode: '7KQ42MXD' } });
    assert.equal(titleOf(refused), 'Lỗi: Đăng nhập – Quản lý văn bản và điều hành – MicConnect');
    assert.match(titleOf(signIn({}, 'en')), /^Sign in – /);
  });

  function textOf(html: string): string {
    return (
      html
        .replace(/<(\w+)[^>]* lang="en"[^>]*>.*?<\/\1>/gs, '')
        // Names that programs give: a scope, a field.
        .replace(/<code[^>]*>.*?<\/code>/gs, '')
        .replace(/<[^>]+>/g, (tag) => (tag ? '><' : ''))
    );
  }
});

describe('sign-in page', () => {
  it('names the application and the only true address', () => {
    const html = signIn();
    assert.match(html, /Đang vào ứng dụng<\/span> <span class="name">Quản lý văn bản và điều hành/);
    assert.match(html, /<strong>dangnhap\.mic\.example<\/strong>/);
  });

  it('says the same whatever the account is like, and how to go on', () => {
    const html = signIn({ error: { code: 'sign_in_refused', supportCode: '7KQ42MXD' } });
    assert.match(html, /role="alert" tabindex="-1" autofocus/);
    assert.match(html, /Tên đăng nhập hoặc mật khẩu không đúng/);
    assert.match(html, /Sau 5\u00a0lần sai liên tiếp, đăng nhập tạm dừng 15\u00a0phút\./);
    assert.doesNotMatch(html, /Telex/);
    const withMarks = signIn({ error: { code: 'sign_in_refused', supportCode: '7KQ42MXD' }, hasMarks: true });
    assert.match(withMarks, /Telex hoặc VNI/);
    assert.match(html, /7KQ4-2MXD/);
    assert.match(html, /gọi máy lẻ\u00a0<strong>2088<\/strong>/);
    assert.match(html, /name="username" value="ntnanh"/);
    assert.doesNotMatch(html, /type="password"[^>]* value=/);
  });

  it('lets browsers fill in and works without scripts', () => {
    const html = signIn();
    assert.match(html, /<form method="post" action="\/x">/);
    assert.match(html, /name="username"[^>]* autocomplete="username webauthn"/);
    assert.match(html, /name="password"[^>]* autocomplete="current-password"/);
    assert.match(html, /<button class="reveal" type="button" hidden /);
  });

  it('offers language and theme as plain forms that come back here', () => {
    const html = signIn({}, 'vi', { theme: 'dark', path: '/interaction/abc?x=1&y=2' });
    assert.match(html, /<html lang="vi" data-theme="dark">/);
    assert.match(html, /name="to" value="\/interaction\/abc\?x=1&amp;y=2"/);
    assert.match(html, /name="lang" value="vi" lang="vi" aria-pressed="true"/);
    assert.match(html, /name="theme" value="dark" aria-pressed="true"/);
    const [, languages = ''] = /action="\/preferences"([\s\S]+?)<\/form>/.exec(html) ?? [];
    assert.doesNotMatch(languages, /name="csrf"/, 'choices are no secrets; their route takes no token');
  });

  it('writes the whole number where support has no extension', () => {
    assert.match(signIn({}, 'vi', { supportPhone: '024 3943 7010' }), /Hỗ trợ: số\u00a0024 3943 7010/);
  });
});

describe('forms', () => {
  it('send exactly the fields that their routes read', () => {
    const fields: Partial<Record<string, string[]>> = {
      'interaction/sign-in': ['csrf', 'password', 'username'],
      'interaction/change-password': ['confirm_password', 'csrf', 'new_password'],
      'password/forgot': ['csrf', 'username'],
      'password/reset': ['confirm_password', 'csrf', 'new_password'],
      'device/input': ['user_code', 'xsrf'],
      'device/confirm': ['abort', 'confirm', 'user_code', 'xsrf'],
    };
    for (const { name, html } of everyPage('vi')) {
      const [, form = ''] = /<form method="post" action="\/x">([\s\S]+?)<\/form>/.exec(html) ?? [];
      const names = [...form.matchAll(/<(?:input|button)[^>]* name="([^"]+)"/g)].map((match) => match[1]);
      // The box for letters with marks comes when there is a reason to ask.
      const always = names.filter((each) => each !== 'typed_on_purpose').sort();
      if (fields[name]) assert.deepEqual(always, fields[name], name);
    }
  });
});

describe('launcher', () => {
  it('draws applications of unknown looks neutrally', () => {
    const [, model] = sampleViews()['portal/launcher'];
    const [tile] = model?.tiles ?? [];
    assert.ok(model && tile);
    const tiles = [{ ...tile, icon: '#"><svg', tint: 'no" class="x' }];
    const html = render('portal/launcher', pageOf('vi'), { ...model, tiles });
    assert.match(html, /<span class="app-icon tint-other large">/);
    assert.match(html, /\.svg#apps"/);
  });

  it('carries the token in the form that signs out', () => {
    const [, model] = sampleViews()['portal/launcher'];
    assert.ok(model);
    const html = render('portal/launcher', pageOf('vi'), model);
    assert.match(html, /action="\/sign-out">\s*<input type="hidden" name="csrf" value="token">/);
    assert.match(html, /<strong>hôm nay 10:31<\/strong>/);
  });
});

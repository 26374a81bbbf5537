import { strict as assert } from 'node:assert';
import { fileURLToPath } from 'node:url';
import { translator } from '../../../src/messages/translate.ts';
import { loadAssets } from '../../../src/web/assets.ts';
import { createRenderer } from '../../../src/web/render.ts';
import { sampleRolesViews } from '../sample-roles-views.ts';
import { samplePage } from '../sample-views.ts';

const viewsDir = fileURLToPath(new URL('../../../views', import.meta.url));
const assets = loadAssets({ viewsDir });
const render = createRenderer({ viewsDir });
const page = samplePage({ lang: 'vi', t: translator('vi'), assetUrl: assets.url });
const pages = sampleRolesViews((typical) => typical).map((view) => render('portal/roles', page, view));
const [explained = '', folded = '', none = '', noneThen = '', refused = ''] = pages;

describe('page of one’s own roles', () => {
  it('goes down the levels of headings one by one', () => {
    for (const html of pages) {
      const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
      assert.equal(levels[0], 1);
      for (const [index, level] of levels.entries())
        assert.ok(level <= (levels[index - 1] ?? 0) + 1, levels.join(' '));
    }
  });

  it('labels its regions, its field and the columns of its table', () => {
    for (const html of pages) {
      assert.match(html, /<label for="at">Tính đến ngày<\/label>/);
      for (const [, id] of html.matchAll(/aria-labelledby="([^"]+)"/g))
        assert.ok(html.includes(`id="${id}"`), id);
    }
    assert.equal(folded.match(/<th scope="col">/g)?.length, 8);
    assert.match(folded, /<th scope="row"><a href="[^"]+">Người thẩm định<\/a> <code>reviewer<\/code><\/th>/);
  });

  it('has nothing to press inside what opens and closes', () => {
    for (const html of pages) {
      for (const [, summary = ''] of html.matchAll(/<summary[^>]*>(.*?)<\/summary>/gs))
        assert.doesNotMatch(summary, /<(a|button|input)\b/);
    }
  });

  it('opens the role that was asked about, and no other', () => {
    assert.equal(explained.match(/<details id="why" open>/g)?.length, 1);
    assert.equal(explained.match(/<details>/g)?.length, 1);
    assert.equal(folded.match(/<details class="fold" open>/g)?.length, 1);
    assert.equal(folded.match(/<details class="fold">/g)?.length, 1);
  });

  it('numbers reasons only where there are several, and says how many are left out', () => {
    assert.match(explained, /Có 2\u00a0lý do; mỗi lý do đủ/);
    assert.match(explained, /<h4>Lý do\u00a02<\/h4>/);
    assert.match(explained, /Còn 3\u00a0lý do khác/);
    assert.equal(explained.match(/<ol class="path">/g)?.length, 3);
  });

  it('warns of a large token in plain words, and what to do', () => {
    assert.match(folded, /nặng 6,2 KB, vượt mức 4,0 KB\. Vẫn đăng nhập được; .* gọi máy lẻ\u00a02088/);
    assert.doesNotMatch(explained, /vượt mức/);
  });

  it('says what will appear when there is nothing, on the day that was asked for', () => {
    assert.match(none, /<h2>Chưa có vai trò nào<\/h2>/);
    assert.match(noneThen, /<h2>Không có vai trò nào vào đầu ngày 20\/11\/2026<\/h2>/);
    assert.match(noneThen, /<a href="\/roles">Về hôm nay<\/a>/);
  });

  it('refuses what is no day beside the field, and keeps it there', () => {
    assert.match(refused, /<title>Lỗi: Vai trò của tôi – Cá nhân – MicConnect/);
    assert.match(
      refused,
      /name="at" value="2026-02-30"[^>]* aria-invalid="true" aria-describedby="at-error"/,
    );
    assert.match(refused, /<p id="at-error">/);
  });

  it('is where both bars say it is', () => {
    assert.equal(explained.match(/<a href="\/roles" aria-current="page">/g)?.length, 2);
    assert.match(explained, /<a href="\/">(?:<svg.*?<\/svg>)?(?:<span>)?Ứng dụng/s);
    assert.match(explained, /<a href="\/security">/);
  });
});

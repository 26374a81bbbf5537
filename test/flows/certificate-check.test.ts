import { strict as assert } from 'node:assert';
import { REMEDY_WORDS } from '../../src/messages/certificate-remedies.ts';
import { CAUSE_WORDS } from '../../src/messages/certificate-verdict.ts';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD } from '../support/ministry.ts';
import { type CertificateMinistry, openCertificateMinistry } from './certificate-ministry.ts';

const EMAIL = 'head@mic.example';
const OTHER = 'clerk@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('flow: what is wrong with a certificate', () => {
  let ministry: CertificateMinistry;
  let address: string;
  let head: Browser;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
    await registerProduct(ministry.server.services);
    address = `${ministry.server.issuer}/security/certificate-check`;
    head = new Browser();
    await head.submit(await head.get(address), { username: EMAIL, password: PASSWORD });
  });
  after(() => ministry.close());

  const issue = (emails: string[] = []) => ministry.trees.issuing.issue({ emails, subject: 'Lê An' });
  const tokenOn = ({ text }: Page) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const upload = (browser: Browser, tokens: string[], content: string | Uint8Array<ArrayBuffer>) => {
    const form = new FormData();
    for (const token of tokens) form.append('csrf', token);
    form.append('certificate', new Blob([content]), 'chung-thu.cer');
    return browser.postForm(address, form);
  };
  const send = async (content: string | Uint8Array<ArrayBuffer>, browser = head) =>
    upload(browser, [tokenOn(await browser.get(address))], content);
  const bind = (person: string, pem: string) =>
    ministry.server.services.certificates.bindFor(person, Buffer.from(pem), OPERATOR);
  const stepsOf = ({ text }: Page) => [...text.matchAll(/<li class="(\w+)"><svg/g)].map(([, state]) => state);
  /** The page but for what is drawn anew each time. */
  const verdictOf = ({ text }: Page) =>
    /<section class="checked".*<\/section>/s.exec(text)?.[0].replace(/\d\d:\d\d:\d\d/g, '');

  it('says that one’s own signs in, with what was proven and how old that is', async () => {
    const { pem, der } = await issue([EMAIL]);
    for (const content of [pem, der]) {
      const page = await send(content);
      assert.equal(page.status, 200);
      assert.ok(page.text.includes(vi['certificateCheck.usableTitle']), page.text);
      assert.ok(stepsOf(page).every((state) => state === 'passed'));
      assert.match(page.text, /danh sách thu hồi, [\d/]+ [\d:]+ \(6\d\u00a0phút trước\)/);
    }
  });

  it('binds nothing by it', async () => {
    const { pem } = await issue([EMAIL]);
    await send(pem);
    assert.deepEqual(await ministry.server.services.certificates.list(EMAIL), []);
  });

  it('tells of one that is not hers nothing but that: neither whose it is, nor whether it is anybody’s', async () => {
    const { pem } = await issue();
    const nobodys = await send(pem);
    assert.ok(nobodys.text.includes(CAUSE_WORDS.not_yours.vi));
    assert.ok(nobodys.text.includes(REMEDY_WORDS.not_yours.vi));
    assert.match(nobodys.text, /class="button" href="\/security\/certificate"/);
    const { id } = await bind(OTHER, pem);
    const others = await send(pem);
    await ministry.server.services.certificates.unbind(id, OPERATOR);
    for (const page of [others, await send(pem)]) assert.equal(verdictOf(page), verdictOf(nobodys));
    const named = await Promise.all([[OTHER], [OTHER, EMAIL], ['nobody@mic.example']].map(issue));
    for (const each of named) assert.ok((await send(each.pem)).text.includes(CAUSE_WORDS.not_yours.vi));
  });

  it('names the step that fails, and what to do', async () => {
    const revoked = await issue([EMAIL]);
    await ministry.revoke([revoked]);
    const expired = await ministry.trees.issuing.issue({ notAfter: new Date(Date.now() - 1000) });
    const foreign = await ministry.trees.stranger.issue();
    for (const [content, code] of [
      [revoked.pem, 'revoked'],
      [expired.pem, 'expired'],
      [foreign.pem, 'issuer_unknown'],
      ['not a certificate', 'certificate_malformed'],
    ] as const) {
      const page = await send(content);
      assert.equal(page.status, 200);
      for (const text of [CAUSE_WORDS[code].vi, REMEDY_WORDS[code].vi])
        assert.ok(page.text.includes(text), page.text);
      assert.equal(stepsOf(page).filter((state) => state === 'failed').length, 1);
      assert.ok(!page.text.includes(vi['certificateCheck.enrol']));
    }
  });

  it('speaks English as well', async () => {
    const browser = new Browser();
    const page = await browser.submit(await browser.get(address), { username: EMAIL, password: PASSWORD });
    await browser.submit(page, { lang: 'en' });
    const { text } = await send('rubbish', browser);
    assert.ok(text.includes(CAUSE_WORDS.certificate_malformed.en));
    assert.ok(text.includes(REMEDY_WORDS.certificate_malformed.en));
  });

  it('asks again where no file was chosen, or a large one', async () => {
    for (const [content, code, status] of [
      ['', 'certificate_file_missing', 400],
      ['x'.repeat(256 * 1024 + 1), 'certificate_file_too_large', 413],
    ] as const) {
      const page = await send(content);
      assert.equal(page.status, status);
      assert.ok(page.text.includes(errorsVi[code].title), page.text);
    }
  });

  it('takes only its own form, of somebody who is signed in', async () => {
    const token = tokenOn(await head.get(address));
    assert.equal((await head.post(address, { csrf: token })).status, 415);
    assert.equal((await upload(head, ['forged'], 'x')).status, 403);
    assert.equal((await upload(head, [], 'x')).status, 403);
    assert.equal((await upload(head, [token, token], 'x')).status, 400);
    const stranger = await upload(new Browser(), [token], 'x');
    assert.match(stranger.text, /name="password"/);
  });

  it('is found on the page of security, and where a certificate was refused', async () => {
    const link = 'href="/security/certificate-check"';
    assert.ok((await head.get(`${ministry.server.issuer}/security`)).text.includes(link));
    const visitor = new Browser();
    const page = await ministry.present(visitor, await ministry.begin(visitor), { leaf: await issue() });
    assert.ok(page.text.includes(link));
    assert.ok(page.text.includes(REMEDY_WORDS.not_bound.vi));
  });
});

import { strict as assert } from 'node:assert';
import { generateSync } from 'otplib';
import { CAUSE_WORDS } from '../../src/messages/certificate-verdict.ts';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD } from '../support/ministry.ts';
import {
  type CertificateMinistry,
  openCertificateMinistry,
  type Path,
  signed,
} from './certificate-ministry.ts';
import { browser as freshBrowser } from './relying-party.ts';

const EMAIL = 'staff@mic.example';
const OTHER = 'clerk@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('flow: one’s own certificates', () => {
  let ministry: CertificateMinistry;
  let address: string;
  let staff: Browser;
  let stranger: Browser;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
    await registerProduct(ministry.server.services);
    address = `${ministry.server.issuer}/security`;
    staff = await signedIn(EMAIL);
    stranger = await signedIn(OTHER);
  });
  after(() => ministry.close());

  /** In two steps, with an app that an officer has set up. */
  async function signedIn(username: string): Promise<Browser> {
    const { secret } = await ministry.server.services.factors.enrolFor(username, OPERATOR);
    const browser = new Browser();
    const page = await browser.submit(await browser.get(address), { username, password: PASSWORD });
    await browser.submit(page, { code: generateSync({ secret }) });
    return browser;
  }
  const issue = () => ministry.trees.issuing.issue({ emails: [], subject: 'Lê An' });
  type Leaf = Awaited<ReturnType<typeof issue>>;
  const show = async (browser: Browser, leaf: Leaf | null, path: Path = 'handshake') =>
    ministry.present(browser, await browser.get(`${address}/certificate`), leaf && { leaf }, path);
  const answerOn = (page: Page) => /name="answer" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const enrol = async (browser: Browser, leaf: Leaf, path: Path = 'handshake') => {
    const shown = await show(browser, leaf, path);
    assert.ok(shown.text.includes(vi['security.certificateShownTitle']), shown.text);
    assert.equal(referenceOn(await browser.get(address)), '', 'nothing is bound before the form is sent');
    return browser.submit(shown, { answer: answerOn(shown) });
  };
  const csrfOf = (page: Page) => /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const referenceOn = (page: Page) => /removal\?certificate=([\w-]+)"/.exec(page.text)?.[1] ?? '';
  const titleOf = (code: 'certificate_ticket_invalid' | 'certificate_not_chosen' | 'certificate_taken') =>
    errorsVi[code].title;

  it('enrols the one that was shown, with which its holder then signs in, and removes it', async () => {
    const leaf = await issue();
    const done = await enrol(staff, leaf);
    assert.ok(done.text.includes(vi['security.notice.certificate']), done.text);
    assert.match(done.text, /Lê An<\/strong>.*Dùng được/s);
    const visitor = freshBrowser();
    const back = await ministry.present(visitor, await ministry.begin(visitor), { leaf });
    assert.match(back.url, /code=/);
    assert.ok((await enrol(stranger, leaf)).text.includes(titleOf('certificate_taken')));

    const reference = referenceOn(done);
    const csrf = csrfOf(await stranger.get(address));
    assert.equal((await stranger.get(`${address}/certificate/removal?certificate=${reference}`)).status, 404);
    for (const path of ['removal', 'confirmation']) {
      const answers = await Promise.all(
        [reference, 'unknown'].map((certificate) =>
          stranger.post(`${address}/certificate/${path}`, { csrf, certificate }),
        ),
      );
      assert.deepEqual(
        answers.map(({ status }) => status),
        [404, 404],
      );
    }
    const question = await staff.get(`${address}/certificate/removal?certificate=${reference}`);
    assert.ok(question.text.includes(vi['security.certificateRemovalTitle']));
    const removed = await staff.submit(question, { certificate: reference });
    assert.ok(removed.text.includes(vi['security.notice.certificate-removed']));
    assert.equal(referenceOn(removed), '');
  });

  it('takes no answer of another session, none twice, and says when nothing was chosen', async () => {
    const leaf = await issue();
    const page = await staff.get(`${address}/certificate`);
    const stolen = await ministry.present(stranger, page, { leaf });
    assert.ok(stolen.text.includes(titleOf('certificate_ticket_invalid')));
    assert.ok((await show(staff, null)).text.includes(titleOf('certificate_not_chosen')));
    const again = await staff.get(`${address}/certificate/return?answer=unknown`);
    assert.ok(again.text.includes(titleOf('certificate_ticket_invalid')));
    assert.equal(referenceOn(await staff.get(address)), '');
  });

  it('enrols one by the local signer, whose signature counts once, here, and for nothing else', async () => {
    const leaf = await issue();
    const page = await staff.get(`${address}/certificate`);
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /connect-src 'self' wss:\/\/127\.0\.0\.1:8987/,
    );
    const challenge = /name="challenge" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const text = /data-challenge="([^"]+)"/.exec(page.text)?.[1] ?? '';
    assert.equal(text, `MicConnect enrolment ${ministry.server.issuer} ${challenge}`);
    const signature = await signed(leaf, [], text);
    const stolen = { csrf: csrfOf(await stranger.get(address)), challenge, signature };
    const elsewhere = await stranger.post(`${address}/certificate/signed`, stolen);
    assert.ok(elsewhere.text.includes(titleOf('certificate_ticket_invalid')));
    const forSignIn = await signed(leaf, [], text.replace('enrolment', 'sign-in'));
    const wrong = await staff.submit(page, { challenge, signature: forSignIn });
    assert.ok(wrong.text.includes(errorsVi.signature_refused.title));
    const twice = await staff.submit(page, { challenge, signature });
    assert.ok(twice.text.includes(titleOf('certificate_ticket_invalid')), 'the challenge was used up');

    const shown = await show(staff, leaf, 'signer');
    const answer = answerOn(shown);
    const foreign = await stranger.post(`${address}/certificate`, { csrf: stolen.csrf, answer });
    assert.ok(foreign.text.includes(titleOf('certificate_ticket_invalid')));
    const done = await staff.submit(shown, { answer });
    assert.ok(done.text.includes(vi['security.notice.certificate']));
    assert.ok((await staff.submit(shown, { answer })).text.includes(titleOf('certificate_ticket_invalid')));
    const visitor = freshBrowser();
    const back = await ministry.present(visitor, await ministry.begin(visitor), { leaf }, 'signer');
    assert.match(back.url, /code=/);
    const question = await staff.get(`${address}/certificate/removal?certificate=${referenceOn(done)}`);
    await staff.submit(question, { certificate: referenceOn(done) });
  });

  it('says what is wrong with one, and tells its holder of attempts with one that was revoked', async () => {
    const leaf = await issue();
    await enrol(staff, leaf);
    await ministry.revoke([leaf]);
    const visitor = freshBrowser();
    await ministry.present(visitor, await ministry.begin(visitor), { leaf });
    assert.match((await staff.get(address)).text, new RegExp(`badge bad">.*${CAUSE_WORDS.revoked.vi}`, 's'));
    const refused = await show(stranger, leaf);
    assert.equal(refused.status, 400);
    assert.ok(refused.text.includes(vi['security.certificateRefused']));
    assert.ok(refused.text.includes(CAUSE_WORDS.revoked.vi));
  });

  it('confirms a renewed one that waits', async () => {
    const { stores, ids, clock } = ministry.server.services;
    const person = await stores.directory.findPersonByLogin(OTHER);
    const waiting = {
      ...{ id: ids.uuid(), personId: person?.id ?? '', tree: 'g2', issuer: 'CN=CA', serial: 'abc' },
      ...{ fingerprint: 'f', subject: 'CN=Nguyễn Văn An', via: 'renewal' as const, enrolledBy: 'system' },
      ...{ notAfter: new Date(Date.now() + 40 * 86_400_000), enrolledAt: clock.now(), confirmedAt: null },
      ...{ remindedDays: null, revokedAt: null, revokedBy: null },
    };
    await stores.certificates.add(waiting);
    const page = await stranger.get(address);
    assert.ok(page.text.includes(vi['security.certificateWaiting']));
    const done = await stranger.submit(page, { certificate: referenceOn(page) });
    assert.ok(done.text.includes(vi['security.notice.certificate-confirmed']));
    assert.ok((await stores.certificates.find(waiting.id))?.confirmedAt);
  });
});

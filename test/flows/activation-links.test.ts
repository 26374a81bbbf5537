import { strict as assert } from 'node:assert';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { Browser, type Page } from '../support/browser.ts';
import { type Letters, lettersOf, linkIn } from '../support/letters.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { expireOvernight, givePassword, importPerson } from './staff-rows.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const HOUR = 60 * 60_000;
const CHOSEN = 'năm con ngựa vàng qua cầu';

interface Holder {
  email: string;
  link: string;
  browser: Browser;
}

/** Every state in which a link opens nothing, and the one page that answers. */
describe('flow: an activation link that opens nothing', () => {
  let server: TestServer;
  let letters: Letters;
  let people = 0;
  let refusal: Record<'get' | 'post', string>;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    letters = lettersOf(server);
    await seedMinistry(server);
    const unknown = `${server.issuer}/password/activate/${'a'.repeat(43)}`;
    const browser = new Browser();
    refusal = { get: face(await browser.get(unknown)), post: face(await post(browser, unknown)) };
  });
  after(() => server.stop());

  async function holder(): Promise<Holder> {
    people += 1;
    const email = `holder-${people}@mic.example`;
    await importPerson(server.services, email, {});
    await server.services.activations.sendDue();
    const link = linkIn(await letters.next(email, 0), '/password/activate');
    return { email, link, browser: new Browser() };
  }

  const post = (browser: Browser, link: string) =>
    browser.post(link, { new_password: CHOSEN, confirm_password: CHOSEN });

  const hashOf = async (personId: string) =>
    (await server.services.stores.credentials.findPassword(personId))?.hash;

  async function assertOpensNothing({ link, browser }: Holder, personId: string): Promise<void> {
    const before = await hashOf(personId);
    assert.equal(face(await browser.get(link)), refusal.get);
    assert.equal(face(await post(browser, link)), refusal.post);
    assert.equal(await hashOf(personId), before);
  }

  const cases: [string, (held: Holder) => Promise<void>][] = [
    [
      'of a disabled account',
      async ({ email }) => void (await server.services.staff.disable(email, OPERATOR)),
    ],
    ['of a leaver', ({ email }) => importPerson(server.services, email, { status: 'nghỉ hưu' })],
    ['of an account that expired overnight', ({ email }) => expireOvernight(server.services, email)],
    [
      'of an account that opens later',
      ({ email }) => importPerson(server.services, email, { from: '01/01/2090' }),
    ],
    ['of an address that changed', () => importPerson(server.services, `moved-${people}@mic.example`, {})],
    ['that was used', async ({ link }) => void (await post(new Browser(), link))],
    ['of an account with a password', ({ email }) => givePassword(server.services, email, false)],
    [
      'after an officer set a password',
      ({ email }) =>
        server.services.accounts.setPassword(email, 'câu do bộ phận hỗ trợ đặt', {
          mustChange: true,
          actor: OPERATOR,
        }),
    ],
    [
      'in the session of somebody else',
      async ({ browser }) => {
        const page = await browser.get(`${server.issuer}/`);
        const portal = await browser.submit(page, { username: 'staff@mic.example', password: PASSWORD });
        assert.match(portal.text, /action="\/sign-out"/);
      },
    ],
    [
      'as a link for another purpose',
      async (held) => {
        held.link = held.link.replace('/activate/', '/reset/');
      },
    ],
  ];
  for (const [name, change] of cases) {
    it(name, async () => {
      const held = await holder();
      const { person } = await server.services.staff.show(held.email);
      assert.equal((await held.browser.get(held.link)).status, 200);
      await change(held);
      await assertOpensNothing(held, person.id);
    });
  }

  it('after its hours are over', async () => {
    const held = await holder();
    const { person } = await server.services.staff.show(held.email);
    const { clock } = server.services;
    const real = clock.now;
    try {
      clock.now = () => new Date(Date.now() + 72 * HOUR - 60_000);
      assert.equal((await held.browser.get(held.link)).status, 200);
      clock.now = () => new Date(Date.now() + 72 * HOUR + 1000);
      await assertOpensNothing(held, person.id);
    } finally {
      clock.now = real;
    }
  });

  it('after the account was closed and opened again; a new letter comes by itself', async () => {
    const held = await holder();
    const { staff, activations } = server.services;
    const { person } = await staff.show(held.email);
    await staff.disable(held.email, OPERATOR);
    assert.equal((await activations.stateOf(person.id)).state, 'pending');
    await activations.sendDue();
    await staff.enable(held.email, OPERATOR);
    await assertOpensNothing(held, person.id);
    await activations.sendDue();
    const link = linkIn(await letters.next(held.email, 1), '/password/activate');
    assert.equal((await post(held.browser, link)).status, 200);
  });

  it('says how to get another one', () => {
    for (const page of Object.values(refusal)) {
      assert.match(page, /^400 /);
      assert.ok(page.includes(errorsVi.reset_link_invalid.remedy));
      assert.match(page, /Quên mật khẩu/);
    }
  });
});

/** A page without what differs from one request to the next. */
function face({ status, headers, text }: Page): string {
  const kept = [...headers].filter(
    ([name]) => !['date', 'x-request-id', 'set-cookie', 'content-length'].includes(name),
  );
  const page = text
    .replace(/[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/g, 'CODE')
    .replace(/\/password\/(activate|reset)\/[\w-]+/g, 'LINK')
    .replace(/(\d{2}\/\d{2}\/\d{4} )?\d{2}:\d{2}(:\d{2})?/g, 'TIME');
  return `${status} ${JSON.stringify(kept)} ${page}`;
}

import { strict as assert } from 'node:assert';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { lettersOf } from '../support/letters.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const HEAD = 'head@mic.example';
const RIGHT = 'Số đúng là <0912345678>';

describe('flow: the page of one’s own record', () => {
  let server: TestServer;
  let staff: Browser;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    address = `${server.issuer}/profile`;
    staff = new Browser();
    const signIn = await staff.get(address);
    const username = 'staff@mic.example';
    assert.match((await staff.submit(signIn, { username, password: PASSWORD })).url, /\/profile$/);
  });
  after(() => server.stop());

  const report = async (fields: object = {}): Promise<Page> =>
    staff.post(address, { csrf: await token(), field: 'phone', text: RIGHT, ...fields });
  const token = async () => /name="csrf" value="([^"]+)"/.exec((await staff.get(address)).text)?.[1] ?? '';
  it('shows the record as HR has it, the citizen id masked, and is reached from every own page', async () => {
    const { person } = await recordOf('staff@mic.example');
    const { text } = await staff.get(address);
    for (const shown of [person.fullName, person.email, person.employeeNo])
      assert.ok(text.includes(shown ?? ''));
    assert.ok(person.citizenId === null || !text.includes(person.citizenId));
    assert.match((await staff.get(`${server.issuer}/`)).text, /href="\/profile"/);
  });

  it('tells nobody where nobody is there to be told', async () => {
    const refused = await report();
    assert.equal(refused.status, 409);
    assert.ok(refused.text.includes(errorsVi.nobody_to_tell.title));
    assert.match(refused.text, /<option value="phone" selected>/);
    assert.match(refused.text, /Số đúng là &lt;0912345678&gt;<\/textarea>/);
  });

  it('sends a mistake to the HR officers, on record without what is right, and not without end', async () => {
    const role = { clientId: 'micconnect', code: 'hr-officer' };
    await server.services.roles.grantRole(OFFICER, { ...role, to: { person: HEAD } });
    for (const wrong of [{ field: 'password' }, { text: ' ' }, { text: 'x'.repeat(501) }]) {
      const refused = await report(wrong);
      assert.equal(refused.status, 400);
      assert.ok(refused.text.includes(errorsVi.profile_report_invalid.title));
    }
    const forged = await staff.post(address, { csrf: 'x', field: 'phone', text: RIGHT });
    assert.equal(forged.status, 403);
    const letters = lettersOf(server);
    assert.equal(letters.to(HEAD).length, 0);

    assert.ok((await report()).text.includes(vi['profile.reported']));
    assert.match(
      await letters.next(HEAD, 0),
      /mục “Điện thoại” sai\. Nội dung đúng: Số đúng là <0912345678>/,
    );
    const { person } = await recordOf('staff@mic.example');
    const [event] = await server.services.stores.audit.listOfPerson(person.id, ['profile.reported'], 10);
    assert.deepEqual(event?.details, { field: 'phone' });

    for (let more = 1; more < 5; more += 1) assert.equal((await report()).status, 200);
    const tooMany = await report();
    assert.equal(tooMany.status, 429);
    assert.ok(tooMany.text.includes(errorsVi.too_many_profile_reports.title));
  });

  async function recordOf(email: string) {
    const record = await server.services.stores.directory.findPersonRecordByLogin(email);
    assert.ok(record);
    return record;
  }
});

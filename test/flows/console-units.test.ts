import { strict as assert } from 'node:assert';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const [OFFICER, UNIT_ADMIN] = ['clerk@mic.example', 'staff@mic.example'] as const;

describe('flow: units in the console', () => {
  let server: TestServer;
  let officer: Browser;
  let unitAdministrator: Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    await seedClient(server, { client_id: 'documents' });
    const grant = (code: string, person: string) =>
      server.services.roles.grantRole(OPERATOR, { clientId: 'micconnect', code, to: { person } });
    await grant('hr-officer', OFFICER);
    await grant('unit-administrator', UNIT_ADMIN);
    officer = await signedIn(OFFICER);
    unitAdministrator = await signedIn(UNIT_ADMIN);
  });
  after(() => server.stop());

  const at = (path: string) => `${server.issuer}/admin${path}`;
  async function signedIn(username: string): Promise<Browser> {
    const browser = new Browser();
    await browser.submit(await browser.get(at('/units')), { username, password: PASSWORD });
    return browser;
  }
  const csrfOf = ({ text }: Page) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';

  it('are a tree that opens along the way to one of them, with heads and people', async () => {
    const top = await officer.get(at('/units'));
    assert.match(top.text, /Cục An toàn thông tin<\/a> <code>G14\.05<\/code>/);
    assert.match(top.text, /Trần Quốc Hưng<\/a><span class="second">Cục trưởng/);
    assert.doesNotMatch(top.text, /Phòng Thẩm định/);
    const open = await officer.get(at('/units?unit=G14.05'));
    assert.match(open.text, /Phòng Thẩm định<\/a>/);
    assert.match((await officer.get(at('/units?q=tham+dinh'))).text, /Phòng Thẩm định<\/a>.*Bộ › Cục/);
  });

  it('each have a page with codes, head, people and units below', async () => {
    const page = await officer.get(at('/units/G14.05'));
    assert.match(page.text, /<h1>Cục An toàn thông tin<\/h1>/);
    assert.match(page.text, /href="\/admin\/people\?unit=G14\.05"/);
    assert.match(page.text, /3\u00a0cán bộ/);
    assert.match(page.text, /<strong>Trần Quốc Hưng<\/strong>/);
    assert.match(page.text, /Phòng Thẩm định/);
    assert.equal((await officer.get(at('/units/G99'))).status, 404);
  });

  it('are to an administrator of units hers alone, with the role grants that name them, and no merger', async () => {
    const page = await unitAdministrator.get(at('/units'));
    assert.match(page.text, /Phòng Thẩm định/);
    assert.doesNotMatch(page.text, /Cục An toàn thông tin<\/a>/);
    assert.equal((await unitAdministrator.get(at('/units/G14.05'))).status, 404);
    const own = await unitAdministrator.get(at('/units/G14.05.1'));
    assert.match(own.text, /lần cấp có hiệu lực/);
    assert.doesNotMatch(own.text, /merger/);
    const fields = { csrf: csrfOf(own), into: 'G14', from: '', decision: '' };
    assert.equal((await unitAdministrator.post(at('/units/G14.05.1/merger'), fields)).status, 404);
  });

  it('hold posts: a position names its holders, of whom an administrator of units sees hers', async () => {
    assert.match(
      (await officer.get(at('/positions?q=cuc+truong'))).text,
      /cuc-truong">Cục trưởng<\/a>.*<td>1<\/td>/,
    );
    const holders = await officer.get(at('/positions/cuc-truong'));
    assert.match(holders.text, /Trần Quốc Hưng<\/a>[\s\S]*Cục An toàn thông tin<\/a>/);
    const own = await unitAdministrator.get(at('/positions/cuc-truong'));
    assert.doesNotMatch(own.text, /Trần Quốc Hưng/);
    assert.equal((await officer.get(at('/positions/none'))).status, 404);
  });

  it('have mailboxes, each with who keeps it, and those that nobody does', async () => {
    const { directory } = server.services.stores;
    const { id: personId } = (await directory.findPersonByLogin('head@mic.example')) ?? assert.fail('head');
    const box = { kind: 'chuc_nang', name: 'Văn thư Cục', stewardIds: [] } as const;
    const savedMailboxes = [
      { ...box, id: server.services.ids.uuid(), address: 'vanthu@mic.example', personId },
      { ...box, id: server.services.ids.uuid(), address: 'lost@mic.example', personId: null },
    ];
    const nothing = { savedUnits: [], savedPositions: [], savedPeople: [], savedAppointments: [] };
    await server.services.transact((inside) =>
      inside.directory.apply({
        ...nothing,
        savedMailboxes,
        removedAppointmentIds: [],
        removedMailboxIds: [],
      }),
    );
    const all = await officer.get(at('/mailboxes?q=van+thu'));
    assert.match(all.text, /vanthu@mic\.example[\s\S]*Trần Quốc Hưng<\/a>/);
    const unkept = await officer.get(at('/mailboxes?kept=no'));
    assert.match(unkept.text, /lost@mic\.example/);
    assert.doesNotMatch(unkept.text, /vanthu@mic\.example/);
    assert.doesNotMatch((await unitAdministrator.get(at('/mailboxes'))).text, /vanthu@|lost@/);
  });

  it('are merged by a plan that is looked at first; a refusal keeps what was typed', async () => {
    const page = await officer.get(at('/units/G14.05.1'));
    const form = { csrf: csrfOf(page), into: 'G77', from: '2030-01-01', decision: '99/QĐ' };
    const unknown = await officer.post(at('/units/G14.05.1/merger'), form, at('/units/G14.05.1'));
    assert.equal(unknown.status, 404);
    assert.match(unknown.text, /role="alert"[\s\S]*name="into" value="G77"[\s\S]*value="99\/QĐ"/);
    const itself = await officer.post(at('/units/G14.05.1/merger'), { ...form, into: 'G14.05.1' });
    assert.equal(itself.status, 422);
    assert.deepEqual(await server.services.pendingPlans.listPending(), []);
    const plan = await officer.post(at('/units/G14.05.1/merger'), { ...form, into: 'G14.05', from: '' });
    assert.match(plan.url, /\/admin\/hr-imports\/[0-9a-f]+$/);
    assert.match(plan.text, /Sáp nhập đơn vị/);
    await officer.submit(plan, { verdict: 'apply' });
    const ended = await officer.get(at('/units/G14.05.1'));
    assert.match(
      ended.text,
      /Không hoạt động vào ngày này[\s\S]*Được thay thế bởi[\s\S]*Cục An toàn thông tin/,
    );
    assert.match((await officer.get(at('/units/G14.05'))).text, /Thay thế cho[\s\S]*Phòng Thẩm định/);
    assert.doesNotMatch((await officer.get(at('/units?unit=G14.05'))).text, /Phòng Thẩm định/);
    const before = await officer.get(at('/units?unit=G14.05&at=2026-01-01'));
    assert.match(before.text, /Phòng Thẩm định/);
    assert.match(before.text, /href="\/admin\/units\/G14\.05\.1\?at=2026-01-01"/);
  });

  it('take no merger without the token of the page', async () => {
    const form = { into: 'G14', from: '', decision: '' };
    assert.equal((await officer.post(at('/units/G14.05/merger'), form)).status, 403);
  });
});

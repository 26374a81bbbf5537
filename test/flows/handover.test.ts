import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { runCommand } from '../../src/cli/run-command.ts';
import { dayOf, daysAfter } from '../../src/domain/clock.ts';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { operatorServices } from '../../src/operator-services.ts';
import type { Browser } from '../support/browser.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { browser, type RelyingParty, relyingParty, signIn } from './relying-party.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const MOVE: StaffTable = {
  file: 'people.csv',
  header: ['so_hieu', 'ho_va_ten', 'ma_don_vi', 'chuc_vu'],
  rows: [{ line: 2, cells: ['014-00001', 'Đặng Thị Ngọc Ánh', 'G14', 'Văn thư'] }],
};
const REPORT = ['staff', 'import', 'people.csv', '--partial', '--dry-run'];

describe('flow: a mover hands over', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let person: Browser;
  let accessToken: string;
  let claims: Record<string, unknown>;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, {
      client_id: 'documents',
      launcher: {
        title: 'Văn bản',
        title_en: 'Documents',
        icon: 'documents',
        url: 'https://documents.example',
      },
    });
    person = browser();
    const tokens = await signIn(documents, person);
    accessToken = tokens.access_token;
    claims = { ...tokens.claims() };
  });
  after(() => server.stop());

  /** What the person's token says of her at this moment. */
  async function rolesNow() {
    const answer = await oidc.fetchUserInfo(documents.config, accessToken, oidc.skipSubjectCheck);
    return { unit: answer.unit_code, roles: answer.roles, units: answer.role_units };
  }

  async function tool(...argv: string[]): Promise<string> {
    const file = [MOVE.header, ...MOVE.rows.map(({ cells }) => cells)].map((cells) => cells.join(','));
    const io = scriptedTerminal({ files: async () => Buffer.from(`${file.join('\n')}\n`) });
    await runCommand(argv, operatorServices(server.services), io, OFFICER);
    return io.said.out + io.said.err;
  }

  it('for as long as the setting says, in every token from one request to the next', async () => {
    const { settings, staffPlans } = server.services;
    assert.deepEqual(claims.roles, ['author', 'reader']);
    await staffPlans.importStaff([MOVE], { isDryRun: false, isPartial: true }, OFFICER);
    const moved = { unit: 'G14', roles: ['reader'], units: { reader: ['G14'] } };
    assert.deepEqual(await rolesNow(), moved);
    await settings.set('handover.days', '7', OFFICER);
    assert.deepEqual(await rolesNow(), {
      unit: 'G14',
      roles: ['author', 'reader'],
      units: { author: ['G14.05.1'], reader: ['G14', 'G14.05.1'] },
    });
    await settings.reset('handover.days', OFFICER);
    assert.deepEqual(await rolesNow(), moved);
  });

  it('and says so where roles are explained, in both languages', async () => {
    await server.services.settings.set('handover.days', '7', OFFICER);
    const { clock } = server.services;
    // The old post ended yesterday, so the last day of the window is the sixth from today.
    const [year, month, day] = dayOf(daysAfter(clock.now(), 6)).split('-');
    const explain = ['role', 'explain', '--person', '014-00001', '--client', 'documents'];
    const text = await tool(...explain);
    assert.ok(text.includes(`bàn giao đến ${day}/${month}/${year} / handover until ${Number(day)}`), text);
    const { roles } = JSON.parse(await tool(...explain, '--json'));
    const [author, reader] = roles;
    assert.equal(author.until, `${year}-${month}-${day}T17:00:00.000Z`);
    assert.equal(author.paths[0].via.handover, true);
    assert.equal(author.paths[0].until, author.until);
    assert.equal(author.paths[0].note.vi, `bàn giao đến ${day}/${month}/${year}`);
    assert.match(author.paths[0].note.en, /^handover until \d+/);
    assert.deepEqual(
      reader.paths.map(({ via, note }: { via: { handover?: boolean }; note?: object }) => [
        via.handover,
        note !== undefined,
      ]),
      reader.paths.map(({ via }: { via: { unitCode: string } }) =>
        via.unitCode === 'G14' ? [undefined, false] : [true, true],
      ),
    );
    const launcher = await person.get(`${server.issuer}/`);
    assert.ok(launcher.text.includes(`Người soạn thảo (bàn giao đến ${day}/${month}/${year}), Người đọc<`));
  });

  it('and the plan that moves her tells the day', async () => {
    const { staffPlans, settings } = server.services;
    const [{ plan = '' } = {}] = await staffPlans.list();
    await staffPlans.undo(plan, { isDryRun: false }, OFFICER);
    const report = JSON.parse(await tool(...REPORT, '--json'));
    const lost = report.roles.lost.map((each: Record<string, unknown>) => [each.role, each.handover_until]);
    const end = `${dayOf(daysAfter(server.services.clock.now(), 6))}T17:00:00.000Z`;
    assert.deepEqual(lost, [
      ['author', end],
      ['reader', end],
    ]);
    assert.match(await tool(...REPORT), /\+1 -2, 2: bàn giao đến .* \/ handover until /);
    await settings.reset('handover.days', OFFICER);
    assert.match(await tool(...REPORT), /\+1 -2\n/);
  });
});

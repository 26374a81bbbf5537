import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as oidc from 'openid-client';
import { type NoticeReceiver, startNoticeReceiver } from '../flows/notice-receiver.ts';
import { connect, type RelyingParty, SCOPE, signIn } from '../flows/relying-party.ts';
import { Browser } from '../support/browser.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { startTwoNodes, type TwoNodes } from './two-nodes.ts';

const ROUNDS = 10;
const OFFICER = { kind: 'operator', name: 'test' } as const;
const STAFF = 'staff@mic.example';
const API = 'urn:micconnect:client:documents';

/** How a role is given and taken back: by the operator's tool, a process of its own, or over the API of one node. */
interface Hand {
  grant(role: string): Promise<string>;
  revoke(id: string): Promise<unknown>;
}

describe('a role that changes is another one on both nodes at once', () => {
  let pair: TwoNodes;
  let receiver: NoticeReceiver;
  /** The same client at either node. */
  let clients: [RelyingParty, RelyingParty];
  let held: { opaque: string; jwt: string; refresh: string };

  before(async function () {
    this.timeout(120_000);
    [pair, receiver] = await Promise.all([startTwoNodes(), startNoticeReceiver()]);
    await seedMinistry(pair);
    const client = await seedClient(pair, {
      client_id: 'documents',
      scope: `${SCOPE} roles:write`,
      role_change_notice: 'webhook',
      role_change_uri: `${receiver.origin}/roles`,
    });
    await pair.services.roles.createRole(OFFICER, {
      clientId: 'documents',
      code: 'signer',
      name: 'Người ký',
    });
    clients = [await clientAt(0, client), await clientAt(1, client)];
    held = await signInForBoth();
  });
  after(async () => {
    await pair?.stop();
    await receiver?.close();
  });

  function clientAt(node: 0 | 1, client: { id: string; secret: string | null }): Promise<RelyingParty> {
    const fetchThere = (url: string, options: object) => fetch(route(node)(url), options);
    return connect(pair.issuer, client, undefined, undefined, fetchThere);
  }
  const route = (node: 0 | 1) => (url: string) => url.replace(pair.issuer, pair.nodes[node].origin);

  /** Signed in at the first node. */
  async function signInForBoth() {
    const visitor = new Browser(route(0));
    visitor.stopAt.push('https://');
    const opaque = await signIn(clients[0], visitor);
    const jwt = await signIn(clients[0], visitor, { resource: API });
    return {
      opaque: opaque.access_token,
      refresh: opaque.refresh_token ?? '',
      jwt: jwt.access_token,
    };
  }

  /** What one node says of her roles, on every way. */
  async function rolesAt({ config }: RelyingParty): Promise<unknown[]> {
    const [userinfo, opaque, jwt] = await Promise.all([
      oidc.fetchUserInfo(config, held.opaque, oidc.skipSubjectCheck),
      oidc.tokenIntrospection(config, held.opaque),
      oidc.tokenIntrospection(config, held.jwt),
    ]);
    const refreshed = await oidc.refreshTokenGrant(config, held.refresh);
    held.refresh = refreshed.refresh_token ?? '';
    return [userinfo.roles, opaque.roles, jwt.roles, refreshed.claims()?.roles];
  }

  /** Asks both nodes at once, one time, without waiting: what took its time to spread would be found as it was. */
  async function bothSay(roles: string[]): Promise<void> {
    for (const client of clients) assert.deepEqual(await rolesAt(client), Array(4).fill(roles));
  }

  async function rounds(hand: Hand): Promise<void> {
    await bothSay(['author', 'reader']);
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await hand.grant('documents:signer');
      await bothSay(['author', 'reader', 'signer']);
      await hand.revoke(id);
      await bothSay(['author', 'reader']);
    }
    await receiver.exactly(2 * ROUNDS);
  }

  it(`when the operator's tool gives and revokes it, ${ROUNDS} times`, async function () {
    this.timeout(300_000);
    const [{ operate }] = pair.nodes;
    await rounds({
      grant: async (role) =>
        JSON.parse(await operate('role', 'grant', '--role', role, '--person', STAFF, '--json')).id,
      revoke: (id) => operate('role', 'revoke', id),
    });
  });

  it(`when the API of the first node does, ${ROUNDS} times`, async function () {
    this.timeout(120_000);
    const resource = `${pair.issuer}/api/v1`;
    const { access_token } = await oidc.clientCredentialsGrant(clients[0].config, {
      resource,
      scope: 'roles:write',
    });
    const post = async (path: string, body: object = {}) => {
      const response = await fetch(route(0)(`${resource}${path}`), {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      assert.ok(response.ok, `${response.status} ${await response.clone().text()}`);
      return (await response.json()) as { id: string };
    };
    await rounds({
      grant: async (role) => (await post('/role-grants', { role, person: STAFF })).id,
      revoke: (id) => post(`/role-grants/${id}/revoke`),
    });
  });

  it("when HR's file moves her out of the unit that has it, and back", async function () {
    this.timeout(120_000);
    const file = join(pair.directory, 'people.csv');
    const move = async (unit: string) => {
      writeFileSync(
        file,
        `so_hieu,ho_va_ten,ma_don_vi,chuc_vu\n014-00001,Đặng Thị Ngọc Ánh,${unit},Chuyên viên\n`,
      );
      await pair.nodes[0].operate('staff', 'import', file, '--partial');
    };
    await move('G14');
    await bothSay(['reader']);
    await move('G14.05.1');
    await bothSay(['author', 'reader']);
    await receiver.exactly(2);
  });

  it('waits for no sign-out under way, which may itself wait for the audit log', async () => {
    const { roles, stores, transact, clock } = pair.services;
    const { person } = await pair.services.staff.show(STAFF);
    const before = await stores.sessions.listOpen(person.id);
    const visitor = new Browser(route(1));
    visitor.stopAt.push('https://');
    await signIn(clients[1], visitor);
    const after = await stores.sessions.listOpen(person.id);
    const session = after.find(({ uid }) => before.every((known) => known.uid !== uid));
    assert.ok(session);
    await transact(async (inside) => {
      await inside.sessions.end(session.uid, 'signed_out', clock.now());
      const to = { person: STAFF };
      await roles.grantRole(OFFICER, { clientId: 'documents', code: 'signer', to });
      await inside.audit.append({ type: 'session.ended', at: clock.now(), actor: OFFICER });
    });
    // For the session that goes on.
    await receiver.exactly(1);
  });
});

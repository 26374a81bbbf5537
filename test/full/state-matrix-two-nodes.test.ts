import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../flows/relying-party.ts';
import { expireOvernight, type HrRecord, hire, staffFile } from '../flows/staff-rows.ts';
import { check, type Door, everyGrant, type Holdings, hold, lock, type State } from '../flows/state-paths.ts';
import { Browser } from '../support/browser.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { givePasskey } from '../support/passkeys.ts';
import { startTwoNodes, type TwoNodes } from './two-nodes.ts';

/** How each state comes about: by the operator's tool, at the first node, or by the mere passing of a day. */
const STATES: [State, (scene: { email: string; pair: TwoNodes; first: Door }) => Promise<unknown>][] = [
  // Shows that both nodes open every path as long as nothing has happened.
  ['open', async () => {}],
  ['disabled', ({ email, pair }) => pair.nodes[0].operate('staff', 'disable', email)],
  ['retired by HR', ({ email, pair }) => importByTool(pair, email, { status: 'nghỉ hưu' })],
  ['locked', ({ email, first }) => lock(first, email)],
  ['expired by HR', ({ email, pair }) => importByTool(pair, email, { until: '31/12/2020' })],
  ['expired overnight', ({ email, pair }) => expireOvernight(pair.services, email)],
  ['not yet active', ({ email, pair }) => importByTool(pair, email, { from: '01/01/2090' })],
];

describe('state and path on two nodes', () => {
  let pair: TwoNodes;
  let doors: [Door, Door];

  before(async function () {
    this.timeout(120_000);
    pair = await startTwoNodes();
    await seedMinistry(pair);
    const client = await seedClient(pair, everyGrant('documents'));
    doors = [await doorTo(pair, 0, client), await doorTo(pair, 1, client)];
  });
  after(() => pair?.stop());

  for (const [index, [state, bringAbout]] of STATES.entries()) {
    it(`${state}: set on one side, it holds on both at once`, async () => {
      const email = `person-${index + 1}@mic.example`;
      await hire(pair.services, email);
      const there = [await hold(doors[0], email), await hold(doors[1], email)] as const;
      const device = await givePasskey(pair.services, email);
      const held: [Holdings, Holdings] = [
        { ...there[0], device },
        { ...there[1], device },
      ];
      await bringAbout({ email, pair, first: doors[0] });
      // One try a path and no waiting: what took its time to spread would be found open.
      await Promise.all([check(state, doors[0], held[0]), check(state, doors[1], held[1])]);
    });
  }
});

/** The way to one node of the two, which both answer for the issuer's address. */
async function doorTo(
  { issuer, nodes }: TwoNodes,
  node: 0 | 1,
  client: { id: string; secret: string | null },
): Promise<Door> {
  const route = (url: string) => url.replace(issuer, nodes[node].origin);
  const own = (url: string, options: object) => fetch(route(url), options);
  return {
    issuer,
    newBrowser: () => new Browser(route),
    client: await connect(issuer, client, undefined, undefined, own),
  };
}

function importByTool({ nodes, directory }: TwoNodes, email: string, record: HrRecord): Promise<string> {
  const file = join(directory, 'nhan-su.csv');
  writeFileSync(file, staffFile(email, record));
  return nodes[0].operate('staff', 'import', file, '--partial', '--allow-removals', '1');
}

import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { registerProduct } from '../../src/product-client.ts';
import { seedSampleMinistry, seedSampleSystems } from '../../src/sample-mode.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const AN = { kind: 'operator', name: 'an' } as const;
const DAY = 24 * 60 * 60 * 1000;

interface Item {
  item: number;
  role_grant: string;
  client: string;
  role: string;
  holder: { vi: string };
  signals: string[];
  peers: number;
  last_used_at: string | null;
}

describe('flow: an access review of the sample ministry at the command line', () => {
  let opened: TestServices;
  let now = Date.parse('2026-11-20T01:00:00Z');
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => new Date(now) });
    await registerProduct(opened.services);
    await seedSampleMinistry(opened.services);
    await seedSampleSystems(opened.services);
  });
  after(() => opened.close());

  /** Runs a command line that must succeed, unless another code is named. */
  async function tool(argv: string[], files: Record<string, Uint8Array> = {}, expected = 0) {
    const readFile = async (path: string) => files[path] ?? assert.fail(path);
    const terminal = scriptedTerminal({ files: readFile });
    const code = await runCommand(argv, operatorServices(opened.services), terminal, AN);
    assert.equal(code, expected, terminal.said.err);
    return { ...terminal.said, written: terminal.written };
  }
  const json = async (argv: string[]) => JSON.parse((await tool([...argv, '--json'])).out);
  const decide = (id: string, item: number, verdict: string, ...rest: string[]) =>
    json(['review', 'decide', id, '--item', String(item), verdict, ...rest]);

  it('goes from opening to a record that proves itself', async () => {
    const review = await json(['review', 'open', '--client', 'documents', '--name', 'Rà soát kỳ 2 năm 2026']);
    const { id, counts } = review;
    assert.equal(review.due, '2026-12-20');
    assert.deepEqual(review.scope.kind, 'client');
    const shown: { items: Item[]; signals: Record<string, number> } = await json(['review', 'show', id]);
    const expected = (await opened.services.stores.roles.listRoles('documents')).map((role) => role.id);
    const stored = await opened.services.stores.roles.listRoleGrants({});
    const inForce = stored.filter(({ roleId }) => expected.includes(roleId));
    assert.ok(inForce.length > 3);
    assert.equal(counts.items, inForce.length);
    assert.deepEqual(
      shown.items.map(({ role_grant }) => role_grant).sort(),
      inForce.map((each) => each.id).sort(),
    );
    // Everything was given a moment ago, and nobody has signed in yet.
    assert.equal(shown.signals.changed, counts.items);
    assert.equal(shown.signals.unused, 0);

    const early = await tool(['review', 'close', id, '--out', 'out'], {}, 1);
    assert.match(early.err, /review_incomplete\] undecided=/);
    await tool(['review', 'decide', id, '--item', '1', '--revoke'], {}, 1);
    const [first] = shown.items;
    assert.ok(first);
    await decide(id, 1, '--revoke', '--reason', '=HYPERLINK("http://a.example"),"x"');
    const revoked = await opened.services.stores.roles.findRoleGrant(first.role_grant);
    assert.equal(revoked?.revokedBy, 'operator:an');
    for (const { item } of shown.items.slice(1)) {
      now += 500;
      await decide(id, item, '--keep');
    }
    const { haste } = await json(['review', 'show', id]);
    assert.deepEqual([haste.length, haste[0]?.items], [1, counts.items - 1]);

    now += DAY;
    const { written } = await tool(['review', 'close', id, '--out', 'out']);
    const files = Object.fromEntries(written);
    assert.deepEqual(Object.keys(files), [
      'out/review.jsonl',
      'out/review.csv',
      'out/review.pdf',
      'out/review.jws',
    ]);
    assert.equal(
      Buffer.from(files['out/review.pdf'] ?? [])
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    );
    const csv = Buffer.from(files['out/review.csv'] ?? []).toString('utf8');
    assert.ok(csv.startsWith('\uFEFFSTT,'));
    assert.match(csv, /"'=HYPERLINK\(""http:\/\/a\.example""\),""x"""/);

    const verdict = JSON.parse((await tool(['review', 'verify', 'out', '--json'], files)).out);
    assert.deepEqual([verdict.ok, verdict.review, verdict.closed_by], [true, id, 'operator:an']);
    for (const name of ['out/review.jsonl', 'out/review.csv', 'out/review.pdf']) {
      const forged = Buffer.from(files[name] ?? []);
      forged.writeUInt8(forged.readUInt8(forged.length - 2) ^ 1, forged.length - 2);
      const { out, err } = await tool(['review', 'verify', 'out'], { ...files, [name]: forged }, 1);
      assert.match(out, /đã bị thay đổi/);
      assert.match(err, /record was changed/);
    }
    const listed = await json(['review', 'list']);
    assert.deepEqual([listed[0].state, listed[0].counts.undecided], ['closed', 0]);
    const { out } = await tool(['review', 'show', id, '--signal', 'changed']);
    assert.match(out, /đã ký và nộp/);
  });

  it('signs nothing else: a record under another key, type or issuer is refused', async () => {
    const [closed] = await json(['review', 'list']);
    const again = await tool(['review', 'close', closed.id, '--out', 'out']);
    const files = Object.fromEntries(again.written);
    const jws = Buffer.from(files['out/review.jws'] ?? []).toString();
    const [head = '', payload = '', signature = ''] = jws.trim().split('.');
    const changed = (part: string, change: (value: Record<string, unknown>) => object) =>
      Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(part, 'base64url').toString())))).toString(
        'base64url',
      );
    const forgeries = [
      [head, changed(payload, (claims) => ({ ...claims, closedBy: 'person:somebody' })), signature],
      [changed(head, (header) => ({ ...header, typ: 'at+jwt' })), payload, signature],
      [changed(head, () => ({ alg: 'none' })), payload, ''],
    ];
    for (const parts of forgeries) {
      const forged = { ...files, 'out/review.jws': Buffer.from(parts.join('.')) };
      const { err } = await tool(['review', 'verify', 'out'], forged, 1);
      assert.match(err, /review_record_invalid/);
    }
  });

  it('takes the next review from where the last one began', async () => {
    now += 200 * DAY;
    const { id } = await json(['review', 'open', '--client', 'documents', '--name', 'Kỳ 1 năm 2027']);
    const { items, signals } = await json(['review', 'show', id]);
    assert.equal(signals.changed, 0);
    assert.ok(items.every(({ signals: each }: Item) => !each.includes('unused')));
  });

  it('goes over a unit with everything below it, and over nobody else', async () => {
    const { id, scope, counts } = await json(['review', 'open', '--unit', 'G14', '--name', 'Cả Bộ']);
    assert.equal(scope.code, 'G14');
    assert.ok(counts.items > 10);
    const below = await json(['review', 'show', id, '--limit', '200']);
    assert.ok(new Set(below.items.map(({ client }: Item) => client)).size > 3);
    // Nobody has used anything yet: that is not the same as nobody using it.
    assert.match((await tool(['review', 'show', id, '--limit', '200'])).out, /lần dùng cuối chưa rõ/);
  });

  it('leaves an unbroken audit log that names every step', async () => {
    const events = await opened.services.stores.audit.list(0, 100_000);
    const types = events.map(({ type }) => type).filter((type) => type.startsWith('review.'));
    assert.deepEqual(
      new Set(types),
      new Set(['review.opened', 'review.decided', 'review.closed', 'review.exported']),
    );
    assert.ok((await verifyChain(events)).ok);
  });

  it('says what is wrong with a call', async () => {
    for (const argv of [
      ['review', 'open', '--client', 'documents'],
      ['review', 'decide', 'x', '--item', '1'],
      ['review', 'decide', 'x', '--item', 'one', '--keep'],
      ['review', 'close', 'x'],
    ])
      await tool(argv, {}, 2);
    for (const argv of [
      ['review', 'open', '--name', 'Không phạm vi'],
      ['review', 'open', '--client', 'documents', '--name', 'Hạn cũ', '--due', '2020-01-01'],
      ['review', 'open', '--client', 'documents', '--name', 'x', '--overdue', 'forget'],
      ['review', 'open', '--client', 'nobody', '--name', 'x'],
      ['review', 'show', 'no-id'],
    ])
      await tool(argv, {}, 1);
  });
});

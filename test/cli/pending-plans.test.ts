import { strict as assert } from 'node:assert';
import type { OperatorServices } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { EMPTY_PLAN } from './empty-plan.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const GUARD = { removals: 3, recent: 1, people: 100, limit: 2, verdict: 'blocked' };
const PREVIEW = { ...EMPTY_PLAN, guard: GUARD };
const PENDING = {
  id: 'id-1',
  plan: 'p',
  kind: 'import',
  state: 'pending',
  submittedAt: new Date(0),
  submittedBy: 'operator:an',
  decidedAt: null,
  decidedBy: null,
  expiresAt: new Date(1),
  joiners: 0,
  movers: 0,
  leavers: 3,
  changed: 0,
  guard: GUARD,
};
const REPORT = {
  ...PREVIEW,
  counts: { joiners: 0, movers: 0, leavers: 3000, changed: 0, orphans: 0, separation: 0, gained: 0, lost: 7 },
};

describe('cli/pending-plans', () => {
  let out = '';
  let err = '';
  let called: unknown[][];
  beforeEach(() => {
    [out, err, called] = ['', '', []];
  });

  async function run(argv: string[], services: object) {
    const io = scriptedTerminal({
      files: async () => Buffer.from('so_hieu,ho_va_ten\nCB1,Lê Ánh\n'),
    });
    const code = await runCommand(argv, services as OperatorServices, io, ACTOR);
    out += io.said.out;
    err += io.said.err;
    return code;
  }
  const answering =
    (answer: unknown) =>
    async (...args: unknown[]) => {
      called.push(args);
      if (answer instanceof Error) throw answer;
      return answer;
    };

  it('submits files in place of applying them, and says who does what next', async () => {
    const services = { pendingPlans: { submit: answering({ pending: PENDING, preview: PREVIEW }) } };
    assert.equal(await run(['staff', 'import', 'a.csv', '--partial', '--submit'], services), 0);
    const [[input, actor] = []] = called as [
      { kind: string; tables: unknown[]; isPartial: boolean },
      object,
    ][];
    assert.deepEqual(
      [input?.kind, input?.tables.length, input?.isPartial, actor],
      ['import', 1, true, ACTOR],
    );
    assert.match(out, /guard +3 \+ 1 \/ 2\n/);
    assert.match(out, /a second person approves: staff approve p\n$/);
    called = [];
    out = '';
    assert.equal(await run(['staff', 'undo', 'q', '--submit', '--json'], services), 0);
    assert.deepEqual(called, [[{ kind: 'undo', plan: 'q' }, ACTOR]]);
    const answer = JSON.parse(out);
    assert.deepEqual([answer.plan, answer.pending.submitted_by, answer.guard], ['p', 'operator:an', GUARD]);
  });

  it('says what needs no approval, what changes nothing, and what was refused', async () => {
    const passing = { ...PENDING, guard: { ...GUARD, verdict: 'ok' } };
    const submitting = (answer: object) => ({ pendingPlans: { submit: answering(answer) } });
    const argv = ['staff', 'import', 'a.csv', '--submit'];
    await run(argv, submitting({ pending: passing, preview: PREVIEW }));
    assert.match(out, /it waits: staff apply p\n$/);
    await run(argv, submitting({ pending: undefined, preview: PREVIEW }));
    assert.match(out, /nothing changes\n$/);
    out = '';
    await run([...argv, '--json'], submitting({ pending: undefined, preview: PREVIEW }));
    assert.equal(JSON.parse(out).pending, null);
    const refused = [{ file: 'a.csv', line: 2, column: 'so_hieu', value: '', code: 'required' }];
    assert.equal(await run(argv, submitting({ pending: undefined, preview: { ...PREVIEW, refused } })), 1);
    assert.match(err, /\[staff_file_refused\] rows=1/);
  });

  for (const option of ['--dry-run', '--apply=p', '--allow-removals=3']) {
    it(`submits or applies, not both: ${option}`, async () => {
      assert.equal(await run(['staff', 'import', 'a.csv', '--submit', option], {}), 2);
      assert.deepEqual([out, called], ['', []]);
    });
  }

  it('names both ways past the guard where it stops a plan', async () => {
    const stopped = new DomainError('removal_guard', GUARD);
    for (const [argv, service] of [
      [['staff', 'import', 'a.csv'], { importStaff: answering(stopped) }],
      [['staff', 'import', 'a.csv', '--dry-run'], { importStaff: answering(PREVIEW) }],
      [['staff', 'undo', 'p'], { undo: answering(stopped) }],
    ] as const) {
      err = '';
      assert.equal(await run([...argv], { staffPlans: service }), 1);
      assert.match(err, /^--submit: .*\n--allow-removals N: /);
      assert.match(err, /\[removal_guard\] removals=3 recent=1 /);
    }
  });

  it('lists plans that wait, and shows one with the counts of its uncut lists', async () => {
    const pendingPlans = {
      listPending: answering([PENDING]),
      findPending: answering({ pending: PENDING, report: REPORT }),
    };
    await run(['staff', 'plans', '--pending'], { pendingPlans });
    assert.match(out, /p +import, pending +operator:an +\+0 →0 -3 ~0 +blocked\n/);
    out = '';
    await run(['staff', 'plan', 'p'], { pendingPlans });
    assert.match(out, /leavers +3000\n/);
    out = '';
    await run(['staff', 'plan', 'p', '--json'], { pendingPlans });
    assert.deepEqual(JSON.parse(out).counts, REPORT.counts);
    out = '';
    const decided = { pending: { ...PENDING, state: 'rejected' }, report: undefined };
    await run(['staff', 'plan', 'p', '--json'], { pendingPlans: { findPending: answering(decided) } });
    assert.equal(JSON.parse(out).pending.state, 'rejected');
  });

  for (const [word, method] of [
    ['approve', 'approve'],
    ['reject', 'reject'],
    ['apply', 'applyPending'],
  ] as const) {
    it(`hands on who would ${word} which plan`, async () => {
      const services = { pendingPlans: { [method]: answering({ ...PENDING, state: 'applied' }) } };
      assert.equal(await run(['staff', word, 'p', '--json'], services), 0);
      assert.deepEqual(called, [['p', ACTOR]]);
      assert.equal(JSON.parse(out).state, 'applied');
      const refusing = {
        pendingPlans: { [method]: answering(new DomainError('approval_self', { plan: 'p' })) },
      };
      assert.equal(await run(['staff', word, 'p'], refusing), 1);
      assert.match(err, /\[approval_self\] plan=p\n$/);
      assert.equal(await run(['staff', word], services), 2);
    });
  }
});

import { strict as assert } from 'node:assert';
import type { OperatorServices } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const MOMENT = new Date('2026-11-20T03:00:00Z');
const GROUNDS = { checked: 'id-card', reference: 'HD-7', reason: 'mất điện thoại' };
const RESET = {
  id: 'r-1',
  personId: 'p-1',
  personName: 'Lê Ánh',
  ...GROUNDS,
  state: 'done',
  askedAt: MOMENT,
  askedBy: 'operator:an',
  expiresAt: MOMENT,
  decidedAt: MOMENT,
  decidedBy: 'operator:an',
};
const OPTIONS = Object.entries(GROUNDS).flatMap(([name, value]) => [`--${name}`, value]);

describe('cli: resets of second factors', () => {
  async function run(argv: string[], factorResets: object = {}) {
    const io = scriptedTerminal();
    const code = await runCommand(argv, { factorResets } as unknown as OperatorServices, io, ACTOR);
    return { code, ...io.said };
  }

  it('need to know how the person was identified, where that is on file, and why', async () => {
    const asked: unknown[][] = [];
    const ask = async (...args: unknown[]) => {
      asked.push(args);
      return { reset: RESET, sessions: 2 };
    };
    const done = await run(['account', 'reset-factors', '014-1', ...OPTIONS, '--json'], { ask });
    const { reset, ...told } = JSON.parse(done.out);
    assert.deepEqual([done.code, told, reset.name], [0, { done: true, sessions: 2 }, 'Lê Ánh']);
    assert.deepEqual(asked, [['014-1', GROUNDS, ACTOR]]);
    for (const [index, name] of Object.keys(GROUNDS).entries()) {
      const without = OPTIONS.toSpliced(index * 2, 2);
      const refused = await run(['account', 'reset-factors', '014-1', ...without], { ask });
      assert.equal(refused.code, 2);
      assert.match(refused.err, new RegExp(`^--${name} is required\n`));
    }
    const guess = await run(['account', 'reset-factors', '014-1', ...OPTIONS, '--checked', 'voice'], { ask });
    assert.deepEqual([guess.code, asked.length], [2, 1]);
    assert.match(guess.err, /^--checked is one of id-card\|call-back\|head-of-unit, not voice\n/);
  });

  it('say that a privileged one waits, and for what', async () => {
    const ask = async () => ({ reset: { ...RESET, state: 'waiting' }, sessions: 0 });
    const { code, out } = await run(['account', 'reset-factors', '014-1', ...OPTIONS], { ask });
    assert.equal(code, 0);
    assert.match(out, /a second person approves: account approve-reset r-1\n$/);
  });

  it('are listed, approved and rejected as the operator', async () => {
    const asked: unknown[][] = [];
    const decide = async (...args: unknown[]) => {
      asked.push(args);
      return { reset: RESET, sessions: 0 };
    };
    const parts = { approve: decide, reject: decide, listWaiting: async () => [RESET] };
    const listed = await run(['account', 'pending-resets'], parts);
    assert.match(listed.out, /^r-1 {2}Lê Ánh {2}id-card: HD-7 {2}mất điện thoại {2}operator:an/);
    assert.equal((await run(['account', 'approve-reset', 'r-1'], parts)).code, 0);
    assert.equal((await run(['account', 'reject-reset', 'r-1', '--json'], parts)).code, 0);
    assert.deepEqual(asked, [
      ['r-1', ACTOR],
      ['r-1', ACTOR],
    ]);
  });
});

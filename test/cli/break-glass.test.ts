import { strict as assert } from 'node:assert';
import type { OperatorServices } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const AT = new Date('2026-11-20T03:00:00Z');
const SEALED = { firstBy: 'operator:an', secondBy: 'operator:binh', sealedAt: AT, firstHash: 'canary' };
const USED = { usedAt: AT, usedFrom: '10.14.22.187', endsAt: AT, secondHash: 'canary' };

describe('cli: the emergency account', () => {
  async function run(argv: string[], breakGlass: object) {
    const io = scriptedTerminal();
    const code = await runCommand(argv, { breakGlass } as unknown as OperatorServices, io, ACTOR);
    return { code, ...io.said };
  }

  it('is sealed half by half: each officer sees her own, and what comes next', async () => {
    const asked: unknown[] = [];
    const seal = (isSealed: boolean) => ({
      seal: async (actor: unknown) => {
        asked.push(actor);
        return { half: 'ABCD-EFGH', isSealed };
      },
    });
    const first = await run(['account', 'seal-break-glass'], seal(false));
    assert.match(first.out, /\n {2}ABCD-EFGH\n/);
    assert.match(first.out, /within 24 hours a second officer runs the same command/);
    const second = await run(['account', 'seal-break-glass', '--json'], seal(true));
    assert.deepEqual(JSON.parse(second.out), { half: 'ABCD-EFGH', sealed: true, login: 'break-glass' });
    assert.deepEqual(asked, [ACTOR, ACTOR]);
  });

  it('is closed and its seal voided by any officer', async () => {
    const asked: unknown[] = [];
    const revoke = async (actor: unknown) => void asked.push(actor);
    assert.equal((await run(['account', 'revoke-break-glass'], { revoke })).code, 0);
    assert.deepEqual(asked, [ACTOR]);
  });

  it('tells since when and by whom it is sealed, and when it was used, never what opens it', async () => {
    const status = async () => ({ sealed: SEALED, half: undefined, lastUse: USED, isInUse: true });
    const text = await run(['account', 'break-glass'], { status });
    assert.match(text.out, /Niêm phong \/ sealed: 20\/11\/2026 10:00:00, operator:an, operator:binh\n/);
    assert.match(text.out, /Dùng \/ used: 20\/11\/2026 10:00:00, 10\.14\.22\.187 \(đang mở \/ open now\)\n/);
    const json = await run(['account', 'break-glass', '--json'], { status });
    assert.equal(JSON.parse(json.out).sealed, true);
    assert.doesNotMatch(text.out + json.out, /canary/);
    const half = { firstBy: 'operator:an', expiresAt: AT };
    const none = await run(['account', 'break-glass'], {
      status: async () => ({ sealed: undefined, half, lastUse: undefined, isInUse: false }),
    });
    assert.match(
      none.out,
      /sealed: CHƯA \/ NO: account seal-break-glass\n.*a second half is due: operator:an/,
    );
  });
});

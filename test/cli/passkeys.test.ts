import { strict as assert } from 'node:assert';
import type { OperatorServices } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const PASSKEY = {
  id: 'k-1',
  name: 'Máy ở cơ quan',
  publicKey: 'canary-public-key',
  credentialId: 'canary-credential',
  isSyncable: true,
  isBackedUp: true,
  aaguid: '00000000-0000-0000-0000-000000000000',
  createdAt: new Date('2026-11-20T03:00:00Z'),
  lastUsedAt: null,
};

describe('cli: passkeys', () => {
  async function run(argv: string[], passkeys: object) {
    const io = scriptedTerminal();
    const looks: unknown[][] = [];
    const viewings = { note: async (...look: unknown[]) => looks.push(look) };
    const code = await runCommand(argv, { passkeys, viewings } as unknown as OperatorServices, io, ACTOR);
    return { code, looks, ...io.said };
  }

  it('are listed for people and for machines, without what the authenticator made', async () => {
    const bound = { ...PASSKEY, isSyncable: false, lastUsedAt: new Date('2026-11-21T18:00:00Z') };
    const listFor = async () => [PASSKEY, bound];
    const text = await run(['account', 'passkeys', '014-1', '--reason', 'SC-1'], { listFor });
    assert.deepEqual(text.looks, [
      ['014-1', { data: 'passkeys', actor: ACTOR, clientId: null, reason: 'SC-1' }],
    ]);
    assert.match(text.out, /^k-1 {2}Máy ở cơ quan {2}đồng bộ \/ synced +2026-11-20 {2}–\n/);
    assert.match(text.out, /một thiết bị \/ one device {2}2026-11-20 {2}2026-11-22\n$/);
    const json = await run(['account', 'passkeys', '014-1', '--json'], { listFor });
    const [fields] = JSON.parse(json.out);
    assert.deepEqual([fields.id, fields.synced, fields.last_used_at], ['k-1', true, null]);
    assert.doesNotMatch(text.out + json.out, /canary/);
  });

  it('are revoked as the operator, by person and id', async () => {
    const asked: unknown[][] = [];
    const revokeFor = async (...args: unknown[]) => {
      asked.push(args);
      return { sessions: 2 };
    };
    const done = await run(['account', 'revoke-passkey', '014-1', 'k-1', '--json'], { revokeFor });
    assert.deepEqual(
      [done.code, JSON.parse(done.out), asked],
      [0, { done: true, sessions: 2 }, [['014-1', 'k-1', ACTOR]]],
    );
    const missing = { revokeFor: () => Promise.reject(new DomainError('passkey_not_found')) };
    assert.equal((await run(['account', 'revoke-passkey', '014-1', 'k-2'], missing)).code, 1);
    assert.equal((await run(['account', 'revoke-passkey', '014-1'], { revokeFor })).code, 2);
  });
});

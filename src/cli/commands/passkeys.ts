import type { Passkey } from '../../domain/authentication/passkey-store.ts';
import { dayOf } from '../../domain/clock.ts';
import { type Command, noteViewing, REASON_OPTION } from '../command.ts';
import { table } from '../table.ts';

const list: Command = {
  usage: 'account passkeys PERSON [--reason TEXT]',
  summary: { vi: 'Liệt kê khóa truy cập của một người', en: 'List the passkeys of a person' },
  words: [1, 1],
  options: REASON_OPTION,
  async run({ services, io, actor, positionals: [reference = ''], values, isJson }) {
    const passkeys = await services.passkeys.listFor(reference);
    await noteViewing({ services, actor, values }, reference, 'passkeys');
    io.out(isJson ? `${JSON.stringify(passkeys.map(passkeyFields))}\n` : table(passkeys.map(passkeyWords)));
  },
};

const revoke: Command = {
  usage: 'account revoke-passkey PERSON ID',
  summary: {
    vi: 'Gỡ một khóa truy cập và kết thúc mọi phiên của một người',
    en: 'Take a passkey of a person away and end all sessions',
  },
  words: [2, 2],
  async run({ services, io, actor, positionals: [reference = '', id = ''], isJson }) {
    const { sessions } = await services.passkeys.revokeFor(reference, id, actor);
    io.out(
      isJson
        ? `${JSON.stringify({ done: true, sessions })}\n`
        : `Đã gỡ khóa truy cập, kết thúc ${sessions} phiên / passkey revoked, sessions ended: ${sessions}\n`,
    );
  },
};

export const passkeyCommands: Command[] = [list, revoke];

function passkeyFields({ id, name, isSyncable, isBackedUp, aaguid, createdAt, lastUsedAt }: Passkey) {
  return {
    id,
    name,
    synced: isSyncable,
    backed_up: isBackedUp,
    aaguid,
    created_at: createdAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
  };
}

/** Days of enrolment and last use; a dash for what was never used. */
function passkeyWords({ id, name, isSyncable, createdAt, lastUsedAt }: Passkey): string[] {
  const kind = isSyncable ? 'đồng bộ / synced' : 'một thiết bị / one device';
  return [id, name, kind, dayOf(createdAt), lastUsedAt === null ? '–' : dayOf(lastUsedAt)];
}

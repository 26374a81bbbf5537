import { findSignInFailure } from '../../domain/authentication/sign-in-failure.ts';
import { formatTimestamp } from '../../messages/dates.ts';
import { signInFailureFields } from '../../messages/sign-in-causes.ts';
import { type Command, noteViewing, REASON_OPTION, sayDone, UsageError } from '../command.ts';
import { table } from '../table.ts';
import { breakGlassCommands } from './break-glass.ts';
import { factorResetCommands } from './factor-resets.ts';
import { passkeyCommands } from './passkeys.ts';

const setPassword: Command = {
  usage: 'account set-password PERSON [--change-at-sign-in] < PASSWORD',
  summary: { vi: 'Đặt mật khẩu, đọc từ đầu vào chuẩn', en: 'Set a password read from standard input' },
  words: [1, 1],
  options: { 'change-at-sign-in': { type: 'boolean' } },
  async run({ services, io, actor, positionals: [reference = ''], values, isJson }) {
    // One line, as `echo` and `read` give it; the password itself is never trimmed.
    const password = (await io.readStandardInput()).replace(/\r?\n$/, '');
    if (password === '') throw new UsageError('the password is read from standard input');
    await services.accounts.setPassword(reference, password, {
      mustChange: values['change-at-sign-in'] === true,
      actor,
    });
    sayDone({ io, isJson }, 'Đã đặt mật khẩu / password set');
  },
};

const unlock: Command = {
  usage: 'account unlock PERSON',
  summary: { vi: 'Mở khóa đăng nhập bằng mật khẩu', en: 'Unlock the password path' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [reference = ''], isJson }) {
    await services.accounts.unlock(reference, actor);
    sayDone({ io, isJson }, 'Đã mở khóa / unlocked');
  },
};

const signOut: Command = {
  usage: 'account sign-out PERSON',
  summary: { vi: 'Đăng xuất khỏi tất cả thiết bị', en: 'Sign a person out everywhere' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [reference = ''], isJson }) {
    const sessions = await services.accounts.signOut(reference, actor);
    io.out(
      isJson
        ? `${JSON.stringify({ sessions })}\n`
        : `Đã kết thúc ${sessions} phiên / sessions ended: ${sessions}\n`,
    );
  },
};

const enrolTotp: Command = {
  usage: 'account enrol-totp PERSON',
  summary: {
    vi: 'Thiết lập mã xác thực một lần cho một người, in khóa và mã khôi phục một lần',
    en: 'Set up one-time codes for a person; prints the key and recovery codes this once',
  },
  words: [1, 1],
  async run({ services, io, actor, positionals: [reference = ''], isJson }) {
    const { secret, uri, recoveryCodes } = await services.factors.enrolFor(reference, actor);
    if (isJson) return io.out(`${JSON.stringify({ secret, uri, recovery_codes: recoveryCodes })}\n`);
    io.out(`Khóa / key: ${secret}\n${uri}\n\nMã khôi phục / recovery codes:\n`);
    io.out(recoveryCodes.map((code) => `  ${code}\n`).join(''));
  },
};

const devices: Command = {
  usage: 'account devices PERSON [--reason TEXT]',
  summary: {
    vi: 'Liệt kê thiết bị mà một người đã đăng nhập, và thời hạn không hỏi mã',
    en: 'List the devices of a person, and until when no code is asked for',
  },
  words: [1, 1],
  options: REASON_OPTION,
  async run({ services, io, actor, positionals: [reference = ''], values, isJson }) {
    const found = await services.devices.list(reference);
    await noteViewing({ services, actor, values }, reference, 'devices');
    const rows = found.map(({ id, userAgent, address, createdAt, lastUsedAt, trustedUntil }) => ({
      id,
      user_agent: userAgent,
      address,
      created_at: createdAt.toISOString(),
      last_used_at: lastUsedAt.toISOString(),
      trusted_until: trustedUntil?.toISOString() ?? null,
    }));
    if (isJson) return io.out(`${JSON.stringify(rows)}\n`);
    const cells = rows.map((row) => [
      row.id,
      row.last_used_at,
      row.trusted_until,
      row.address,
      row.user_agent,
    ]);
    const header = [
      'Mã / id',
      'Dùng / used',
      'Tin cậy tới / trusted',
      'Địa chỉ / address',
      'Trình duyệt / browser',
    ];
    io.out(table([header, ...cells.map((row) => row.map((cell) => cell ?? '–'))]));
  },
};

const revokeDevice: Command = {
  usage: 'account revoke-device PERSON ID',
  summary: {
    vi: 'Gỡ một thiết bị: lần sau lại hỏi mã',
    en: 'Forget a device: the next sign-in asks for a code',
  },
  words: [2, 2],
  async run({ services, io, actor, positionals: [reference = '', id = ''], isJson }) {
    await services.devices.forget(reference, id, actor);
    sayDone({ io, isJson }, 'Đã gỡ thiết bị / device forgotten');
  },
};

const cause: Command = {
  usage: 'account cause CODE',
  summary: {
    vi: 'Vì sao một lần đăng nhập không thành công, theo mã hỗ trợ trên trang',
    en: 'Why a sign-in failed, by the support code on the page',
  },
  words: [1, 1],
  async run({ services, io, actor, positionals: [code = ''], isJson }) {
    const failure = await findSignInFailure(services, code, 'whole');
    const { person, attempt } = failure;
    // Whoever reads the code out has asked for it; her page shows which one it was.
    if (person !== undefined)
      await services.viewings.note(person.id, {
        data: 'sign-in',
        actor,
        clientId: null,
        reason: attempt.supportCode,
      });
    const fields = signInFailureFields(failure);
    if (isJson) return io.out(`${JSON.stringify(fields)}\n`);
    const { at, network, vi, en } = fields;
    io.out(`${formatTimestamp(at, 'vi')}  ${person?.fullName ?? '–'}  ${network ?? '–'}\n`);
    for (const { cause: words, remedy } of [vi, en]) io.out(`${words}. ${remedy}\n`);
  },
};

export const accountCommands: Command[] = [
  setPassword,
  unlock,
  signOut,
  enrolTotp,
  ...factorResetCommands,
  ...breakGlassCommands,
  cause,
  ...passkeyCommands,
  devices,
  revokeDevice,
];

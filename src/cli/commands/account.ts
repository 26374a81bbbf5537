import { type Command, UsageError } from '../command.ts';

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
    io.out(isJson ? '{"done":true}\n' : 'Đã đặt mật khẩu / password set\n');
  },
};

const unlock: Command = {
  usage: 'account unlock PERSON',
  summary: { vi: 'Mở khóa đăng nhập bằng mật khẩu', en: 'Unlock the password path' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [reference = ''], isJson }) {
    await services.accounts.unlock(reference, actor);
    io.out(isJson ? '{"done":true}\n' : 'Đã mở khóa / unlocked\n');
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

export const accountCommands: Command[] = [setPassword, unlock, signOut];

import type { BreakGlassStatus } from '../../domain/authentication/break-glass-service.ts';
import { BREAK_GLASS_LOGIN } from '../../domain/directory/break-glass-account.ts';
import { formatTimestamp } from '../../messages/dates.ts';
import type { Command } from '../command.ts';

const seal: Command = {
  usage: 'account seal-break-glass',
  summary: {
    vi: 'Rút một nửa mã mở tài khoản khẩn cấp; người thứ hai chạy lệnh này trên máy mình thì tài khoản được niêm phong',
    en: 'Draw a half of what opens the emergency account; a second officer’s run, on another terminal, seals it',
  },
  words: [0, 0],
  async run({ services, io, actor, isJson }) {
    const { half, isSealed } = await services.breakGlass.seal(actor);
    if (isJson) return io.out(`${JSON.stringify({ half, sealed: isSealed, login: BREAK_GLASS_LOGIN })}\n`);
    io.out(`Nửa mã của bạn, chỉ hiện lần này / your half, shown this once:\n\n  ${half}\n\n`);
    io.out(
      isSealed
        ? 'Đã niêm phong; mã niêm phong trước, nếu có, hết hiệu lực / sealed; what was sealed before is void\n'
        : 'Trong 24 giờ, người thứ hai chạy cùng lệnh / within 24 hours a second officer runs the same command\n',
    );
    io.out(
      'Chép ra giấy, cho vào phong bì, ký giáp lai / write it down, put it into an envelope, sign the flap\n',
    );
  },
};

const status: Command = {
  usage: 'account break-glass',
  summary: {
    vi: 'Tài khoản khẩn cấp: niêm phong từ khi nào, bởi ai, dùng khi nào',
    en: 'The emergency account: sealed since when and by whom, used when',
  },
  words: [0, 0],
  async run({ services, io, isJson }) {
    const found = fieldsOf(await services.breakGlass.status());
    if (isJson) return io.out(`${JSON.stringify(found)}\n`);
    const { sealed_at: at, sealed_by: by, half, last_use: use } = found;
    const since = at && `${formatTimestamp(at, 'vi')}, ${by.join(', ')}`;
    io.out(`Niêm phong / sealed: ${since ?? 'CHƯA / NO: account seal-break-glass'}\n`);
    if (half !== null)
      io.out(
        `Chờ nửa thứ hai / a second half is due: ${half.by}, ${formatTimestamp(half.expires_at, 'vi')}\n`,
      );
    const used = use?.at && `${formatTimestamp(use.at, 'vi')}, ${use.from ?? '–'}`;
    io.out(`Dùng / used: ${used ?? '–'}${found.in_use ? ' (đang mở / open now)' : ''}\n`);
  },
};

const revoke: Command = {
  usage: 'account revoke-break-glass',
  summary: {
    vi: 'Đóng ngay tài khoản khẩn cấp đang mở và hủy mã đã niêm phong',
    en: 'Close the emergency account at once if it is open, and void what is sealed',
  },
  words: [0, 0],
  async run({ services, io, actor, isJson }) {
    await services.breakGlass.revoke(actor);
    io.out(isJson ? '{"done":true}\n' : 'Đã đóng và hủy / closed and void: account seal-break-glass\n');
  },
};

export const breakGlassCommands: Command[] = [seal, status, revoke];

function fieldsOf({ sealed, half, lastUse, isInUse }: BreakGlassStatus) {
  return {
    login: BREAK_GLASS_LOGIN,
    sealed: sealed !== undefined,
    sealed_at: sealed?.sealedAt ?? null,
    sealed_by: sealed === undefined ? [] : [sealed.firstBy, sealed.secondBy],
    half: half === undefined ? null : { by: half.firstBy, expires_at: half.expiresAt },
    in_use: isInUse,
    last_use:
      lastUse === undefined ? null : { at: lastUse.usedAt, from: lastUse.usedFrom, ends_at: lastUse.endsAt },
  };
}

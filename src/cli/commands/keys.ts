import { STAGE_WORDS, signingKeyFields } from '../../messages/signing-key-fields.ts';
import type { Command, Invocation } from '../command.ts';
import { table } from '../table.ts';

const list: Command = {
  usage: 'keys list',
  summary: { vi: 'Các khóa ký và việc của từng khóa', en: 'The signing keys and what each does' },
  words: [0, 0],
  run: show,
};

const rotate: Command = {
  usage: 'keys rotate [--leaked]',
  summary: {
    vi: 'Đổi khóa ký: khóa mới được công bố ngay, 24 giờ sau mới ký; --leaked: bỏ ngay khóa cũ',
    en: 'Rotate the signing keys: new ones are published at once and sign 24 hours later; --leaked: the old ones go at once',
  },
  words: [0, 0],
  options: { leaked: { type: 'boolean' } },
  async run(invocation) {
    const { services, actor, values } = invocation;
    await services.keyService.rotate(actor, { leaked: values.leaked === true });
    await show(invocation);
  },
};

export const keyCommands: Command[] = [list, rotate];

async function show({ services, io, isJson }: Invocation): Promise<void> {
  const staged = await services.keyService.stages();
  const rows = staged.map(({ key, stage, until }) => [
    key.kid,
    key.algorithm,
    `${STAGE_WORDS[stage].vi} / ${STAGE_WORDS[stage].en}`,
    key.signsFrom.toISOString(),
    until === null ? '' : `→ ${until.toISOString()}`,
  ]);
  io.out(isJson ? `${JSON.stringify(staged.map(signingKeyFields))}\n` : table(rows));
}

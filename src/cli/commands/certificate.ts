import type { CertificateBinding } from '../../domain/certificates/certificate-binding.ts';
import { bindingFields, verdictFields, verdictLines } from '../../messages/certificate-fields.ts';
import { type Command, noteViewing, REASON_OPTION, sayDone } from '../command.ts';
import { RefusedError } from '../refused-error.ts';
import { table } from '../table.ts';

/** A certificate has 3 KB, a bundle with its authorities 20; nobody needs more. */
const FILE = { bytes: 256 * 1024, code: 'certificate_file_too_large' } as const;

const inspect: Command = {
  usage: 'certificate inspect FILE',
  summary: { vi: 'Xét một chứng thư số từng bước', en: 'Judge a login certificate step by step' },
  words: [1, 1],
  async run({ services, io, positionals: [path = ''], isJson }) {
    const verdict = await services.certificates.inspect(await io.readFile(path, FILE));
    io.out(isJson ? `${JSON.stringify(verdictFields(verdict))}\n` : table(verdictLines(verdict)));
    const failed = verdict.steps.find(({ state }) => state === 'failed');
    if (failed !== undefined) throw new RefusedError(`[${failed.code}]`);
  },
};

const bind: Command = {
  usage: 'certificate bind PERSON FILE',
  summary: { vi: 'Gắn chứng thư số với một người', en: 'Bind a login certificate to a person' },
  words: [2, 2],
  async run({ services, io, actor, positionals: [person = '', path = ''], isJson }) {
    const bytes = await io.readFile(path, FILE);
    const binding = await services.certificates.bindFor(person, bytes, actor);
    io.out(isJson ? `${JSON.stringify(bindingFields(binding))}\n` : table([row(binding)]));
  },
};

const list: Command = {
  usage: 'certificate list PERSON [--reason TEXT]',
  summary: { vi: 'Các chứng thư số của một người', en: 'List the login certificates of a person' },
  words: [1, 1],
  options: REASON_OPTION,
  async run({ services, io, actor, positionals: [person = ''], values, isJson }) {
    const bindings = await services.certificates.list(person);
    await noteViewing({ services, actor, values }, person, 'certificates');
    io.out(isJson ? `${JSON.stringify(bindings.map(bindingFields))}\n` : table(bindings.map(row)));
  },
};

const confirm: Command = {
  usage: 'certificate confirm CERTIFICATE',
  summary: { vi: 'Xác nhận chứng thư số mới đang chờ', en: 'Confirm a renewed certificate that waits' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''], isJson }) {
    await services.certificates.confirm(id, actor);
    sayDone({ io, isJson }, 'Đã xác nhận / confirmed');
  },
};

const unbind: Command = {
  usage: 'certificate unbind CERTIFICATE',
  summary: { vi: 'Gỡ một chứng thư số khỏi người dùng', en: 'Take a login certificate away from its person' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''], isJson }) {
    const binding = await services.certificates.unbind(id, actor);
    io.out(isJson ? `${JSON.stringify(bindingFields(binding))}\n` : 'Đã gỡ / unbound\n');
  },
};

/** One binding a line: id, tree, subject, serial, end, how it came about, and its state. */
function row(binding: CertificateBinding): string[] {
  const fields = bindingFields(binding);
  return [fields.id, fields.tree, fields.subject, fields.serial, fields.not_after, fields.via, fields.state];
}

export const certificateCommands: Command[] = [inspect, bind, list, confirm, unbind];

import type { Client } from '../../domain/clients/client.ts';
import type { RegisteredClient } from '../../domain/clients/client-service.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Command, type CommandIo, requiredOption, sayDone } from '../command.ts';
import { table } from '../table.ts';

function register(work: 'create' | 'update', summary: Command['summary']): Command {
  return {
    usage: `client ${work} --file CLIENT.json`,
    summary,
    words: [0, 0],
    options: { file: { type: 'string' } },
    async run({ services, io, actor, values }) {
      show(io, await services.clients[work](await readJson(io, requiredOption(values, 'file')), actor));
    },
  };
}

const list: Command = {
  usage: 'client list',
  summary: { vi: 'Danh sách ứng dụng kết nối', en: 'List relying parties' },
  words: [0, 0],
  async run({ services, io, isJson }) {
    const clients = await services.clients.list();
    const rows = clients.map(({ id, metadata }) => [
      id,
      metadata.client_name,
      metadata.grant_types.join(' '),
    ]);
    io.out(isJson ? `${JSON.stringify(clients.map((client) => registration(client)))}\n` : table(rows));
  },
};

const showOne: Command = {
  usage: 'client show ID',
  summary: { vi: 'Xem một đăng ký', en: 'Show a registration' },
  words: [1, 1],
  async run({ services, io, positionals: [id = ''] }) {
    show(io, { client: await services.clients.get(id), secret: null });
  },
};

const rotate: Command = {
  usage: 'client rotate-secret ID',
  summary: { vi: 'Đổi khóa bí mật', en: 'Make a new secret' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''] }) {
    show(io, await services.clients.rotateSecret(id, actor));
  },
};

const remove: Command = {
  usage: 'client remove ID',
  summary: {
    vi: 'Xóa đăng ký cùng vai trò và quyền được cấp',
    en: 'Remove a client with its roles and role grants',
  },
  words: [1, 1],
  async run({ services, io, actor, positionals: [id = ''], isJson }) {
    await services.clients.remove(id, actor);
    sayDone({ io, isJson }, `Đã xóa / removed: ${id}`);
  },
};

export const clientCommands: Command[] = [
  register('create', { vi: 'Đăng ký ứng dụng kết nối', en: 'Register a relying party' }),
  register('update', { vi: 'Cập nhật đăng ký', en: 'Replace a registration' }),
  list,
  showOne,
  rotate,
  remove,
];

function registration({ id, metadata, createdAt, updatedAt }: Client) {
  return {
    client_id: id,
    ...metadata,
    client_id_issued_at: Math.floor(createdAt.getTime() / 1000),
    updated_at: updatedAt,
  };
}

function show(io: CommandIo, { client, secret }: RegisteredClient): void {
  const shown = {
    ...registration(client),
    ...(secret !== null && { client_secret: secret, client_secret_expires_at: 0 }),
  };
  io.out(`${JSON.stringify(shown, null, 2)}\n`);
}

const FILE_LIMIT = { bytes: 1024 * 1024, code: 'too_large' } as const;

async function readJson(io: CommandIo, path: string): Promise<unknown> {
  const text = Buffer.from(await io.readFile(path, FILE_LIMIT)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('client_invalid', { problems: `${path} is not JSON` });
  }
}

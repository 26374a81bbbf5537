import { waitingStep } from '../../domain/requests/role-request.ts';
import { requestFields, waitingFields } from '../../messages/role-request-fields.ts';
import { type Command, requiredOption, textOption } from '../command.ts';
import { table } from '../table.ts';

const list: Command = {
  usage: 'request list',
  summary: { vi: 'Các đề nghị cấp vai trò đang chờ', en: 'List requests for roles that wait' },
  words: [0, 0],
  async run({ services, io, actor, isJson }) {
    const waiting = await services.roleRequests.listWaiting(actor);
    const rows = waiting.map(({ request, role, requester }) => [
      request.id,
      `${role.clientId}:${role.code}`,
      requester.fullName,
      requester.employeeNo ?? '',
      waitingStep(request) ?? '',
      request.dueAt.toISOString(),
      request.reason,
    ]);
    io.out(isJson ? `${JSON.stringify(waiting.map(waitingFields))}\n` : table(rows));
  },
};

const approve: Command = {
  usage: 'request approve REQUEST [--note TEXT]',
  summary: { vi: 'Phê duyệt bước đang chờ của một đề nghị', en: 'Approve the step at which a request waits' },
  words: [1, 1],
  options: { note: { type: 'string' } },
  async run({ services, io, actor, positionals: [id = ''], values }) {
    const request = await services.roleRequests.approve(id, actor, textOption(values, 'note'));
    io.out(`${JSON.stringify(requestFields(request))}\n`);
  },
};

const reject: Command = {
  usage: 'request reject REQUEST --reason TEXT',
  summary: { vi: 'Từ chối một đề nghị', en: 'Reject a request' },
  words: [1, 1],
  options: { reason: { type: 'string' } },
  async run({ services, io, actor, positionals: [id = ''], values }) {
    const request = await services.roleRequests.reject(id, actor, requiredOption(values, 'reason'));
    io.out(`${JSON.stringify(requestFields(request))}\n`);
  },
};

export const roleRequestCommands: Command[] = [list, approve, reject];

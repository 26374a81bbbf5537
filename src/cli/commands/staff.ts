import type { ActivationState } from '../../domain/authentication/activation-service.ts';
import type { Activity } from '../../domain/directory/activity-store.ts';
import { parseMoment } from '../../domain/roles/parse-period.ts';
import { postFields } from '../../messages/post-fields.ts';
import { type Command, type Invocation, noteViewing, REASON_OPTION, textOption } from '../command.ts';
import { table } from '../table.ts';
import { staffEnvelope } from './staff-envelope.ts';
import { staffList } from './staff-list.ts';
import { personFields } from './staff-person.ts';
import { staffPlanCommands } from './staff-plans.ts';

const staffShow: Command = {
  usage: 'staff show PERSON [--at DAY] [--reason TEXT]',
  summary: { vi: 'Xem một cán bộ, với chức vụ của một ngày', en: 'Show one person, with the posts of a day' },
  words: [1, 1],
  options: { at: { type: 'string' }, ...REASON_OPTION },
  async run({ services, io, actor, positionals: [reference = ''], values, isJson }) {
    const at = textOption(values, 'at');
    const { person, posts, activity } = await services.staff.show(
      reference,
      at === undefined ? undefined : parseMoment(at, services.clock.now()),
    );
    await noteViewing({ services, actor, values }, person.id, 'record');
    const activation = await services.activations.stateOf(person.id);
    const fields = { ...personFields(person), ...activityFields(activity), ...activationFields(activation) };
    const rows = Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString() : String(value ?? ''),
    ]);
    const held = posts.map(({ positionCode, position, unitCode, unit, isMain }) => [
      isMain ? 'main' : 'concurrent',
      positionCode,
      position,
      unitCode,
      unit,
    ]);
    io.out(
      isJson
        ? `${JSON.stringify({ ...fields, appointments: posts.map(postFields) })}\n`
        : `${table(rows)}\n${table(held)}`,
    );
  },
};

const PAST = {
  disable: 'disabled',
  enable: 'enabled',
  protect: 'protected',
  unprotect: 'no longer protected',
};

const switchAccount = (
  action: 'disable' | 'enable' | 'protect' | 'unprotect',
  summary: Command['summary'],
): Command => ({
  usage: `staff ${action} PERSON`,
  summary,
  words: [1, 1],
  async run({ services, io, actor, positionals: [reference = ''], isJson }: Invocation) {
    const person = await services.staff[action](reference, actor);
    io.out(isJson ? `${JSON.stringify(personFields(person))}\n` : `${person.fullName}: ${PAST[action]}\n`);
  },
});

const staffActivate: Command = {
  usage: 'staff activate PERSON',
  summary: { vi: 'Gửi thư kích hoạt mới', en: 'Send a fresh activation letter' },
  words: [1, 1],
  async run({ services, io, actor, positionals: [reference = ''], isJson }) {
    const person = await services.activations.activate(reference, actor);
    io.out(
      isJson
        ? `${JSON.stringify(personFields(person))}\n`
        : `${person.fullName}: đã gửi thư kích hoạt / activation letter sent\n`,
    );
  },
};

export const staffCommands: Command[] = [
  ...staffPlanCommands,
  staffEnvelope,
  staffShow,
  staffList,
  staffActivate,
  switchAccount('disable', {
    vi: 'Khóa tài khoản và kết thúc mọi phiên',
    en: 'Disable an account and end its sessions',
  }),
  switchAccount('enable', { vi: 'Mở lại tài khoản', en: 'Enable an account again' }),
  switchAccount('protect', {
    vi: 'Bảo vệ tài khoản: không tệp nhân sự nào đóng được',
    en: 'Protect an account: no HR file can close it',
  }),
  switchAccount('unprotect', { vi: 'Bỏ bảo vệ tài khoản', en: 'Lift the protection of an account' }),
];

function activityFields({ lastSignInAt, flaggedAt, closesAt }: Activity) {
  return { last_sign_in_at: lastSignInAt, dormant_since: flaggedAt, closes_at: closesAt };
}

function activationFields({ state, sentAt }: ActivationState) {
  return { activation: state === 'none' ? null : state, activation_sent_at: sentAt };
}

import type { SettingView } from '../../domain/settings/setting-service.ts';
import { isSwitch } from '../../domain/settings/settings.ts';
import { SETTING_WORDS, SWITCH_WORDS } from '../../messages/settings.ts';
import type { Command, CommandIo } from '../command.ts';
import { table } from '../table.ts';

const settingsList: Command = {
  usage: 'settings list',
  summary: { vi: 'Xem các thiết lập', en: 'List settings' },
  words: [0, 0],
  run: async ({ services, io, isJson }) => show(io, await services.settings.list(), isJson),
};

const settingsSet: Command = {
  usage: 'settings set NAME VALUE',
  summary: { vi: 'Đổi một thiết lập', en: 'Change a setting' },
  words: [2, 2],
  run: async ({ services, io, actor, positionals: [name = '', value = ''], isJson }) =>
    show(io, [await services.settings.set(name, value, actor)], isJson),
};

const settingsReset: Command = {
  usage: 'settings reset NAME',
  summary: { vi: 'Trả một thiết lập về mặc định', en: 'Put a setting back to its default' },
  words: [1, 1],
  run: async ({ services, io, actor, positionals: [name = ''], isJson }) =>
    show(io, [await services.settings.reset(name, actor)], isJson),
};

export const settingCommands: Command[] = [settingsList, settingsSet, settingsReset];

function show(io: CommandIo, settings: SettingView[], isJson: boolean): void {
  const rows = settings.map((setting) => [
    setting.name,
    String(setting.value),
    `${setting.least}–${setting.most}, mặc định / default ${setting.default}`,
    `${wordsOf(setting, 'vi')} / ${wordsOf(setting, 'en')}`,
  ]);
  io.out(isJson ? `${JSON.stringify(settings)}\n` : table(rows));
}

function wordsOf({ name }: SettingView, lang: 'vi' | 'en'): string {
  const words = SETTING_WORDS[name][lang];
  return isSwitch(name) ? `${words} (${SWITCH_WORDS[lang]})` : words;
}

import type { SettingView } from '../../domain/settings/setting-service.ts';
import { isSwitch, SETTING_NAMES, type SettingName } from '../../domain/settings/settings.ts';
import { SETTING_WORDS } from '../../messages/settings.ts';
import { isMessageKey, type Lang } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import type { SettingRowView, SettingsView } from './settings-view.ts';

const PATH = '/admin/settings';

type Parts = Pick<WebParts, 'settings' | 'pages'>;

/** `/admin/settings`: the policies that officers change while the server runs. */
export function settingsPages(parts: Parts): ConsolePage[] {
  return [
    page('/settings', 'system:read', (visit, ctx) =>
      show(parts, visit, ctx, { notice: ctx.query.notice === 'saved' ? 'saved' : null }),
    ),
    action(
      '/settings',
      'system:write',
      { fields: ['name', 'was', 'value', 'default'] },
      async (visit, ctx, { fields: { name, was, value, default: isReset } }) => {
        const { settings } = parts;
        try {
          if (isReset === '') await settings.set(name, value.trim(), visit.actor, was);
          else await settings.reset(name, visit.actor, was);
        } catch (error) {
          const refusal = parts.pages.refusalOf(ctx, error, ['setting_invalid', 'setting_stale']);
          const typed = { name, value, was, isReset: isReset !== '' };
          return show(parts, visit, ctx, { error: refusal, typed });
        }
        leadTo(ctx, `${PATH}?notice=saved#${name}`);
      },
    ),
  ];
}

/** What a form was sent with. */
interface Typed {
  name: string;
  value: string;
  was: string;
  isReset: boolean;
}

async function show(
  { settings, pages }: Parts,
  visit: ConsoleVisit,
  ctx: Context,
  told: Partial<Pick<SettingsView, 'notice' | 'error'>> & { typed?: Typed },
): Promise<void> {
  const rows = (await settings.list()).map((setting) => rowOf(setting, visit.lang, told.typed));
  const model: SettingsView = {
    ...visit.frame,
    notice: told.notice ?? null,
    error: told.error ?? null,
    conflict: told.error?.code === 'setting_stale' ? conflictOf(rows, told.typed) : null,
    groups: groupsOf(rows),
    canChange: visit.rights.permissions.has('system:write'),
  };
  pages.show(ctx, 'admin/settings', model, { csrf: visit.csrfToken });
}

function conflictOf(rows: readonly SettingRowView[], typed: Typed | undefined): SettingsView['conflict'] {
  const row = rows.find(({ name }) => name === typed?.name);
  if (typed === undefined || row === undefined) return null;
  const { name } = row;
  const [was, value] = [typed.was, typed.value.trim()].map((text) =>
    /^\d{1,9}$/.test(text) ? Number(text) : null,
  );
  return { name, was: was ?? row.value, typed: typed.isReset ? row.default : (value ?? null) };
}

/** Settings in the order of their groups: what stands before the dot of a name. */
export function groupsOf(rows: readonly SettingRowView[]): SettingsView['groups'] {
  const keys = [...new Set(SETTING_NAMES.map(groupOf))];
  return keys.map((key) => {
    const title = `settings.group.${key}`;
    if (!isMessageKey(title)) throw new Error(`The group ${key} of settings has no title`);
    return { key, title, rows: rows.filter(({ name }) => groupOf(name) === key) };
  });
}

function groupOf(name: SettingName): string {
  return name.slice(0, name.indexOf('.'));
}

function rowOf(setting: SettingView, lang: Lang, typed?: { name: string; value: string }): SettingRowView {
  return {
    ...setting,
    about: SETTING_WORDS[setting.name][lang],
    typed: typed?.name === setting.name ? typed.value : String(setting.value),
    isSwitch: isSwitch(setting.name),
  };
}

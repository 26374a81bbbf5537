import type { Actor } from '../audit/audit-event.ts';
import type { Clock } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import {
  parseSettingName,
  parseSettingValue,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type Settings,
} from './settings.ts';

interface Dependencies {
  stores: Pick<Stores, 'settings'>;
  transact: Transact;
  clock: Clock;
}

/** A setting as officers see it. */
export interface SettingView {
  name: SettingName;
  value: number;
  default: number;
  least: number;
  most: number;
}

export type SettingService = ReturnType<typeof createSettingService>;

/** Policies as data: read at each use, changed with an audit event. */
export function createSettingService({ stores, transact, clock }: Dependencies) {
  async function save(
    name: SettingName,
    value: number | null,
    actor: Actor,
    expected?: string,
  ): Promise<SettingView> {
    return transact(async ({ settings, audit }) => {
      await settings.lock();
      const before = (await settings.load())[name];
      if (expected !== undefined && expected !== String(before))
        throw new DomainError('setting_stale', { name, value: before });
      await settings.save(name, value);
      const view = viewOf(await settings.load(), name);
      if (view.value !== before) {
        const details = { name, before, after: view.value };
        await audit.append({ type: 'setting.changed', at: clock.now(), actor, details });
      }
      return view;
    });
  }

  return {
    async list(): Promise<SettingView[]> {
      const values = await stores.settings.load();
      return SETTING_NAMES.map((name) => viewOf(values, name));
    },
    /**
     * @param expected what the setting was when the actor looked; it is changed from there alone
     * @throws setting_unknown, setting_invalid, setting_stale {name, value}
     */
    async set(name: string, value: string, actor: Actor, expected?: string): Promise<SettingView> {
      const known = parseSettingName(name);
      return save(known, parseSettingValue(known, value), actor, expected);
    },
    /** Back to the default. @throws setting_unknown, setting_stale {name, value} */
    reset: async (name: string, actor: Actor, expected?: string): Promise<SettingView> =>
      save(parseSettingName(name), null, actor, expected),
  };
}

function viewOf(values: Settings, name: SettingName): SettingView {
  return { name, value: values[name], ...SETTINGS[name] };
}

import type { EntityManager } from 'typeorm';
import { type SettingStore, settingsWith } from '../domain/settings/settings.ts';
import { prepared } from './prepared-statements.ts';
import { SettingSchema } from './schema/setting.schema.ts';

const LOAD = prepared('load_settings', 'select name, value from setting');

/** The settings that differ from their defaults, a row each. */
export function createSettingStore(manager: EntityManager): SettingStore {
  const settings = manager.getRepository(SettingSchema);
  return {
    async lock() {
      await manager.query('lock table setting in share row exclusive mode');
    },
    load: async () => settingsWith(await manager.query(LOAD)),
    async save(name, value) {
      if (value === null) await settings.delete({ name });
      else await settings.upsert({ name, value }, ['name']);
    },
  };
}

import type { EntityManager } from 'typeorm';
import { type SettingStore, settingsWith } from '../domain/settings/settings.ts';
import { SettingSchema } from './schema/setting.schema.ts';

/** The settings that differ from their defaults, a row each. */
export function createSettingStore(manager: EntityManager): SettingStore {
  const settings = manager.getRepository(SettingSchema);
  return {
    load: async () => settingsWith(await settings.find()),
    async save(name, value) {
      if (value === null) await settings.delete({ name });
      else await settings.upsert({ name, value }, ['name']);
    },
  };
}

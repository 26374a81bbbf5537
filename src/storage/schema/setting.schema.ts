import { EntitySchema } from 'typeorm';
import { columns, integer, text } from '../columns.ts';

/** A setting that officers changed; one at its default has no row. */
export interface SettingRow {
  name: string;
  value: number;
}

export const SettingSchema = new EntitySchema<SettingRow>({
  name: 'Setting',
  tableName: 'setting',
  columns: columns<SettingRow>({
    name: text('name', { primary: true, primaryKeyConstraintName: 'setting_pkey' }),
    value: integer('value'),
  }),
});

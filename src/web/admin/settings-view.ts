import type { SettingName } from '../../domain/settings/settings.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface SettingsViews {
  'admin/settings': SettingsView;
}

export interface SettingRowView {
  name: SettingName;
  about: string;
  value: number;
  /** What stands in the field: the value, or what was typed before a refusal. */
  typed: string;
  default: number;
  least: number;
  most: number;
  isSwitch: boolean;
}

export interface SettingsView extends ConsoleFrame {
  notice: 'saved' | null;
  error: RefusalView | null;
  /** The setting that somebody else changed meanwhile, as the form had it; null when nobody did. */
  conflict: { name: SettingName; was: number; typed: number | null } | null;
  groups: { key: string; title: MessageKey; rows: SettingRowView[] }[];
  /** Whether the visitor may change what she sees. */
  canChange: boolean;
}

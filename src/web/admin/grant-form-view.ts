import type { StaffCategory } from '../../domain/directory/person.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { EffectsView } from './role-grants-view.ts';

export interface GrantFormViews {
  'admin/grant-form': GrantFormView;
}

/** What is typed into the form by which a role is given. */
export const GRANT_FIELDS = [
  'who',
  'person',
  'position',
  'unit',
  'subtree',
  'category',
  'role',
  'reach',
  'extent',
  'from',
  'until',
  'decision',
  'reason',
] as const;
export type GrantField = (typeof GRANT_FIELDS)[number];
export type GrantFields = Record<GrantField, string>;

export interface GrantProblem {
  field: GrantField;
  code: ErrorCode;
  /** What is wrong, where the code alone would not say enough. */
  text: MessageKey | null;
}

export interface GrantFormView extends ConsoleFrame {
  form: GrantFields;
  roles: { client: string; roles: { value: string; name: string; isPrivileged: boolean }[] }[];
  categories: { value: StaffCategory; text: MessageKey }[];
  problem: GrantProblem | null;
  /** What stands in the way and belongs to no field. */
  error: RefusalView | null;
  effects: EffectsView | null;
}

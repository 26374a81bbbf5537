import type { MessageKey } from '../../messages/translate.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface SearchViews {
  'admin/search': SearchView;
}

export interface SearchView extends ConsoleFrame {
  /** What was typed; empty before anything was. */
  text: string;
  groups: FoundGroup[];
}

/** A few things of one kind; there is none without any. */
export interface FoundGroup {
  title: MessageKey;
  icon: string;
  found: Found[];
  /** The list that has all of them; null when all are here. */
  more: string | null;
}

export interface Found {
  name: string;
  /** What tells it from another one of the same name; may be empty. */
  detail: string;
  address: string;
}

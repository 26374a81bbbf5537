import type { KeyAlgorithm, KeyStage } from '../../domain/signing-keys/signing-key.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface KeysViews {
  'admin/keys': KeysView;
  'admin/keys-rotate': KeysRotateView;
}

export const KEYS_NOTICES = ['planned', 'leaked'] as const;

export interface KeyRowView {
  kid: string;
  algorithm: KeyAlgorithm;
  stage: Exclude<KeyStage, 'gone'>;
  ageDays: number;
  createdAt: Date;
  signsFrom: Date;
  until: Date | null;
}

export interface KeysView extends ConsoleFrame {
  notice: (typeof KEYS_NOTICES)[number] | null;
  mayRotate: boolean;
  /** Whether a rotation is under way: from when the new keys sign. */
  nextFrom: Date | null;
  keys: KeyRowView[];
  /** Who verifies ID tokens by which algorithm. */
  users: { algorithm: KeyAlgorithm; clients: string[] }[];
}

/** What a rotation does and when: the question before it is done. */
export interface KeysRotateView extends ConsoleFrame {
  error: RefusalView | null;
  isLeaked: boolean;
  signsFrom: Date;
  /** Until when what the keys of today have signed is published. */
  keptUntil: Date;
  keys: number;
  clients: number;
}

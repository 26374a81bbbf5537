import type { PortalFrame } from '../view-models.ts';
import type { NavSection } from './navigation.ts';

/** What every page of the console shows around its content. */
export interface ConsoleFrame extends PortalFrame {
  navigation: NavSection[];
  /** What the person looks after, by name; null for the whole ministry. */
  scope: string[] | null;
  /** When the console closes if nothing is done in it. */
  openUntil: Date;
}

import type { Headship } from '../../domain/directory/unit-head.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { UnitNode } from './unit-tree-view.ts';

export interface UnitsViews {
  'admin/units': UnitsView;
  'admin/unit': UnitView;
}

/** Who leads a unit, in words. */
export interface HeadView {
  address: string;
  name: string;
  position: string;
  headship: Headship;
}

export interface UnitsView extends ConsoleFrame {
  /** The day of which the chart is. */
  onDay: string;
  /** Units that are there on it. */
  total: number;
  search: string;
  /** The tree, or null where words are searched for. */
  tree: UnitNode[] | null;
  found: { id: string; name: string; path: string }[];
  /** Of units that may be read whole, by id; whoever may read names alone finds no more. */
  details: Readonly<Record<string, { address: string; head: HeadView | null }>>;
}

/** A unit by name, with where it is shown. */
export interface UnitLink {
  name: string;
  code: string;
  /** Null where it may not be read. */
  address: string | null;
}

export interface UnitView extends ConsoleFrame {
  onDay: string;
  code: string;
  oldStyleCode: string | null;
  formerCodes: { code: string; until: string }[];
  name: string;
  shortName: string | null;
  kind: string | null;
  validFrom: string | null;
  validUntil: string | null;
  /** Whether it is there on the day. */
  isStanding: boolean;
  /** From the top to its parent. */
  above: UnitLink[];
  replacedBy: UnitLink | null;
  /** Whose duties it took over. */
  replaces: UnitLink[];
  heads: HeadView[];
  /** People with their main post in it or below. */
  people: number;
  peopleAddress: string;
  below: (UnitLink & { people: number; head: HeadView | null })[];
  /** Role grants in force that name it; null for whoever may not read them. */
  roleGrants: number | null;
  /** Whether a merger can be proposed, what was typed, and why it was refused. */
  merger: { action: string; into: string; from: string; decision: string } | null;
  error: { code: ErrorCode; supportCode: string } | null;
}

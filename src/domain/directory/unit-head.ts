import type { NamedPosition } from './acting-position.ts';

/** How a post leads its unit: as its head, or in place of one. */
export type Headship = 'head' | 'acting';

/** Kinds of unit that the name of a head's position ends with or begins with; the longer ones first. */
const KINDS = [
  'tổng cục',
  'chi cục',
  'phân viện',
  'văn phòng',
  'thanh tra',
  'trung tâm',
  'bộ',
  'cục',
  'vụ',
  'viện',
  'phòng',
  'ban',
  'đội',
] as const;
const KIND = `(${KINDS.join('|')})`;

/** Each catches the kind of unit that is led, if the position says it. */
const HEADS = [
  new RegExp(`^${KIND} trưởng$`, 'u'),
  new RegExp(`^(?:trưởng|chánh|chủ nhiệm) ${KIND}(?: |$)`, 'u'),
  new RegExp(`^(?:tổng )?giám đốc(?: ${KIND})?(?: |$)`, 'u'),
  /^(?:tổng biên tập|hiệu trưởng|trưởng đơn vị)(?: |$)/u,
];
const IN_CHARGE = new RegExp(`^phụ trách(?: điều hành)?(?: ${KIND}| đơn vị)?$`, 'u');
const MINISTER_DEPUTY = /^thứ trưởng$/u;

/**
 * Whether a post leads the unit in which it is held, by the names of both: "Trưởng phòng" leads a Phòng and not the
 * Cục above it. A deputy leads who acts (phụ trách).
 */
export function headshipOf({ name, isActing }: NamedPosition, unitName: string): Headship | undefined {
  const position = tidy(name);
  const unit = tidy(unitName);
  const kind = isActing ? (ledBy(position.replace(/^phó /u, '')) ?? actingFor(position)) : ledBy(position);
  if (kind === undefined) return undefined;
  const leads = kind === null || unit === kind || unit.startsWith(`${kind} `);
  return leads ? (isActing ? 'acting' : 'head') : undefined;
}

/** Whether a position leads units of some kind. */
export function isHeadPosition({ name }: { name: string }): boolean {
  return ledBy(tidy(name)) !== undefined;
}

/** The kind of unit that a position leads, null for any; undefined for a position that leads none. */
function ledBy(position: string): string | null | undefined {
  const found = HEADS.map((each) => each.exec(position)).find((match) => match !== null);
  return found === undefined ? undefined : (found?.[1] ?? null);
}

function actingFor(position: string): string | null | undefined {
  if (MINISTER_DEPUTY.test(position)) return 'bộ';
  const found = IN_CHARGE.exec(position);
  return found === null ? undefined : (found[1] ?? null);
}

function tidy(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}

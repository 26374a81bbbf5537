import type { Day } from '../clock.ts';
import { hasEnded } from './appointment-history.ts';
import type { JsonFields, JsonText } from './json-fields.ts';
import { POST_FIELDS } from './national-envelope-fields.ts';
import type { StaffColumn } from './staff-columns.ts';
import { dayBefore } from './staff-draft.ts';
import type { Refuse } from './staff-refusal.ts';
import { parseDay } from './staff-values.ts';

/** An entry of the working history. */
export interface EnvelopePost {
  path: string;
  unit: JsonText;
  position: JsonText;
  from: Day | null;
  until: Day | null;
  isConcurrent: boolean;
}

export interface EnvelopePosts {
  path: string;
  list: EnvelopePost[];
}

const MOST_POSTS = 200;

/** Reads the working history of a record; undefined when it says nothing of posts. */
export function readPosts(record: JsonFields, refuse: Refuse): EnvelopePosts | undefined {
  const section = record.object('TUYENDUNG_QT_CONGTAC');
  const list = section?.list('DS_QUATRINH_CONGTAC');
  // An empty list says nothing, as in the national receiver: only what is sent replaces what is kept.
  if (section === undefined || list === undefined || list.length === 0) return undefined;
  const path = section.at('DS_QUATRINH_CONGTAC');
  if (list.length > MOST_POSTS) refuse(path, String(list.length), 'too_many');
  return { path, list: list.slice(0, MOST_POSTS).map((entry) => readPost(entry, refuse)) };
}

function readPost(entry: JsonFields, refuse: Refuse): EnvelopePost {
  const text = (names: readonly [string, ...string[]]): JsonText =>
    entry.firstText(names) ?? { path: entry.at(names[0]), text: '' };
  const from = readDay(text(POST_FIELDS.from), refuse);
  const end = text(POST_FIELDS.until);
  const until = readDay(end, refuse);
  if (from !== null && until !== null && from > until) refuse(end.path, end.text, 'period_reversed');
  return {
    path: entry.path,
    unit: text(POST_FIELDS.unit),
    position: text(POST_FIELDS.position),
    from,
    until,
    isConcurrent: entry.flag(POST_FIELDS.concurrent),
  };
}

function readDay({ path, text }: JsonText, refuse: Refuse): Day | null {
  const parsed = text === '' ? { value: null } : parseDay(text);
  if ('value' in parsed) return parsed.value;
  refuse(path, text, parsed.code);
  return null;
}

/** A cell of the row that an envelope becomes. */
export type EnvelopeCell = JsonText & { column: StaffColumn };

/**
 * The cells of the posts that are in force or to come; what a history says of the past is not kept, as HR's files
 * say nothing of it either. Without a main post the one on record ends.
 * @param isHeld whether the directory has this very post as the person's main one
 */
export function postCells(
  { path, list }: EnvelopePosts,
  today: Day,
  isHeld: (post: EnvelopePost) => boolean,
  refuse: Refuse,
): EnvelopeCell[] {
  const wanted = list.filter((post) => !hasEnded(post, today));
  for (const { unit, position } of wanted) {
    for (const { path: at, text } of [unit, position]) if (text === '') refuse(at, '', 'required');
    // Both part the posts of one cell.
    if (/[|;]/.test(position.text)) refuse(position.path, position.text, 'invalid_text');
  }
  const main = mainOf(
    wanted.filter(({ isConcurrent }) => !isConcurrent),
    isHeld,
    refuse,
  );
  const concurrent = wanted
    .filter(({ isConcurrent }) => isConcurrent)
    .map(({ unit, position, from, until }) => [unit.text, position.text, from ?? '', until ?? ''].join('|'));
  const at = (name: string) => `${main?.path ?? path}.${name}`;
  return [
    { column: 'ma_don_vi', path: main?.unit.path ?? path, text: main?.unit.text ?? '' },
    { column: 'chuc_vu', path: main?.position.path ?? path, text: main?.position.text ?? '' },
    { column: 'kiem_nhiem', path, text: concurrent.join(';') },
    ...(main === undefined
      ? []
      : [
          { column: 'tu_ngay' as const, path: at(POST_FIELDS.from[0]), text: main.from ?? '' },
          { column: 'den_ngay' as const, path: at(POST_FIELDS.until[0]), text: main.until ?? '' },
        ]),
  ];
}

/**
 * A row holds one main post. A second one, to come, may follow only a first that the directory has already and
 * that ends the day before: the import then ends it there.
 */
function mainOf(
  mains: EnvelopePost[],
  isHeld: (post: EnvelopePost) => boolean,
  refuse: Refuse,
): EnvelopePost | undefined {
  const [first, second, third] = mains.toSorted((one, other) => compare(one.from ?? '', other.from ?? ''));
  if (second === undefined) return first;
  const follows =
    third === undefined && second.from !== null && first?.until === dayBefore(second.from) && isHeld(first);
  if (follows) return second;
  refuse((third ?? second).path, (third ?? second).position.text, 'second_main');
  return first;
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

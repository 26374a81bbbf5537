import { dayOf, startOfDay } from '../../domain/clock.ts';
import type { ExplainedRole } from '../../domain/roles/explain-roles.ts';
import { isHandover, type RolePath } from '../../domain/roles/role-paths.ts';
import { formatDay } from '../../messages/dates.ts';
import { handoverNote } from '../../messages/role-notes.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { RoleNames } from './role-names.ts';

/** Days before its end from which on a role is marked. */
const SOON_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** More units than a line has room for are counted. */
const UNITS_IN_A_LINE = 3;

type Kind = RolePath['via']['kind'];
const BY = {
  person: 'roles.byPerson',
  unit: 'roles.byUnit',
  position: 'roles.byPosition',
  category: 'roles.byCategory',
  mandate: 'roles.byMandate',
} as const satisfies Record<Kind, MessageKey>;
/** What ends a path that has no last day; mandates have one. */
const OPEN_END = {
  person: 'roles.openPerson',
  unit: 'roles.openUnit',
  position: 'roles.openPosition',
  category: 'roles.openCategory',
} as const satisfies Record<Exclude<Kind, 'mandate'>, MessageKey>;

/** Until when a role is held, in words. */
export interface UntilView {
  text: string;
  isSoon: boolean;
}

/** The units that a role (`CLIENT:CODE`) covers on some paths, by name; those beyond `most` are counted. */
export function extentOf(
  role: string,
  paths: readonly RolePath[],
  names: RoleNames,
  most = UNITS_IN_A_LINE,
): string {
  const { t, unitNamed } = names;
  const limits = paths.map(({ units }) => units);
  if (limits.includes(null))
    return t(names.role(role).extent === 'none' ? 'roles.extentNone' : 'roles.extentAll');
  const codes = [...new Set(limits.flatMap((units) => units ?? []))].sort();
  const listed = codes.slice(0, most).map(unitNamed).join(', ');
  const count = codes.length - most;
  const units = count > 0 ? t('roles.extentMore', { units: listed, count }) : listed;
  return paths.every((path) => isOwnUnit(path, names)) ? t('roles.extentOwn', { units }) : units;
}

/** Whether it is the person's own unit that limits a path, not one that the role grant names. */
function isOwnUnit({ roleGrantId, via }: RolePath, { roleGrant, roleById }: RoleNames): boolean {
  const { extentUnitId, roleId } = roleGrant(roleGrantId);
  return via.kind !== 'mandate' && extentUnitId === null && roleById(roleId).extent === 'own-unit';
}

/** By what a role is held: each kind of its paths once. */
export function comesFrom({ paths }: ExplainedRole, { t }: RoleNames): string {
  const keys = paths.map(({ via, composites }) => (composites ? 'roles.byComposite' : BY[via.kind]));
  return [...new Set(keys)].map((key) => t(key)).join(', ');
}

/** The last day of a role, or what ends it where none is known. */
export function untilOf({ until, paths }: ExplainedRole, { at, lang, t }: RoleNames): UntilView {
  if (until === null) {
    const ends = new Set(
      paths.flatMap(({ via, until: end }) =>
        end !== null || via.kind === 'mandate' ? [] : OPEN_END[via.kind],
      ),
    );
    const [only = 'roles.openEnd', ...others] = ends;
    return { text: t(others.length === 0 ? only : 'roles.openEnd'), isSoon: false };
  }
  const last = lastDayOf(until);
  const count = Math.round((startOfDay(dayOf(last)).getTime() - startOfDay(dayOf(at)).getTime()) / DAY_MS);
  const isSoon = count <= SOON_DAYS;
  if (paths.every(isHandover)) return { text: handoverNote(until, lang), isSoon };
  const day = formatDay(last, lang);
  return { text: isSoon ? t(leftKey(count), { day, count }) : day, isSoon };
}

function leftKey(count: number) {
  if (count <= 0) return 'roles.lastDay';
  return count === 1 ? 'roles.daysLeftOne' : 'roles.daysLeftMany';
}

/** What ends a path, as one sentence. */
export function endOf(path: RolePath, names: RoleNames): string {
  const { via, until, composites, roleGrantId } = path;
  const { t, lang, roleGrant } = names;
  const day = until === null ? '' : formatDay(lastDayOf(until), lang);
  if (isHandover(path)) return capital(t('roles.endsHandover', { day }));
  // Of a mandator all that matters is that the role is held.
  const category = via.kind === 'mandate' ? null : roleGrant(roleGrantId).category;
  const ends = [
    ...postEnds(via.kind, names),
    ...(category === null ? [] : [t('roles.endsCategory', { category: t(`roles.${category}`) })]),
    ...(composites === undefined ? [] : [t('roles.endsComposite')]),
    ...(until === null ? [] : [t('roles.endsDay', { day })]),
  ];
  if (ends.length === 0) return capital(t('roles.endsRevoked'));
  return capital(ends.reduce((one, other) => t('roles.or', { one, other })));
}

function postEnds(kind: Kind, { t }: RoleNames): string[] {
  switch (kind) {
    case 'person':
      return [];
    case 'unit':
      return [t('roles.endsUnit')];
    case 'position':
      return [t('roles.endsPosition')];
    case 'category':
      return [t('roles.endsPost')];
    case 'mandate':
      return [t('roles.endsMandate')];
  }
}

/** A moment on the last day of a period that ends before `until`. */
function lastDayOf(until: Date): Date {
  return new Date(until.getTime() - 1);
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

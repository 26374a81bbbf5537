import { startOfDay } from '../../domain/clock.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import type { PostOverTime } from '../../domain/directory/posts-over-time.ts';
import { type ReadableExtent, readableUnits } from '../../domain/directory/readable-extent.ts';
import { maskNumber } from '../../domain/directory/staff-refusal.ts';
import { UnitTree } from '../../domain/directory/unit-tree.ts';
import type { ListedPerson } from '../../domain/overview/people-overview.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import { listAddress } from './list-query.ts';
import { PEOPLE_PATH } from './people-question.ts';
import { personAddress } from './person-subject.ts';
import type { FileView, PersonView } from './person-view.ts';

/** The units above the main post of today, as far as they may be read. */
export function unitsAbove(
  { units }: PersonRecord,
  posts: readonly PostOverTime[],
  extent: ReadableExtent,
): PersonView['above'] {
  const [post] = posts;
  const unit = units.find(({ code }) => post?.when === 'now' && code === post.unitCode);
  if (unit === undefined) return [];
  return readableUnits(new UnitTree(units).path(unit.id), extent).map(({ code, name }) => ({
    name,
    url: listAddress(PEOPLE_PATH, { unit: code }),
  }));
}

/** What stands in the way of a sign-in, the most serious first; null when nothing does. Pure. */
export function warningOf(
  { state, isActivated, lockedUntil, closesAt }: NonNullable<ListedPerson['account']>,
  posts: readonly PostOverTime[],
  now: Date,
): PersonView['warning'] {
  const warned = (kind: Kind, at: { day?: Date | null; time?: Date | null } = {}) => ({
    title: `person.warning.${kind}` as const,
    text: `person.warning.${kind}Text` as const,
    day: at.day ?? null,
    time: at.time ?? null,
  });
  const coming = posts.find(({ when }) => when === 'coming')?.from ?? null;
  const last = posts.find(({ when }) => when === 'past')?.until ?? null;
  const dayOrNull = (day: string | null) => (day === null ? null : startOfDay(day));
  if (state === 'disabled') return warned('disabled');
  if (state === 'not_working') return warned('notWorking');
  if (state === 'expired') return warned('expired', { day: dayOrNull(last) });
  if (state === 'not_yet_active') return warned('notYetActive', { day: dayOrNull(coming) });
  if (lockedUntil !== null && lockedUntil > now) return warned('locked', { time: lockedUntil });
  if (!isActivated) return warned('inactivated');
  return closesAt === null ? null : warned('dormant', { day: closesAt });
}

type Kind = 'disabled' | 'notWorking' | 'expired' | 'notYetActive' | 'locked' | 'inactivated' | 'dormant';

/** The record as HR has it; of the citizen id the last digits, until somebody gives a reason. */
export function fileOf(
  { person }: PersonRecord,
  posts: readonly PostOverTime[],
  permissions: ReadonlySet<Permission>,
): FileView {
  const { id, citizenId, birthDate, gender, category } = person;
  const canReveal = citizenId !== null && permissions.has('directory:write');
  return {
    employeeNo: person.employeeNo,
    citizenId: citizenId === null ? null : maskNumber(citizenId),
    revealUrl: canReveal ? personAddress(id, 'citizen-id') : null,
    birthDate: birthDate === null ? null : startOfDay(birthDate),
    gender: gender === null ? null : `person.gender.${gender}`,
    phone: person.phone,
    category: category === null ? null : `person.category.${category}`,
    title: person.title,
    rankCode: person.rankCode,
    unitCode: posts[0]?.when === 'now' ? posts[0].unitCode : null,
    status: `people.hr.${person.status}`,
  };
}

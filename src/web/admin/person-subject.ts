import { type Day, dayOf } from '../../domain/clock.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { type PostOverTime, postsOverTime } from '../../domain/directory/posts-over-time.ts';
import type { ListedPerson } from '../../domain/overview/people-overview.ts';
import { titleOf } from '../client-title.ts';
import { initials } from '../template-words.ts';
import type { WebParts } from '../web-parts.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { PEOPLE_PATH } from './people-question.ts';
import type { PersonHead } from './person-view.ts';

export type PersonParts = Pick<
  WebParts,
  | 'accounts'
  | 'activations'
  | 'certificates'
  | 'clock'
  | 'factorResets'
  | 'pages'
  | 'passkeys'
  | 'peopleOverview'
  | 'reading'
  | 'roleRequests'
  | 'roles'
  | 'sessions'
  | 'staff'
  | 'stores'
  | 'viewings'
>;

/** Whom a page is about, with what its sections share. */
export interface Subject {
  record: PersonRecord;
  account: NonNullable<ListedPerson['account']>;
  isProtected: boolean;
  posts: PostOverTime[];
  openSessions: Awaited<ReturnType<WebParts['sessions']['listOpen']>>;
  /** Titles of systems by id. */
  titles: ReadonlyMap<string, string>;
  now: Date;
  today: Day;
}

export async function loadSubject(
  { stores, clock, peopleOverview, sessions, staff }: PersonParts,
  { lang }: ConsoleVisit,
  record: PersonRecord,
): Promise<Subject> {
  const now = clock.now();
  const today = dayOf(now);
  const { id } = record.person;
  return {
    record,
    account: await peopleOverview.accountOf(record),
    isProtected: (await staff.show(id)).isProtected,
    posts: postsOverTime(record, today),
    openSessions: await sessions.listOpen(id),
    titles: new Map((await stores.clients.list()).map((client) => [client.id, titleOf(client, lang)])),
    now,
    today,
  };
}

export function headOf({ person }: PersonRecord): PersonHead {
  const { id, fullName, email, employeeNo } = person;
  return { id, fullName, initials: initials(fullName), email, employeeNo };
}

/** The address of somebody's page, or of what is done there. */
export function personAddress(id: string, ...below: string[]): string {
  return [PEOPLE_PATH, id, ...below].join('/');
}

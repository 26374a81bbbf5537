import type { Actor } from '../audit/audit-event.ts';
import { personKey } from '../authentication/throttle.ts';
import { type Clock, type Day, dayOf } from '../clock.ts';
import { type Counted, countUpToMost } from '../counted.ts';
import { type AccountState, accountState, type Standing } from '../directory/account-state.ts';
import { sayPosition } from '../directory/acting-position.ts';
import { isInForce } from '../directory/appointment.ts';
import type { Person } from '../directory/person.ts';
import { type AccountFault, parseSearchText } from '../directory/person-search.ts';
import type { Position } from '../directory/position.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import { countStaff, PAGE_MAX, type StaffQuery, searchStaff } from '../directory/staff-search.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { AccountLocks, Glance } from './overview-store.ts';

/** What accounts a list can be narrowed to. */
export type AccountQuestion = AccountFault | 'dormant' | 'locked';

/** What an officer asks for in the console. */
export interface PeopleQuestion
  extends Pick<StaffQuery, 'text' | 'isMarked' | 'unit' | 'status' | 'limit' | 'cursor' | 'before'> {
  /** Code of a position. */
  position?: string | undefined;
  account?: AccountQuestion | undefined;
}

/** A person in a list, with what an officer looks for in it. */
export interface ListedPerson {
  person: Person;
  /** Null where whoever asks may read the name alone. */
  account: (Omit<Glance, 'personId'> & { state: AccountState }) | null;
  /** The main post of today, or another one that she holds. */
  post: { position: string; unit: string } | null;
}

export interface ListedPeople {
  people: ListedPerson[];
  /** On all pages; of words somewhat too many, because those of former units count. */
  total: Counted;
  /** Where the next page begins, or on the way back the one before; null at the end. */
  next: string | null;
}

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'overview' | 'settings' | 'audit'>;
  clock: Clock;
}

/** What is read once for all pages. */
interface Names {
  now: Date;
  today: Day;
  locks: AccountLocks;
  units: ReadonlyMap<string, string>;
  positions: ReadonlyMap<string, Position>;
}

export type PeopleOverview = ReturnType<typeof createPeopleOverview>;

/** People as the console lists them. */
export function createPeopleOverview({
  stores: { directory, overview, settings, audit },
  clock,
}: Dependencies) {
  async function readNames(): Promise<Names> {
    const now = clock.now();
    return {
      now,
      today: dayOf(now),
      locks: { keyOf: personKey, attempts: (await settings.load())['lock.attempts'] },
      units: new Map((await directory.listUnits()).map(({ id, name }) => [id, name])),
      positions: new Map((await directory.listPositions()).map((position) => [position.id, position])),
    };
  }

  async function staffQuery(
    { position: code, account, ...query }: PeopleQuestion,
    { positions, locks, now }: Names,
  ): Promise<StaffQuery> {
    const position = [...positions.values()].find((each) => each.code === code);
    if (code !== undefined && position === undefined)
      throw new DomainError('position_not_found', { position: code });
    const asked = { ...query, positionId: position?.id };
    if (account === 'dormant') return { ...asked, isDormant: true };
    if (account === 'locked') return { ...asked, among: await overview.listLocked(locks, now) };
    return { ...asked, account };
  }

  async function readPage(query: StaffQuery, extent: ReadableExtent, names: Names) {
    const { people, namesOnly, next } = await searchStaff(directory, query, names.today, extent);
    const ids = people.map(({ id }) => id).filter((id) => !namesOnly.has(id));
    const standings = new Map((await directory.listStandings(ids)).map((each) => [each.person.id, each]));
    const glances = new Map(
      (await overview.listGlances(ids, names.locks, names.now)).map((each) => [each.personId, each]),
    );
    const listed = people.map((person): ListedPerson => {
      const [standing, glance] = [standings.get(person.id), glances.get(person.id)];
      if (standing === undefined || glance === undefined) return { person, account: null, post: null };
      const held = standing.appointments.filter((each) => isInForce(each, names.today));
      const post = held.find(({ isMain }) => isMain) ?? held[0];
      const { personId: _, ...known } = glance;
      return {
        person,
        account: { state: accountState(standing, names.today), ...known },
        post: post === undefined ? null : postOf(post, names),
      };
    });
    return { people: listed, next };
  }

  /** Page after page, each read when it is asked for. */
  async function* pagesOf(query: StaffQuery, extent: ReadableExtent, names: Names) {
    let cursor: string | undefined;
    do {
      const { people, next } = await readPage({ ...query, limit: PAGE_MAX, cursor }, extent, names);
      yield people;
      cursor = next ?? undefined;
    } while (cursor !== undefined);
  }

  return {
    /** A page of people. @throws unit_not_found, position_not_found, bad_request */
    async list(question: PeopleQuestion, extent: ReadableExtent): Promise<ListedPeople> {
      const names = await readNames();
      const query = await staffQuery(question, names);
      const [page, total] = await Promise.all([
        readPage(query, extent, names),
        countUpToMost((most) => countStaff(directory, query, names.today, extent, most)),
      ]);
      return { ...page, total };
    },

    /** What a list would show of somebody's account. */
    async accountOf(standing: Standing): Promise<NonNullable<ListedPerson['account']>> {
      const { now, today, locks } = await readNames();
      const [glance] = await overview.listGlances([standing.person.id], locks, now);
      if (glance === undefined) throw new DomainError('person_not_found', { person: standing.person.id });
      const { personId: _, ...known } = glance;
      return { state: accountState(standing, today), ...known };
    },

    /**
     * Everybody whom a question finds, to be taken out of the house; the log says who took whom. Nobody of whom the
     * name alone may be read is among them.
     * @returns page after page: 100,000 people are never in memory together
     * @throws unit_not_found, position_not_found, bad_request
     */
    async takeOut(
      { limit: _, cursor: __, before: ___, ...question }: PeopleQuestion,
      extent: ReadableExtent,
      { format, actor }: { format: string; actor: Actor },
    ): Promise<AsyncIterable<ListedPerson[]>> {
      const names = await readNames();
      const query = await staffQuery(question, names);
      const bounds = extent === 'whole' ? extent : { ...extent, clientIds: [] };
      const people = await countStaff(directory, query, names.today, bounds);
      await audit.append({
        type: 'people.exported',
        at: names.now,
        actor,
        details: { format, people, ...toldOf(question) },
      });
      return pagesOf(query, bounds, names);
    },
  };
}

/** A question as the log tells it: a citizen id that was searched for is not repeated there. */
function toldOf({ text = '', ...filters }: PeopleQuestion): Record<string, string | boolean> {
  const told = parseSearchText(text).citizenId === null ? text : '•';
  const given = Object.entries({ ...filters, text: told }).filter(
    (entry): entry is [string, string | boolean] =>
      entry[1] !== undefined && entry[1] !== '' && entry[1] !== false,
  );
  return Object.fromEntries(given);
}

function postOf(
  { positionId, unitId, isActing }: { positionId: string; unitId: string; isActing: boolean },
  { positions, units }: Names,
): { position: string; unit: string } {
  return {
    position: sayPosition({ name: positions.get(positionId)?.name ?? '', isActing }),
    unit: units.get(unitId) ?? '',
  };
}

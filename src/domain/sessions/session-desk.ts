import type { Actor } from '../audit/audit-event.ts';
import type { Client } from '../clients/client.ts';
import { type Clock, dayOf } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { searchStaff } from '../directory/staff-search.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { endSession, endSessionsOf } from './session-service.ts';
import type { Session, SessionLimits, SessionPage } from './session-store.ts';

/** A session that counts, with whose it is and where it leads. */
export interface ListedSession {
  session: Session;
  person: Person;
  /** Relying parties that hold it. */
  clients: Client[];
}

export interface SessionList {
  sessions: ListedSession[];
  hasMore: boolean;
  total: number;
}

/** Who is looked for: a person by whatever people are searched by, or an address of the network. */
export interface SessionQuestion {
  text?: string | undefined;
  network?: string | undefined;
}

/** Who does it, and from where. */
export interface SessionActor {
  actor: Actor;
  network: string;
}

interface Dependencies {
  stores: Pick<Stores, 'sessions' | 'directory' | 'clients'>;
  transact: Transact;
  limits: SessionLimits;
  clock: Clock;
}

/** People that a word may stand for. */
const PEOPLE_MAX = 200;

export type SessionDesk = ReturnType<typeof createSessionDesk>;

/** Everybody's sessions for officers: who is signed in now, and an end to it. */
export function createSessionDesk({ stores, transact, limits, clock }: Dependencies) {
  const { sessions, directory, clients } = stores;

  /** Sessions begun and seen late enough to count. */
  function since() {
    const now = clock.now().getTime();
    return { signedInAfter: new Date(now - limits.absoluteMs), seenAfter: new Date(now - limits.idleMs) };
  }

  async function named(found: readonly Session[]): Promise<ListedSession[]> {
    const standings = await directory.listStandings([...new Set(found.map(({ personId }) => personId))]);
    const people = new Map(standings.map(({ person }) => [person.id, person]));
    const held = await sessions.listClientsOfSessions(found.map(({ uid }) => uid));
    const registered = new Map((await clients.list()).map((client) => [client.id, client]));
    return found.flatMap((session) => {
      const person = people.get(session.personId);
      const known = (held.get(session.uid) ?? []).flatMap((id) => registered.get(id) ?? []);
      return person === undefined ? [] : [{ session, person, clients: known }];
    });
  }

  async function peopleFor(text: string): Promise<string[]> {
    if (isRowId(text)) return [text];
    const found = await searchStaff(directory, { text, limit: PEOPLE_MAX }, dayOf(clock.now()));
    return found.people.map(({ id }) => id);
  }

  return {
    /** The sessions that count, the newest sign-in first. */
    async list({ text, network }: SessionQuestion, page: SessionPage): Promise<SessionList> {
      const personIds = text === undefined ? undefined : await peopleFor(text);
      const query = { ...since(), personIds, network };
      const found = await sessions.searchOpen(query, { ...page, limit: page.limit + 1 });
      const shown = found.slice(0, page.limit);
      if (page.order === 'oldest') shown.reverse();
      return {
        sessions: await named(shown),
        hasMore: found.length > page.limit,
        total: await sessions.countFound(query),
      };
    },

    /** The sessions of a person that count, the last used first. @throws not_found when there is no such person */
    async listOf(personId: string): Promise<{ person: Person; sessions: ListedSession[] }> {
      const person = isRowId(personId) ? await directory.findPerson(personId) : undefined;
      if (person === undefined) throw new DomainError('not_found');
      const { signedInAfter, seenAfter } = since();
      const open = (await sessions.listOpen(personId)).filter(
        (each) => each.signedInAt > signedInAfter && each.seenAt > seenAfter,
      );
      return { person, sessions: await named(open) };
    },

    /** Ends one session; its relying parties hear of it. False when it had ended before. */
    end: (uid: string, { actor, network }: SessionActor): Promise<boolean> =>
      transact(async (inside) => {
        const end = { reason: 'operator', actor, network, now: clock.now() } as const;
        return (await endSession(inside, uid, end)) !== undefined;
      }),

    /** Ends all sessions of a person, with what would lead to a new one; returns how many. */
    endAllOf: (personId: string, { actor, network }: SessionActor): Promise<number> =>
      transact((inside) =>
        endSessionsOf(inside, personId, { reason: 'operator', actor, network, now: clock.now() }),
      ),
  };
}

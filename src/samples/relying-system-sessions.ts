import { randomBytes } from 'node:crypto';
import { ShortMemory } from './relying-system-memory.ts';

const HOUR_MS = 3_600_000;

/** Who signed in, as the provider told it. */
export interface SignedInPerson {
  sub: string;
  name: string | null;
  email: string | null;
  employeeNo: string | null;
  unit: string | null;
  unitCode: string | null;
  position: string | null;
  roles: string[];
  /** Role code → codes of the units it is limited to. */
  roleUnits: Map<string, string[]>;
}

export interface LocalSession {
  person: SignedInPerson;
  /** The provider's session, as it names it in ID tokens and logout tokens. */
  sid: string | null;
  idToken: string;
  signedInAt: Date;
}

/** The sessions of one relying system, kept in memory for 10 hours. */
export class LocalSessions {
  readonly #sessions: ShortMemory<LocalSession>;
  readonly #endedSids: ShortMemory<true>;

  constructor(now: () => Date) {
    this.#sessions = new ShortMemory(now, { lifeMs: 10 * HOUR_MS, limit: 10_000 });
    this.#endedSids = new ShortMemory(now, { lifeMs: HOUR_MS, limit: 10_000 });
  }

  /** Starts a session and returns the random value of its cookie. */
  start(session: LocalSession): string {
    const id = randomBytes(32).toString('base64url');
    this.#sessions.set(id, session);
    return id;
  }

  find(id: string | undefined): LocalSession | undefined {
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#sessions.delete(id);
  }

  /** Ends what a logout token names: the sessions of its `sid`, or all of its `sub` when it has no `sid`. */
  endNamed({ sid, sub }: { sid: string | null; sub: string | null }): void {
    if (sid !== null) this.#endedSids.set(sid, true);
    this.#sessions.deleteWhere((session) =>
      sid === null ? session.person.sub === sub : session.sid === sid,
    );
  }

  /** Whether the provider ended this session already, perhaps while its code was being exchanged. */
  hasEnded(sid: string): boolean {
    return this.#endedSids.get(sid) === true;
  }
}

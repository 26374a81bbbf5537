import type { Actor } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Clock } from '../clock.ts';
import { getPerson } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { loadEffectiveRoles } from './role-lookup.ts';

/** What of a person was looked at. */
export const VIEWED_DATA = [
  'record',
  'roles',
  'sign-in',
  'devices',
  'passkeys',
  'certificates',
  /** The console's page about her: record, roles, ways to sign in. */
  'page',
  'citizen-id',
] as const;
export type ViewedData = (typeof VIEWED_DATA)[number];

/** One look at a person's data by somebody else. */
export interface Viewing {
  at: Date;
  actor: Actor;
  data: ViewedData;
  /** As the viewer gave it; null when none was asked for. */
  reason: string | null;
  /** Codes of the product's roles that the viewer held then. */
  roleCodes: string[];
  /** Through which client of the API; null for the tool and the console. */
  clientId: string | null;
}

/** The same viewer who looks at the same again within this time is noted once. */
const AGAIN_MS = 60 * 60_000;
/** How far back an earlier look is sought. */
const LOOKED_BACK = 20;
const LONGEST_REASON = 200;

interface Dependencies {
  stores: Pick<Stores, 'audit' | 'directory' | 'roles'>;
  clock: Clock;
}

export type ViewingService = ReturnType<typeof createViewingService>;

/**
 * Who looked at a person's data, so that she can see it (Decree 13/2023, article 9). What opens data about one person
 * calls `note` first: what cannot be noted is not shown.
 */
export function createViewingService({ stores, clock }: Dependencies) {
  async function list(personId: string, limit: number): Promise<Viewing[]> {
    const events = await stores.audit.listOfPerson(personId, ['person.viewed'], limit);
    return events.map(({ at, actor, clientId, details }) => ({
      at,
      actor,
      data: VIEWED_DATA.find((each) => each === details?.data) ?? 'record',
      reason: typeof details?.reason === 'string' ? details.reason : null,
      roleCodes: String(details?.roles ?? '')
        .split(' ')
        .filter((code) => code !== ''),
      clientId: clientId ?? null,
    }));
  }

  const service = {
    /**
     * Notes a look at somebody; nothing for one at oneself.
     * @param reference id, employee number or official e-mail
     * @throws person_not_found, person_ambiguous
     */
    async note(
      reference: string,
      { data, actor, clientId, reason }: Pick<Viewing, 'data' | 'actor' | 'clientId' | 'reason'>,
    ): Promise<void> {
      const { id: personId } = await getPerson(stores.directory, reference);
      if (actor.kind === 'person' && actor.id === personId) return;
      const at = clock.now();
      const why = reason === null ? null : readReason(reason);
      const isAgain = (former: Viewing) =>
        at.getTime() - former.at.getTime() < AGAIN_MS &&
        JSON.stringify([former.actor, former.data, former.reason, former.clientId]) ===
          JSON.stringify([actor, data, why, clientId]);
      if ((await list(personId, LOOKED_BACK)).some(isAgain)) return;
      const roles = (await rolesOf(actor, at)).join(' ');
      await stores.audit.append({
        type: 'person.viewed',
        at,
        actor,
        personId,
        clientId: clientId ?? undefined,
        details: { data, reason: why, roles },
      });
    },

    /**
     * The whole citizen id, for a reason that stands in the log before it is shown.
     * @returns null where HR has none
     * @throws person_not_found, person_ambiguous, reason_missing
     */
    async openCitizenId(
      reference: string,
      { actor, reason }: Pick<Viewing, 'actor'> & { reason: string },
    ): Promise<string | null> {
      if (readReason(reason) === null) throw new DomainError('reason_missing', { most: LONGEST_REASON });
      const { id, citizenId } = await getPerson(stores.directory, reference);
      if (citizenId !== null) await service.note(id, { data: 'citizen-id', actor, clientId: null, reason });
      return citizenId;
    },

    /** The newest first. */
    list,
  };
  return service;

  async function rolesOf(actor: Actor, at: Date): Promise<string[]> {
    const record = actor.kind === 'person' ? await stores.directory.findPersonRecord(actor.id) : undefined;
    if (record === undefined) return [];
    const held = await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at);
    return held.map(({ role }) => role.code);
  }
}

/** On one line, and without what could hide in it. */
function readReason(text: string): string | null {
  const reason = text.replace(/\p{C}/gu, ' ').trim().replace(/\s+/g, ' ');
  return [...reason].slice(0, LONGEST_REASON).join('') || null;
}

import { type Actor, type AuditEvent, actorLabel } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Clock, Ids } from '../clock.ts';
import { BREAK_GLASS_ID, BREAK_GLASS_PERSON } from '../directory/break-glass-account.ts';
import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import { detailsOf, roleGranted } from '../roles/grant-role.ts';
import { SYSTEM_ADMINISTRATOR } from '../roles/permissions.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import { type AdministratorNews, tellAdministrators } from './administrator-letters.ts';
import type { CompletedMethod } from './assurance.ts';
import { type BreakGlassSeal, HALF_LIFE_MS, halfHash, newHalf, opens } from './break-glass.ts';
import { officersDesk } from './factor-change.ts';
import type { RequestOrigin } from './request-origin.ts';
import { ALARM_RULE, BREAK_GLASS_ALARM, NETWORK_RULE, networkKey } from './throttle.ts';

const MINUTE_MS = 60_000;
const SYSTEM: Actor = { kind: 'system' };
const ITSELF: Actor = { kind: 'person', id: BREAK_GLASS_ID };

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Ids;
  issuer: string;
}

/** What whoever watches the server is told at once, beside the letters. */
export interface BreakGlassAlarm {
  alarm: 'used' | 'refused';
  network: string;
  supportCode: string;
}

/** How the emergency account stands; never what opens it. */
export interface BreakGlassStatus {
  sealed: BreakGlassSeal | undefined;
  /** A first half that waits for the second officer. */
  half: (BreakGlassSeal & { expiresAt: Date }) | undefined;
  lastUse: BreakGlassSeal | undefined;
  isInUse: boolean;
}

export type BreakGlass = ReturnType<typeof createBreakGlass>;

/**
 * The emergency account (domain.md section 5). While it is sealed it is closed and holds no role. Two officers draw a
 * half each, so that nobody ever sees the whole. Whoever brings both opens it once, as a system administrator for
 * `break_glass.minutes`; then it is closed, and has to be sealed anew. Nothing but the database has to work for that, and
 * no wrong guess shuts it. Every use and every attempt raises an alarm.
 */
export function createBreakGlass({ stores, transact, clock, ids, issuer }: Dependencies) {
  const listeners: ((alarm: BreakGlassAlarm) => void)[] = [];
  type Origin = Pick<RequestOrigin, 'address' | 'supportCode'>;

  const tell = (inside: Stores, news: AdministratorNews, at: Date, origin: Origin) =>
    tellAdministrators(inside, news, { person: BREAK_GLASS_PERSON, at, origin, issuer });

  function raise(alarm: BreakGlassAlarm['alarm'], { address, supportCode }: Origin): void {
    for (const listener of listeners) listener({ alarm, network: address, supportCode });
  }

  /** Closes the account again, with all that was open by it. */
  async function end(inside: Stores, { id }: BreakGlassSeal, at: Date, actor = SYSTEM): Promise<boolean> {
    if (!(await inside.breakGlass.end(id))) return false;
    await inside.breakGlass.closeAccount(at);
    await endSessionsOf(inside, BREAK_GLASS_ID, { reason: 'expired', actor, now: at });
    await inside.audit.append({ type: 'break_glass.ended', at, actor, personId: BREAK_GLASS_ID });
    return true;
  }

  /** Opens the account by a seal; false when somebody else did first. */
  async function open(inside: Stores, seal: BreakGlassSeal, at: Date, origin: RequestOrigin) {
    await inside.breakGlass.lock();
    const minutes = (await inside.settings.load())['break_glass.minutes'];
    const endsAt = new Date(at.getTime() + minutes * MINUTE_MS);
    const use = { usedAt: at, usedFrom: origin.address, endsAt };
    const former = await inside.breakGlass.find('used');
    if (!(await inside.breakGlass.use(seal.id, use))) return false;
    if (former !== undefined) await end(inside, former, at);
    await inside.breakGlass.openAccount();
    const facts = { until: endsAt.toISOString(), sealed_by: seal.firstBy, sealed_with: seal.secondBy };
    await inside.audit.append(eventOf('break_glass.used', ITSELF, at, origin, facts));
    await empower(inside, at, endsAt);
    await tell(inside, 'break_glass_used', at, origin);
    return true;
  }

  /** The one role grant that it ever has, for as long as it is open; past every check, which could be what has failed. */
  async function empower(inside: Stores, at: Date, until: Date): Promise<void> {
    const role = await inside.roles.findRole(OWN_CLIENT_ID, SYSTEM_ADMINISTRATOR);
    if (role === undefined) throw new DomainError('role_not_found', { role: SYSTEM_ADMINISTRATOR });
    const nobodyElse = { unitId: null, includesSubtree: false, positionId: null, category: null };
    const asUsual = { decision: null, decisionSha256: null, revokedAt: null, revokedBy: null };
    const roleGrant: RoleGrant = {
      id: ids.uuid(),
      roleId: role.id,
      personId: BREAK_GLASS_ID,
      ...nobodyElse,
      extentUnitId: null,
      from: at,
      until,
      ...asUsual,
      reason: 'break-glass',
      grantedBy: actorLabel(SYSTEM),
      createdAt: at,
    };
    await inside.roles.addRoleGrant(roleGrant);
    const details = detailsOf(roleGrant, { clientId: OWN_CLIENT_ID, code: role.code, to: {} });
    await inside.audit.append(roleGranted({ role, roleGrant, details }, { actor: SYSTEM, at }));
  }

  /** @throws network_paused, sign_in_refused, always one of them */
  async function refuse(at: Date, origin: RequestOrigin): Promise<never> {
    if (!(await stores.throttle.reserve(networkKey(origin.networkPrefix), NETWORK_RULE, at)))
      throw new DomainError('network_paused');
    await transact(async (inside) => {
      await inside.audit.append(eventOf('break_glass.refused', SYSTEM, at, origin, {}));
      // By its support code the help desk finds it, as any other.
      const failed = { cause: 'break_glass', method: 'break-glass' };
      await inside.audit.append(eventOf('sign_in.refused', SYSTEM, at, origin, failed));
      // A flood of guesses must not become a flood of letters.
      if (await inside.throttle.reserve(BREAK_GLASS_ALARM, ALARM_RULE, at))
        await tell(inside, 'break_glass_refused', at, origin);
    });
    raise('refused', origin);
    throw new DomainError('sign_in_refused');
  }

  return {
    /** Who hears of every use and attempt, after it was written down. */
    onAlarm(listener: (alarm: BreakGlassAlarm) => void): void {
      listeners.push(listener);
    },

    /**
     * An officer draws a half, which is shown this once. The second one, drawn by somebody else within a day, seals the
     * account; what was sealed before is void. Whoever draws again before that has another first half.
     * @throws approver_not_person unless an operator asks
     */
    async seal(actor: Actor): Promise<{ half: string; isSealed: boolean }> {
      if (actor.kind !== 'operator') throw new DomainError('approver_not_person');
      const at = clock.now();
      const half = newHalf(ids);
      const by = actorLabel(actor);
      return transact(async (inside) => {
        await inside.breakGlass.lock();
        const waiting = await inside.breakGlass.find('half');
        const isOpen = waiting !== undefined && expiryOf(waiting) > at && waiting.firstBy !== by;
        const second = { secondHash: halfHash(half), secondBy: by, sealedAt: at };
        if (isOpen && (await inside.breakGlass.complete(waiting.id, second))) {
          const facts = { sealed_by: waiting.firstBy, sealed_with: by };
          await inside.audit.append({ type: 'break_glass.sealed', at, actor, details: facts });
          await tell(inside, 'break_glass_sealed', at, officersDesk(ids));
          return { half, isSealed: true };
        }
        await inside.breakGlass.begin({
          ...EMPTY,
          id: ids.uuid(),
          firstHash: halfHash(half),
          firstBy: by,
          firstAt: at,
        });
        await inside.audit.append({ type: 'break_glass.half_drawn', at, actor });
        return { half, isSealed: false };
      });
    },

    /**
     * Opens the account by both halves, typed one after the other in either order. What is right passes whatever was
     * guessed before; what is wrong counts against the network alone.
     * @throws sign_in_refused, network_paused
     */
    async use(typed: string, origin: RequestOrigin): Promise<{ person: Person; method: CompletedMethod }> {
      const at = clock.now();
      const seal = await stores.breakGlass.find('sealed');
      const isOpened =
        seal !== undefined &&
        opens(seal, typed) &&
        (await transact((inside) => open(inside, seal, at, origin)));
      if (!isOpened) return refuse(at, origin);
      raise('used', origin);
      return { person: { ...BREAK_GLASS_PERSON, disabledAt: null }, method: { method: 'break-glass', at } };
    },

    async status(): Promise<BreakGlassStatus> {
      const now = clock.now();
      const half = await stores.breakGlass.find('half');
      const lastUse = await stores.breakGlass.findLastUse();
      const expiresAt = half && expiryOf(half);
      return {
        sealed: await stores.breakGlass.find('sealed'),
        half: half && expiresAt && expiresAt > now ? { ...half, expiresAt } : undefined,
        lastUse,
        isInUse: lastUse?.state === 'used',
      };
    },

    /** Ends a use at once, and voids what was drawn or sealed: for officers to whom an alarm makes no sense. */
    async revoke(actor: Actor): Promise<void> {
      const at = clock.now();
      await transact(async (inside) => {
        await inside.breakGlass.lock();
        const used = await inside.breakGlass.find('used');
        if (used !== undefined) await end(inside, used, at, actor);
        await inside.breakGlass.discard();
        await inside.audit.append({ type: 'break_glass.revoked', at, actor });
      });
    },

    /** Ends a use whose time is over; any number of nodes may sweep. */
    async sweep(): Promise<void> {
      const now = clock.now();
      const used = await stores.breakGlass.find('used');
      if (used === undefined || used.endsAt === null || used.endsAt > now) return;
      await transact(async (inside) => {
        await inside.breakGlass.lock();
        await end(inside, used, now);
      });
    },
  };
}

const EMPTY = {
  state: 'half',
  secondHash: null,
  secondBy: null,
  sealedAt: null,
  usedAt: null,
  usedFrom: null,
  endsAt: null,
} as const;

function expiryOf({ firstAt }: BreakGlassSeal): Date {
  return new Date(firstAt.getTime() + HALF_LIFE_MS);
}

function eventOf(
  type: AuditEvent['type'],
  actor: Actor,
  at: Date,
  { address, supportCode, userAgent }: RequestOrigin,
  facts: AuditEvent['details'],
): AuditEvent {
  const details = { user_agent: userAgent, ...facts };
  return { type, at, actor, personId: BREAK_GLASS_ID, network: address, supportCode, details };
}

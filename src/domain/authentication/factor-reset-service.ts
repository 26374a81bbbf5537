import { type Actor, type AuditType, actorLabel } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Clock, Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { getPersonRecord, isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { permissionsOf, SYSTEM_ADMINISTRATOR } from '../roles/permissions.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import { isOperator } from '../roles/role-rights.ts';
import type { Stores, Transact } from '../transact.ts';
import { isAdministrator } from './administrator.ts';
import { tellAdministrators } from './administrator-letters.ts';
import { noticeOfChange } from './credential-notice.ts';
import { eventOf, type FactorChange, officersDesk } from './factor-change.ts';
import {
  type FactorReset,
  RESET_WAITING_MS,
  type ResetAct,
  type ResetActor,
  type ResetDecision,
  type ResetEvidence,
  readEvidence,
  refusalOfReset,
  resetStateAt,
} from './factor-reset.ts';
import { takeFactors } from './take-factors.ts';

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Ids;
  issuer: string;
}

/** A reset with the name of the person concerned. */
export interface NamedReset extends FactorReset {
  personName: string;
}

/** What became of asking for a reset or approving one. `sessions`: how many ended, 0 while it waits. */
export interface ResetOutcome {
  reset: NamedReset;
  sessions: number;
}

export type FactorResetService = ReturnType<typeof createFactorResetService>;

/**
 * Lost second factors, by the help desk: with a recorded check of who asks, and of a privileged account with a second
 * person's approval (domain.md section 5). Whom policy demands a factor of then enrols one in the next sign-in.
 */
export function createFactorResetService({ stores, transact, clock, ids, issuer }: Dependencies) {
  async function refuse(inside: Stores, actor: Actor, act: ResetAct, at: Date): Promise<void> {
    const refusal = refusalOfReset(await resetActorOf(inside, actor, at), act);
    if (refusal !== undefined) throw new DomainError(refusal);
  }

  /** What every step of a reset does: its event, told with the evidence. */
  async function note(inside: Stores, type: AuditType, change: FactorChange, reset: FactorReset) {
    await inside.audit.append({ ...eventOf(change), type, details: evidenceOf(reset) });
  }

  /** The open reset of an id, and whose it is. @throws factor_reset_not_found, factor_reset_not_waiting */
  async function findOpen(inside: Stores, id: string, at: Date) {
    const reset = isRowId(id) ? await inside.factorResets.find(id) : undefined;
    const person = reset && (await inside.directory.findPerson(reset.personId));
    if (reset === undefined || person === undefined)
      throw new DomainError('factor_reset_not_found', { reset: id });
    const state = resetStateAt(reset, at);
    if (state !== 'waiting') throw new DomainError('factor_reset_not_waiting', { reset: id, state });
    return { reset, person };
  }

  /** Ends what waits; whoever comes second finds it ended. */
  async function decide(
    id: string,
    actor: Actor,
    { kind, state }: { kind: 'approve' | 'reject'; state: ResetDecision['state'] },
  ): Promise<ResetOutcome> {
    const at = clock.now();
    return transact(async (inside) => {
      const { reset, person } = await findOpen(inside, id, at);
      await refuse(inside, actor, { kind, reset }, at);
      const decision: ResetDecision = { state, decidedAt: at, decidedBy: actorLabel(actor) };
      if (!(await inside.factorResets.decide(reset.id, decision)))
        throw new DomainError('factor_reset_not_waiting', { reset: id });
      const change: FactorChange = { person, actor, at, origin: officersDesk(ids) };
      const isDone = state === 'done';
      await note(inside, isDone ? 'factor_reset.approved' : 'factor_reset.rejected', change, reset);
      const sessions = isDone ? await takeFactors(inside, change, evidenceOf(reset)) : 0;
      return { reset: named({ ...reset, ...decision }, person), sessions };
    });
  }

  return {
    /**
     * Takes every second factor of a person away; of a privileged account only once somebody else approved, who is
     * told by mail, as the person herself is.
     * @param reference employee number, official e-mail or id
     * @throws person_not_found, factor_reset_invalid, factor_reset_waits when one is open for the person, and what
     *   `refusalOfReset` names
     */
    async ask(reference: string, evidence: ResetEvidence, actor: Actor): Promise<ResetOutcome> {
      const at = clock.now();
      const onRecord = readEvidence(evidence);
      if (onRecord === undefined) throw new DomainError('factor_reset_invalid');
      return transact(async (inside) => {
        const record = await getPersonRecord(inside.directory, reference);
        const { person } = record;
        await refuse(inside, actor, { kind: 'ask', personId: person.id }, at);
        const waits = await isAdministrator(inside, record, at);
        const reset: FactorReset = {
          id: ids.uuid(),
          personId: person.id,
          ...onRecord,
          state: waits ? 'waiting' : 'done',
          askedAt: at,
          askedBy: actorLabel(actor),
          expiresAt: new Date(at.getTime() + RESET_WAITING_MS),
          decidedAt: waits ? null : at,
          decidedBy: waits ? null : actorLabel(actor),
        };
        if (!(await inside.factorResets.add(reset)))
          throw new DomainError('factor_reset_waits', { person: reference });
        const change: FactorChange = { person, actor, at, origin: officersDesk(ids) };
        if (!waits) {
          const sessions = await takeFactors(inside, change, evidenceOf(reset));
          return { reset: named(reset, person), sessions };
        }
        await note(inside, 'factor_reset.asked', change, reset);
        await noticeOfChange(inside, person, 'reset_asked', change);
        await tellAdministrators(inside, 'factor_reset_waiting', { ...change, issuer });
        return { reset: named(reset, person), sessions: 0 };
      });
    },

    /** Resets that wait for a second person, the newest first. */
    async listWaiting(): Promise<NamedReset[]> {
      const open = await stores.factorResets.listOpen(clock.now());
      const people = await Promise.all(open.map(({ personId }) => stores.directory.findPerson(personId)));
      return open.flatMap((reset, index) => {
        const person = people[index];
        return person === undefined ? [] : [named(reset, person)];
      });
    },

    /** @throws factor_reset_not_found, factor_reset_not_waiting, and what `refusalOfReset` names */
    approve: (id: string, actor: Actor) => decide(id, actor, { kind: 'approve', state: 'done' }),

    /** @throws factor_reset_not_found, factor_reset_not_waiting, and what `refusalOfReset` names */
    reject: (id: string, actor: Actor) => decide(id, actor, { kind: 'reject', state: 'rejected' }),
  };
}

/** What an actor may do by the roles of this moment; a person whose account is not open may nothing. */
async function resetActorOf(inside: Stores, actor: Actor, at: Date): Promise<ResetActor> {
  if (isOperator(actor)) return { actor, mayAsk: true, isAdministrator: true };
  const record = actor.kind === 'person' ? await inside.directory.findPersonRecord(actor.id) : undefined;
  const held = record === undefined ? [] : await loadEffectiveRoles(inside, record, OWN_CLIENT_ID, at);
  const codes = held.map(({ role }) => role.code);
  return {
    actor,
    mayAsk: permissionsOf(codes).has('sessions:write'),
    isAdministrator: codes.includes(SYSTEM_ADMINISTRATOR),
  };
}

function evidenceOf({ id, checked, reference, reason, askedBy }: FactorReset) {
  return { reset: id, checked, reference, reason, asked_by: askedBy };
}

function named(reset: FactorReset, { fullName }: Pick<Person, 'fullName'>): NamedReset {
  return { ...reset, personName: fullName };
}

import type { Actor } from '../audit/audit-event.ts';
import type { Clock } from '../clock.ts';
import type { Stores } from '../transact.ts';
import type { DirectoryChange, DirectoryStore } from './directory-store.ts';
import { type EnvelopeMessage, type ParsedEnvelopes, parseEnvelopes } from './national-envelope.ts';
import { planEnvelopes } from './national-envelope-plan.ts';
import { type Envelope, viewEnvelope } from './national-envelope-view.ts';
import type { PersonRecord } from './person-record.ts';
import type { StaffPlan } from './staff-plan.ts';
import type { ChangeOptions, PlanSource, StaffPlanService, StaffPreview } from './staff-plan-service.ts';
import { type Refusal, refusalAt } from './staff-refusal.ts';
import { parseUnitCode, unitCodeKey } from './unit-code.ts';

/** What an envelope is answered with: the records that it asked to see, or the plan of what it changes. */
export type EnvelopeAnswer = { kind: 'records'; records: Envelope[] } | { kind: 'plan'; plan: StaffPreview };

export interface EnvelopeOptions extends ChangeOptions {
  /** What reports call the message. */
  file: string;
}

export type EnvelopeService = ReturnType<typeof createEnvelopeService>;

interface Dependencies {
  stores: Pick<Stores, 'directory'>;
  staffPlans: Pick<StaffPlanService, 'change'>;
  clock: Clock;
}

/** The national database's envelopes as a source of staff. */
export function createEnvelopeService({ stores, staffPlans, clock }: Dependencies) {
  return {
    /**
     * Shows the records that VIEW asks for, or plans ADD, EDIT and DEL together and, unless it is a dry run, applies
     * them in one transaction: all or nothing. The same message under the same `Transaction_ID` is answered as the
     * first time and changes nothing.
     * @param message a parsed JSON value
     * @returns a plan with refusals when anything is refused, of a VIEW too
     * @throws removal_guard, plan_stale; the plan tells a dry run the first
     */
    async receive(
      message: unknown,
      { file, ...options }: EnvelopeOptions,
      actor: Actor,
    ): Promise<EnvelopeAnswer> {
      const parsed = parseEnvelopes(message, file);
      const isView = parsed.refused.length === 0 && parsed.messages.every(({ action }) => action === 'VIEW');
      const seen = isView
        ? await view(stores.directory, parsed.messages, file)
        : { records: [], refused: [] };
      if (isView && seen.refused.length === 0) return { kind: 'records', records: seen.records };
      const wanted = isView ? { messages: [], refused: seen.refused } : parsed;
      const source = envelopeSource(wanted, { file, isDryRun: options.isDryRun, clock });
      return { kind: 'plan', plan: await staffPlans.change(source, options, actor) };
    },
  };
}

async function view(
  directory: Pick<DirectoryStore, 'findPersonByLogin' | 'findPersonRecord'>,
  messages: readonly EnvelopeMessage[],
  file: string,
): Promise<{ records: Envelope[]; refused: Refusal[] }> {
  const records: Envelope[] = [];
  const refused: Refusal[] = [];
  for (const { line, key, transactionId } of messages) {
    const person = await directory.findPersonByLogin(key.employeeNo);
    const record = person && (await directory.findPersonRecord(person.id));
    const fault =
      record === undefined ? 'unknown_person' : isElsewhere(record, key.unitCode) && 'key_mismatch';
    if (fault) refused.push(refusalAt({ file, line, columns: new Map() }, key.path, key.employeeNo, fault));
    else if (record) records.push(viewEnvelope(record, key, transactionId));
  }
  return { records, refused };
}

/** Whether none of a person's posts is in a unit or below it; the record holds all units up to the top. */
function isElsewhere({ units }: PersonRecord, code: string | null): boolean {
  const key = code === null ? undefined : unitCodeKey(parseUnitCode(code) ?? code);
  return key !== undefined && units.length > 0 && !units.some((unit) => unitCodeKey(unit.code) === key);
}

interface SourceOptions {
  file: string;
  isDryRun: boolean;
  clock: Clock;
}

function envelopeSource(parsed: ParsedEnvelopes, { file, isDryRun, clock }: SourceOptions): PlanSource {
  const ids = [...new Set(parsed.messages.map(({ transactionId }) => transactionId))];
  return {
    kind: 'import',
    isPartial: true,
    facts: { transaction: ids[0] ?? '', envelopes: parsed.messages.length },
    // Under the directory's lock: of two messages with one id, the second sees the first.
    async plan(directory, options, { staffMessages }) {
      const contents = contentsOf(parsed.messages);
      const received = parsed.refused.length > 0 ? [] : await staffMessages.find(ids, contents);
      if (received.length > 0 && received.length === ids.length && received.every(({ isSame }) => isSame)) {
        return answered(received.find(({ answer }) => answer !== null)?.answer ?? '');
      }
      const known = new Set(received.map(({ transactionId }) => transactionId));
      const reused = parsed.messages.filter(({ transactionId }) => known.has(transactionId));
      const refused = [...parsed.refused, ...reused.map((message) => reusedAt(message, file))];
      const plan = planEnvelopes(directory, { ...parsed, refused }, file, options);
      if (!isDryRun && plan.refused.length === 0)
        await staffMessages.add(ids, contents, answerText(plan), clock.now());
      return plan;
    },
  };
}

function reusedAt({ line, transactionId, transactionPath }: EnvelopeMessage, file: string): Refusal {
  return refusalAt({ file, line, columns: new Map() }, transactionPath, transactionId, 'transaction_reused');
}

/** All that is read of a message; the order of its fields does not count. */
function contentsOf(messages: readonly EnvelopeMessage[]): string {
  return JSON.stringify(
    messages.map(({ action, transactionId, key: { unitCode, employeeNo }, cells, posts }) => [
      [action, transactionId, unitCode, employeeNo],
      cells.map(({ column, text }) => [column, text]),
      posts?.list.map(({ unit, position, from, until, isConcurrent }) => [
        unit.text,
        position.text,
        from,
        until,
        isConcurrent,
      ]),
    ]),
  );
}

const NOTHING: DirectoryChange = {
  savedUnits: [],
  savedPositions: [],
  savedPeople: [],
  savedAppointments: [],
  savedMailboxes: [],
  removedAppointmentIds: [],
  removedMailboxIds: [],
};

function answerText({ change: _, ...answer }: StaffPlan): string {
  return JSON.stringify(answer);
}

/** The plan as it was told the first time, with nothing left to do. */
function answered(answer: string): StaffPlan {
  return { ...(JSON.parse(answer) as Omit<StaffPlan, 'change'>), change: NOTHING };
}

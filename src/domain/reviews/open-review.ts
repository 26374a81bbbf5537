import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { type Day, dayOf, daysAfter, endOfDay } from '../clock.ts';
import { getPerson } from '../directory/person-lookup.ts';
import { getUnit } from '../directory/unit-lookup.ts';
import { DomainError } from '../errors.ts';
import { parsePeriod } from '../roles/parse-period.ts';
import type { Settings } from '../settings/settings.ts';
import type { Stores } from '../transact.ts';
import { assignReviewers, isByRule } from './assign-reviewers.ts';
import { OVERDUE_RULES, type OverdueRule, type Review, type ReviewScope } from './review.ts';
import { type SignalPolicy, signalsOf } from './review-signals.ts';
import { requireAdministrator } from './reviewers.ts';

/** A review as an officer asks for it. */
export interface OpenReview {
  name: string;
  /** Code of the unit, or id of the relying party: one of both. */
  unit?: string | undefined;
  client?: string | undefined;
  /** Last day on which to decide; else by the setting. */
  due?: string | undefined;
  /** `escalate` when absent. */
  overdue?: string | undefined;
  /** By official e-mail, employee number or id; none: item by item whom the rule names. */
  reviewers?: readonly string[] | undefined;
}

/** More than people can go over; what is larger is reviewed unit by unit. */
const ITEMS_MOST = 20_000;
const BATCH = 1000;
const NAME_LIMIT = 200;
const REVIEWERS_MOST = 50;

/**
 * Opens a review with every role grant in force in its scope, frozen with its facts and signals; the caller brings
 * the transaction. Throws `permission_denied`, `review_invalid` {field}, `review_too_large` {limit},
 * `unit_not_found`, `client_not_found`, `person_not_found`, `period_invalid`.
 */
export async function openReview(
  stores: Stores,
  context: { actor: Actor; at: Date; id: string },
  input: OpenReview,
): Promise<Review> {
  const { actor, at } = context;
  const { review, items } = await writeReview(stores, context, input);
  await stores.audit.append({
    type: 'review.opened',
    at,
    actor,
    clientId: review.clientId ?? undefined,
    details: { review: review.id, name: review.name, scope: review.scopeCode, due: review.dueOn, items },
  });
  return review;
}

/**
 * Writes a review down without a word of it in the audit log: for whoever opens it, or takes it back again. Throws as
 * `openReview`.
 */
export async function writeReview(
  stores: Stores,
  context: { actor: Actor; at: Date; id: string },
  input: OpenReview,
): Promise<{ review: Review; items: number }> {
  await requireAdministrator(stores, context);
  const review = await draft(stores, context, input);
  await stores.reviews.add(review);
  const items = await stores.reviews.snapshot(review, ITEMS_MOST + 1);
  if (items > ITEMS_MOST) throw new DomainError('review_too_large', { limit: ITEMS_MOST });
  await findSignals(stores, review);
  if (isByRule(review)) await assignReviewers(stores, review, context.at);
  return { review, items };
}

async function draft(
  stores: Stores,
  { actor, at, id }: { actor: Actor; at: Date; id: string },
  input: OpenReview,
): Promise<Review> {
  const settings = await stores.settings.load();
  const { scope, ...named } = await resolveScope(stores, input);
  const lastClosed = await stores.reviews.findLastClosed(scope);
  return {
    id,
    name: readName(input.name),
    unitId: scope.kind === 'unit' ? scope.unitId : null,
    clientId: scope.kind === 'client' ? scope.clientId : null,
    ...named,
    reviewerIds: await resolveReviewers(stores, input.reviewers ?? []),
    overdueRule: readOverdueRule(input.overdue ?? 'escalate'),
    changedSince: lastClosed ?? daysAfter(at, -settings['review.interval_days']),
    unusedDays: settings['review.unused_days'],
    openedAt: at,
    openedBy: actorLabel(actor),
    dueOn: readDue(input.due, at, settings),
    overdueAt: null,
    closedAt: null,
    closedBy: null,
    recordSha256: null,
  };
}

/** By bounded batches: a system may have tens of thousands of role grants. */
async function findSignals({ reviews }: Stores, review: Review): Promise<void> {
  const policy: SignalPolicy = {
    now: review.openedAt,
    changedSince: review.changedSince,
    unusedDays: review.unusedDays,
    usageKnownSince: (await reviews.findUsageStart()) ?? null,
  };
  for (let after = 0; ; after += BATCH) {
    const facts = await reviews.listFacts(review, after, BATCH);
    if (facts.length === 0) break;
    const findings = facts.map((each) => {
      const { number, lastUsedAt, peers, peersWithRole } = each;
      return { number, lastUsedAt, peers, peersWithRole, signals: signalsOf(each, policy) };
    });
    await reviews.saveFindings(review.id, findings);
  }
  await reviews.putFirst(review.id, 'changed');
}

async function resolveScope(
  { directory, clients }: Stores,
  { unit: code, client: clientId }: OpenReview,
): Promise<{ scope: ReviewScope; scopeCode: string; scopeName: string }> {
  if ((code === undefined) === (clientId === undefined))
    throw new DomainError('review_invalid', { field: 'scope' });
  if (code !== undefined) {
    const unit = getUnit(await directory.listUnits(), code);
    return { scope: { kind: 'unit', unitId: unit.id }, scopeCode: unit.code, scopeName: unit.name };
  }
  const client = await clients.find(clientId ?? '');
  if (client === undefined) throw new DomainError('client_not_found', { client: clientId ?? '' });
  const { id, metadata } = client;
  return { scope: { kind: 'client', clientId: id }, scopeCode: id, scopeName: metadata.client_name };
}

async function resolveReviewers({ directory }: Stores, named: readonly string[]): Promise<string[]> {
  if (named.length > REVIEWERS_MOST) throw new DomainError('review_invalid', { field: 'reviewers' });
  const ids = new Set<string>();
  for (const each of named) ids.add((await getPerson(directory, each)).id);
  return [...ids];
}

function readName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (name === '' || name.length > NAME_LIMIT || /\p{Cc}/u.test(name))
    throw new DomainError('review_invalid', { field: 'name' });
  return name;
}

function readOverdueRule(text: string): OverdueRule {
  const rule = OVERDUE_RULES.find((known) => known === text);
  if (rule === undefined) throw new DomainError('review_invalid', { field: 'overdue', value: text });
  return rule;
}

function readDue(text: string | undefined, at: Date, settings: Settings): Day {
  if (text === undefined) return dayOf(daysAfter(at, settings['review.decide_days']));
  const { until } = parsePeriod(undefined, text);
  // A day's period ends with the first instant after it.
  const day = until === null ? '' : dayOf(new Date(until.getTime() - 1));
  if (day === '' || endOfDay(day) <= at)
    throw new DomainError('review_invalid', { field: 'due', value: text });
  return day;
}

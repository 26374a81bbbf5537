import type { PersonRecord } from '../directory/person-record.ts';
import type { Role } from '../roles/role.ts';
import type { Stores } from '../transact.ts';
import { listApprovers, requesterOf } from './approvers.ts';
import { type RoleRequest, waitingStep } from './role-request.ts';

/** Where requests are answered. */
export const REQUESTS_PATH = '/requests';

export interface RequestLetter {
  request: RoleRequest;
  role: Role;
  /** The requester. */
  record: PersonRecord;
  issuer: string;
  now: Date;
}

/** Queues a letter to everybody who may decide on the step that waits. */
export async function askApprovers(inside: Stores, letter: RequestLetter): Promise<void> {
  const { request, role, record, now } = letter;
  const step = waitingStep(request);
  if (step === undefined) return;
  const { approvers } = await listApprovers(inside, {
    step,
    role,
    requester: requesterOf(record, now),
    at: now,
  });
  const facts = {
    ...(await factsOf(inside, letter)),
    requester: record.person.fullName,
    note: request.reason,
    until: request.dueAt.toISOString(),
  };
  for (const { name, email } of approvers) {
    if (email === null) continue;
    const letter = { fullName: name, ...facts };
    await inside.deliveries.add({ kind: 'mail', to: email, template: 'request-waiting', facts: letter }, now);
  }
}

/** Queues the letter that tells the requester what came of the request. */
export async function tellRequester(inside: Stores, letter: RequestLetter): Promise<void> {
  const { request, record, now } = letter;
  const { email, fullName } = record.person;
  if (email === null) return;
  const facts = {
    fullName,
    ...(await factsOf(inside, letter)),
    note: request.decisions.at(-1)?.note ?? '',
    until: request.until.toISOString(),
    outcome: request.state,
  };
  await inside.deliveries.add({ kind: 'mail', to: email, template: 'request-decided', facts }, now);
}

async function factsOf(
  { clients }: Stores,
  { role, issuer }: RequestLetter,
): Promise<Record<string, string>> {
  const metadata = (await clients.find(role.clientId))?.metadata;
  return {
    role: role.name,
    application: metadata?.launcher?.title ?? metadata?.client_name ?? role.clientId,
    url: `${issuer}${REQUESTS_PATH}`,
  };
}

import type { Delivery, OutboxRow } from '../domain/deliveries/delivery.ts';

type DeliveryOf<K extends Delivery['kind']> = Extract<Delivery, { kind: K }>;

/** How each kind of delivery leaves: resolves when it has arrived, throws when it has not. Gets its row as well. */
export type Deliver = {
  [K in Delivery['kind']]: (delivery: DeliveryOf<K>, row: Omit<OutboxRow, 'delivery'>) => Promise<void>;
};

/** Thrown by a way out when no later try can succeed. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/**
 * One bounded try. What hangs longer counts as failed and its late result is ignored, so a slot is never lost.
 * @param limitMs milliseconds
 * @returns undefined when the delivery arrived, else what was thrown; never throws
 */
export async function deliverWithin(deliver: Deliver, row: OutboxRow, limitMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<unknown>((resolve) => {
    timer = setTimeout(() => resolve(new Error('no result in time')), limitMs);
  });
  const result = deliverBy(deliver, row).then(
    () => undefined,
    (error: unknown) => error ?? new Error('failed without a reason'),
  );
  return Promise.race([result, late]).finally(() => clearTimeout(timer));
}

// Async, so that a function which throws before its first await, or is missing for a kind that a newer version
// queued, ends as a failed try as well.
async function deliverBy(deliver: Deliver, { delivery, ...row }: OutboxRow): Promise<void> {
  switch (delivery.kind) {
    case 'mail':
      return deliver.mail(delivery, row);
    case 'backchannel_logout':
      return deliver.backchannel_logout(delivery, row);
    case 'role_change':
      return deliver.role_change(delivery, row);
    default:
      throw new Error('unknown kind of delivery');
  }
}

/** One line of at most 200 characters for the outbox table and the log: message and, for `fetch`, its cause. */
export function reasonOf(error: unknown): string {
  const parts = error instanceof Error ? [error.message, causeOf(error)] : [String(error)];
  const text = parts.filter((part) => part !== '').join(': ');
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 200);
}

function causeOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return '';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

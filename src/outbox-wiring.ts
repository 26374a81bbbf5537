import { join } from 'node:path';
import type { Logger } from 'pino';
import type { OutboxRow } from './domain/deliveries/delivery.ts';
import { createLogoutDelivery, type LogoutDeliveryParts } from './oidc/logout-delivery.ts';
import { createRoleChangeDelivery } from './oidc/role-change-delivery.ts';
import { createMailer } from './outbox/mail.ts';
import { createOutboxWorker, type OutboxWorker, type Outcome } from './outbox/worker.ts';
import type { Services } from './services.ts';
import type { Letters } from './web/letters.ts';

/** The outbox with its ways out; a commit that queues a delivery wakes it. */
export function createOutbox(
  services: Services,
  { fetch, trace }: Pick<LogoutDeliveryParts, 'fetch' | 'trace'>,
  letters: Letters,
  log: Logger,
): OutboxWorker {
  const { config, stores, clock, signingKeys: keys } = services;
  const { issuer } = config;
  const outbox = createOutboxWorker({
    store: stores.deliveries,
    deliver: {
      backchannel_logout: createLogoutDelivery({ ...services, issuer, keys, fetch, trace }),
      role_change: createRoleChangeDelivery({ issuer, keys, stores, fetch }),
      mail: createMailer({
        smtpUrl: config.smtpUrl,
        from: config.mailFrom,
        directory: join(config.dataDir, 'mail'),
        render: letters,
      }),
    },
    clock,
    random: Math.random,
    log,
    onOutcome: (row, outcome) => recordOutcome(services, row, outcome),
  });
  services.onDelivery(() => outbox.wake());
  return outbox;
}

/** A message about access that arrived, or never will, belongs into the log of who may do what. */
async function recordOutcome(
  { stores, clock }: Services,
  { delivery }: OutboxRow,
  outcome: Outcome,
): Promise<void> {
  if (delivery.kind === 'mail') return;
  if (outcome.kind === 'failed' && outcome.retryAt !== null) return;
  await stores.audit.append({
    type: `${delivery.kind === 'role_change' ? 'role_change' : 'logout'}.${
      outcome.kind === 'delivered' ? 'delivered' : 'undeliverable'
    }`,
    at: clock.now(),
    actor: { kind: 'system' },
    personId: delivery.personId,
    clientId: delivery.clientId,
  });
}

import { join } from 'node:path';
import type { Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import type { OutboxRow } from './domain/deliveries/delivery.ts';
import { createLogoutDelivery } from './oidc/logout-delivery.ts';
import { createRoleChangeDelivery, type RoleChangeParts } from './oidc/role-change-delivery.ts';
import { createMailer } from './outbox/mail.ts';
import { createOutboxWorker, type OutboxWorker, type Outcome } from './outbox/worker.ts';
import type { Services } from './services.ts';
import { createLetters } from './web/letters.ts';

/** The outbox with its ways out; a commit that queues a delivery wakes it. */
export function createOutbox(
  services: Services,
  { provider, jwks, fetch }: Pick<RoleChangeParts, 'jwks' | 'fetch'> & { provider: Provider },
  viewsDir: string,
  log: Logger,
): OutboxWorker {
  const { config, stores, clock } = services;
  const { issuer, ministry, supportPhone } = config;
  const outbox = createOutboxWorker({
    store: stores.deliveries,
    deliver: {
      backchannel_logout: createLogoutDelivery(provider),
      role_change: createRoleChangeDelivery({ issuer, jwks, stores, fetch }),
      mail: createMailer({
        smtpUrl: config.smtpUrl,
        from: config.mailFrom,
        directory: join(config.dataDir, 'mail'),
        render: createLetters({ viewsDir, issuer, ministry, supportPhone }),
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

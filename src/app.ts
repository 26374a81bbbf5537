import { createServer as createHttpServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createSignIn } from './domain/authentication/sign-in.ts';
import type { OutboxRow } from './domain/deliveries/delivery.ts';
import { createAccounts } from './oidc/account.ts';
import { createInteractions } from './oidc/interactions.ts';
import { createLogoutDelivery } from './oidc/logout-delivery.ts';
import { createProvider } from './oidc/provider.ts';
import { createProviderSessions } from './oidc/session.ts';
import { createSignOut } from './oidc/sign-out.ts';
import { loadSigningKeys } from './oidc/signing-keys.ts';
import { createMailer } from './outbox/mail.ts';
import { createOutboundFetch } from './outbox/outbound.ts';
import { createOutboxWorker, type Outcome } from './outbox/worker.ts';
import { packageRoot } from './package-root.ts';
import type { Services } from './services.ts';
import { sweep } from './storage/sweep.ts';
import { loadAssets } from './web/assets.ts';
import { createBackground } from './web/background.ts';
import { createCsrf } from './web/csrf.ts';
import { createLetters } from './web/letters.ts';
import { createMetrics } from './web/metrics.ts';
import { createPages } from './web/page.ts';
import { createProviderPages } from './web/provider-pages.ts';
import { createRenderer } from './web/render.ts';
import { createServer } from './web/server.ts';
import type { WebParts } from './web/web-parts.ts';

const SWEEP_EVERY_MS = 60_000;
/** How long requests under way may take once the process is told to stop. */
const DRAIN_MS = 20_000;

export interface App {
  parts: WebParts;
  /** Starts to answer. @param host `::` listens on every address of both families */
  listen(host: string, port: number): Promise<void>;
  /** Stops taking requests, lets those under way finish, then the deliveries; the database stays open. */
  close(): Promise<void>;
}

/** Wires everything; what each part does stands in the part. */
export async function createApp(
  services: Services,
  log: Logger,
  allowedOrigins: readonly string[] = [],
): Promise<App> {
  const { config, secrets, stores, transact, clock, ids } = services;
  const keys = await loadSigningKeys(config.keysDir, secrets.signingKeysKey);
  if (keys.areNew)
    await stores.audit.append({ type: 'keys.created', at: clock.now(), actor: { kind: 'system' } });

  const viewsDir = join(packageRoot(), 'views');
  const assets = loadAssets({ viewsDir });
  const pages = createPages({ render: createRenderer({ viewsDir }), assets, house: config, clock });
  const csrf = createCsrf(secrets.csrfKey);
  const limits = { idleMs: config.sessionIdleMs, absoluteMs: config.sessionAbsoluteMs };
  const sessions = createProviderSessions({ stores, limits, clock });
  const signOut = createSignOut({ stores, transact, clock });
  const provider = createProvider({
    issuer: config.issuer,
    jwks: keys.jwks,
    cookieKeys: secrets.cookieKeys,
    dpopSecret: secrets.dpopSecret,
    sessionAbsoluteMs: config.sessionAbsoluteMs,
    stores,
    transact,
    accounts: createAccounts(services),
    sessions,
    signOut,
    pages: createProviderPages(pages, csrf),
    clock,
    fetch: createOutboundFetch({ allowed: config.outboundAllow, allowedOrigins }),
  });
  provider.on('server_error', (ctx, error) =>
    log.error({ err: error, requestId: ctx.state?.requestId }, 'provider failed'),
  );

  const outbox = createOutboxWorker({
    store: stores.deliveries,
    deliver: {
      backchannel_logout: createLogoutDelivery(provider),
      mail: createMailer({
        smtpUrl: config.smtpUrl,
        from: config.mailFrom,
        directory: join(config.dataDir, 'mail'),
        render: createLetters({
          viewsDir,
          issuer: config.issuer,
          ministry: config.ministry,
          supportPhone: config.supportPhone,
        }),
      }),
    },
    clock,
    random: Math.random,
    log,
    onOutcome: (row, outcome) => recordOutcome(services, row, outcome),
  });
  services.onDelivery(() => outbox.wake());

  const metrics = createMetrics();
  metrics.gauge('password_hashes_active', 'Password hashes under way', () => services.gate.active);
  metrics.gauge('password_hashes_waiting', 'Password hashes in the queue', () => services.gate.waiting);
  let isDraining = false;
  const background = createBackground(log);
  const parts: WebParts = {
    ...services,
    issuer: config.issuer,
    trustedProxies: config.trustedProxies,
    provider,
    interactions: createInteractions({ provider, transact, clock }),
    sessions,
    signOut,
    signIn: createSignIn(services),
    pages,
    assets,
    csrf,
    metrics,
    background,
    health: { isReady: async () => !isDraining && (await answers(services)) },
    ids,
    log,
  };
  const server = createHttpServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 32 * 1024 },
    createServer(parts, secrets.cookieKeys).callback(),
  );
  const sweeper = setInterval(
    () => background.run(() => sweep(services.database.source, clock.now())),
    SWEEP_EVERY_MS,
  );
  sweeper.unref();

  return {
    parts,
    async listen(host, port) {
      await listen(server, host, port);
      outbox.start();
    },
    async close() {
      isDraining = true;
      clearInterval(sweeper);
      await drained(server);
      await background.settle();
      await outbox.stop();
    },
  };
}

/** A logout that arrived, or never will, belongs into the log of who may do what. */
async function recordOutcome(
  { stores, clock }: Services,
  { delivery }: OutboxRow,
  outcome: Outcome,
): Promise<void> {
  if (delivery.kind !== 'backchannel_logout') return;
  const isOver = outcome.kind === 'delivered' || outcome.retryAt === null;
  if (!isOver) return;
  await stores.audit.append({
    type: outcome.kind === 'delivered' ? 'logout.delivered' : 'logout.undeliverable',
    at: clock.now(),
    actor: { kind: 'system' },
    personId: delivery.personId,
    clientId: delivery.clientId,
  });
}

async function answers({ database }: Services): Promise<boolean> {
  try {
    await database.source.query('select 1');
    return true;
  } catch {
    return false;
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Without a host Node takes both families, and IPv4 alone where there is no IPv6.
    server.listen({ port, ...(host !== '::' && { host }) }, () => resolve());
  });
}

async function drained(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(limit);
}

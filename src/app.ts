import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import { listenForCertificates } from './certificate-listener.ts';
import { remindOfSecondFactor } from './domain/authentication/factor-reminders.ts';
import { sweepExpiringPasswords } from './domain/authentication/password-notices.ts';
import { createSignIn } from './domain/authentication/sign-in.ts';
import { remindOfExpiry } from './domain/certificates/expiring-certificates.ts';
import { countDormancy, sweepDormantAccounts } from './domain/directory/dormant-accounts.ts';
import { createIntegrationLab } from './domain/integration-lab/lab-service.ts';
import { createTraceRecorder } from './domain/integration-lab/trace-recorder.ts';
import { sweepReviews } from './domain/reviews/overdue-reviews.ts';
import { endSessionsOfExpired } from './domain/sessions/expired-accounts.ts';
import { createRoleNoticeSweep } from './domain/sessions/role-notices.ts';
import { type Listener, listenOn } from './listener.ts';
import { createAccessTokens } from './oidc/access-tokens.ts';
import { createAccounts } from './oidc/account.ts';
import { createInteractions } from './oidc/interactions.ts';
import { createLogoutProbes } from './oidc/logout-probes.ts';
import { createProvider } from './oidc/provider.ts';
import { createProviderSessions } from './oidc/session.ts';
import { createSignOut } from './oidc/sign-out.ts';
import { createSignedTokens } from './oidc/signed-tokens.ts';
import { createKeyFollower } from './oidc/signing-keys.ts';
import { createOutboundFetch } from './outbox/outbound.ts';
import type { OutboxWorker } from './outbox/worker.ts';
import { createOutbox } from './outbox-wiring.ts';
import { packageRoot } from './package-root.ts';
import { signedChallenges } from './pki/signed-challenges.ts';
import { writeTable } from './printing/table-files.ts';
import { keepRevocationLists } from './revocation-wiring.ts';
import type { Services } from './services.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from './staff-files/read-staff-file.ts';
import { sweep } from './storage/sweep.ts';
import { loadAssets } from './web/assets.ts';
import { type Background, createBackground } from './web/background.ts';
import { createCertificateServer } from './web/certificate/certificate-server.ts';
import { createCsrf } from './web/csrf.ts';
import { createLetters } from './web/letters.ts';
import { createMetrics } from './web/metrics.ts';
import { createPages } from './web/page.ts';
import { createProviderPages } from './web/provider-pages.ts';
import { createRenderer } from './web/render.ts';
import { createServer } from './web/server.ts';
import type { WebParts } from './web/web-parts.ts';

const SWEEP_EVERY_MS = 60_000;
/** Sweeps of an hour. */
const SWEEPS_AN_HOUR = 60;

export interface App {
  parts: WebParts;
  /** Starts to answer. @param host `::` listens on every address of both families */
  listen(host: string, port: number): Promise<void>;
  /** Whether the listener that asks browsers for a certificate is open. */
  asksForCertificates(): boolean;
  /** Stops taking requests, lets those under way finish, then the deliveries; the database stays open. */
  close(): Promise<void>;
}

/** Wires everything; what each part does stands in the part. */
export async function createApp(
  services: Services,
  log: Logger,
  allowedOrigins: readonly string[] = [],
): Promise<App> {
  const { config, secrets, stores, transact, clock } = services;
  const viewsDir = `${packageRoot()}/views`;
  const assets = loadAssets({ viewsDir });
  const pages = createPages({ render: createRenderer({ viewsDir }), assets, house: config, clock });
  const letters = createLetters({ ...config, viewsDir });
  const csrf = createCsrf(secrets.csrfKey);
  const limits = { idleMs: config.sessionIdleMs, absoluteMs: config.sessionAbsoluteMs };
  const sessions = createProviderSessions({ stores, limits, clock });
  const signOut = createSignOut({ stores, transact, clock });
  const jwks = await services.signingKeys();
  const signedTokens = createSignedTokens({
    issuer: config.issuer,
    keys: services.signingKeys,
    stores,
    clock,
  });
  const fetch = createOutboundFetch({ allowed: config.outboundAllow, allowedOrigins });
  const trace = createTraceRecorder({ ...services, traceKey: secrets.traceKey });
  const provider = createProvider({
    ...services,
    issuer: config.issuer,
    jwks,
    signedTokens,
    cookieKeys: secrets.cookieKeys,
    dpopSecret: secrets.dpopSecret,
    sessionAbsoluteMs: config.sessionAbsoluteMs,
    accounts: createAccounts(services),
    sessions,
    signOut,
    pages: createProviderPages(pages, csrf),
    fetch,
    trace,
  });
  const followKeys = createKeyFollower(provider, services.signingKeys);
  provider.on('server_error', (ctx, error) =>
    log.error({ err: error, requestId: ctx.state?.requestId }, 'provider failed'),
  );
  const outbox = createOutbox(services, { fetch, trace }, letters, log);
  const background = createBackground(log);
  let isDraining = false;
  const parts: WebParts = {
    ...services,
    issuer: config.issuer,
    trustedProxies: config.trustedProxies,
    networks: config.networks,
    certificateOrigin: config.certificateOrigin,
    signedChallenges,
    validator: services.certificateValidator,
    fetchRevocationLists: () => services.revocation.prefetch(clock.now()),
    provider,
    followKeys,
    interactions: createInteractions({ provider, transact, clock }),
    accessTokens: createAccessTokens({ ...services, signedTokens }),
    sessions,
    signOut,
    integrationLab: createIntegrationLab({
      ...services,
      sendProbes: createLogoutProbes({
        ...services,
        issuer: config.issuer,
        keys: services.signingKeys,
        fetch,
      }),
    }),
    signIn: createSignIn(services),
    pages,
    letters,
    mailFrom: config.mailFrom,
    assets,
    csrf,
    metrics: metricsOf(services),
    background,
    staffFiles: { read: readStaffFile, maxBytes: STAFF_FILE_MAX_BYTES },
    writeTable,
    health: { isReady: async () => !isDraining && (await answers(services)) },
    log,
  };
  services.breakGlass.onAlarm(({ alarm, ...facts }) => {
    parts.metrics.countBreakGlass(alarm);
    log.warn({ alarm, ...facts }, `the emergency account: ${alarm}`);
  });
  const handle = createServer(parts, secrets.cookieKeys).callback();
  const certificates = createCertificateServer(parts).callback();
  const drain = () => {
    isDraining = true;
  };
  return running(services, { parts, handle, certificates, outbox, background, drain });
}

interface Running {
  parts: WebParts;
  handle: RequestListener;
  /** Answers at the port that asks browsers for a certificate. */
  certificates: RequestListener;
  outbox: OutboxWorker;
  background: Background;
  drain(): void;
}

/** The life of a wired server: listening, sweeping, and stopping in the order that loses nothing. */
function running(
  services: Services,
  { parts, handle, certificates, outbox, background, drain }: Running,
): App {
  const listeners: Listener[] = [];
  const sweepRoleNotices = createRoleNoticeSweep(services);
  const revocationLists = keepRevocationLists(services, parts);
  let asking: Listener | undefined;
  let isTidying = false;
  let sweeps = 0;
  // A long import holds the directory's lock: who waits for it does so on one connection, not on one a minute.
  const tidyAlone = async () => {
    if (isTidying) return;
    isTidying = true;
    try {
      if (sweeps % SWEEPS_AN_HOUR === 0) await countDormancy(services);
      sweeps += 1;
      await tidy(services, sweepRoleNotices, parts.log);
    } finally {
      isTidying = false;
    }
  };
  const sweeper = setInterval(() => background.run(tidyAlone), SWEEP_EVERY_MS);
  sweeper.unref();
  return {
    parts,
    async listen(host, port) {
      listeners.push(await listenOn(handle, host, port));
      const { trustBundles, config } = services;
      asking = await listenForCertificates(certificates, trustBundles, config, parts.log);
      if (asking !== undefined) listeners.push(asking);
      outbox.start();
      revocationLists.start();
    },
    asksForCertificates: () => asking !== undefined,
    async close() {
      drain();
      clearInterval(sweeper);
      await Promise.all(listeners.map((listener) => listener.drain()));
      await revocationLists.stop();
      await background.settle();
      await outbox.stop();
    },
  };
}

async function tidy(services: Services, sweepRoleNotices: () => Promise<void>, log: Logger): Promise<void> {
  await sweep(services.database.source, services.clock.now());
  const broken = await services.chainWatch.sweep();
  if (broken !== undefined) log.error({ ...broken }, 'the chain of the audit log does not hold');
  await endSessionsOfExpired(services, services.config.sessionAbsoluteMs);
  await sweepRoleNotices();
  // Before the sweep that may wait for a long import.
  await services.activations.sendDue();
  await services.breakGlass.sweep();
  await services.keyService.sweep();
  await services.roleRequests.sweep();
  await sweepExpiringPasswords({ ...services, issuer: services.config.issuer });
  await remindOfSecondFactor({ ...services, issuer: services.config.issuer });
  await sweepReviews({ ...services, issuer: services.config.issuer });
  await remindOfExpiry({ ...services, issuer: services.config.issuer });
  const alarm = await sweepDormantAccounts({ ...services, issuer: services.config.issuer });
  if (alarm !== undefined)
    log.warn({ ...alarm }, 'more dormant accounts than may be closed in a day: none is');
}

function metricsOf({ gate }: Services) {
  const metrics = createMetrics();
  metrics.gauge('password_hashes_active', 'Password hashes under way', () => gate.active);
  metrics.gauge('password_hashes_waiting', 'Password hashes in the queue', () => gate.waiting);
  return metrics;
}

async function answers({ database }: Services): Promise<boolean> {
  try {
    await database.source.query('select 1');
    return true;
  } catch {
    return false;
  }
}

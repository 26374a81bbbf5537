import type { Logger } from 'pino';
import { type App, createApp } from './app.ts';
import { serveOperator } from './cli/operator-socket.ts';
import type { Config } from './config.ts';
import { operatorServices } from './operator-services.ts';
import { registerProduct } from './product-client.ts';
import { createServices, type Services } from './services.ts';
import type { Database } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';

/** Ways of a certificate to the server: a browser's own handshake, and the signer that sample mode plays. */
export interface CertificateDoors {
  listener: boolean;
  sampleSigner: boolean;
}

export interface RunningServer {
  app: App;
  services: Services;
  /** Which of the doors for certificates are open. */
  doors: CertificateDoors;
  close(signal: string): Promise<void>;
}

/** Brings an open database up to date and starts to answer on it; closing the server closes it. */
export async function startServer(config: Config, database: Database, log: Logger): Promise<RunningServer> {
  await migrate(database);
  // Loaded in sample mode only: a real installation carries neither the people nor the systems.
  const samples = config.sampleData ? await import('./sample-mode.ts') : undefined;
  await samples?.prepareSamples(config);
  const services = createServices(config, database);
  await registerProduct(services);
  await samples?.seedSampleMinistry(services);
  await samples?.seedSampleSystems(services);
  const app = await createApp(services, log, samples?.sampleOrigins(config.samplePort));
  // First, because the server asks them for revocation lists.
  const systems = await samples?.startSampleSystems(services);
  await app.listen(config.host, config.port);
  const operator =
    config.databaseUrl === null ? await serveOperator(config.dataDir, operatorServices(services)) : undefined;
  log.info({ issuer: config.issuer, database: database.kind }, 'ready');
  if (config.production && (await services.breakGlass.status()).sealed === undefined)
    log.warn('no emergency account is sealed: micconnect account seal-break-glass');
  return {
    app,
    services,
    doors: { listener: app.asksForCertificates(), sampleSigner: systems?.hasSigner ?? false },
    async close(signal) {
      log.info({ signal }, 'draining');
      operator?.close();
      await systems?.close();
      await app.close();
      await database.close();
      log.info('stopped');
    },
  };
}

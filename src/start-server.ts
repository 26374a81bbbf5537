import type { Logger } from 'pino';
import { type App, createApp } from './app.ts';
import { serveOperator } from './cli/operator-socket.ts';
import type { Config } from './config.ts';
import { parseClientMetadata } from './domain/clients/client-metadata.ts';
import { OWN_CLIENT_ID } from './domain/clients/client-service.ts';
import { operatorServices } from './operator-services.ts';
import { createServices, type Services } from './services.ts';
import type { Database } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';
import { portalRedirectUri } from './web/portal/portal-sign-in.ts';

export interface RunningServer {
  app: App;
  services: Services;
  close(signal: string): Promise<void>;
}

/** Brings an open database up to date and starts to answer on it; closing the server closes it. */
export async function startServer(config: Config, database: Database, log: Logger): Promise<RunningServer> {
  await migrate(database);
  const services = createServices(config, database);
  await registerOwnClient(services);
  // Loaded in sample mode only: a real installation carries neither the people nor the systems.
  const samples = config.sampleData ? await import('./sample-mode.ts') : undefined;
  await samples?.seedSampleMinistry(services);
  await samples?.seedSampleSystems(services);
  const app = await createApp(services, log, samples?.sampleOrigins(config.samplePort));
  await app.listen(config.host, config.port);
  const systems = await samples?.startSampleSystems(services);
  const operator =
    config.databaseUrl === null ? await serveOperator(config.dataDir, operatorServices(services)) : undefined;
  log.info({ issuer: config.issuer, database: database.kind }, 'ready');
  return {
    app,
    services,
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

/** The client of our own pages: public, with PKCE, and bound to the issuer's address. */
async function registerOwnClient({ stores, config, clock }: Services): Promise<void> {
  const known = await stores.clients.find(OWN_CLIENT_ID);
  const metadata = parseClientMetadata({
    client_name: 'MicConnect',
    redirect_uris: [portalRedirectUri(config.issuer)],
    token_endpoint_auth_method: 'none',
    scope: 'openid',
  });
  if (known !== undefined && known.metadata.redirect_uris[0] === metadata.redirect_uris[0]) return;
  const now = clock.now();
  const client = { id: OWN_CLIENT_ID, metadata, secretHash: null, createdAt: now, updatedAt: now };
  if (!(await stores.clients.add(client))) await stores.clients.update(client);
}

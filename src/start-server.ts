import type { Logger } from 'pino';
import { type App, createApp } from './app.ts';
import { serveOperator } from './cli/operator-socket.ts';
import type { Config } from './config.ts';
import { operatorServices } from './operator-services.ts';
import { registerProduct } from './product-client.ts';
import { createServices, type Services } from './services.ts';
import type { Database } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';

export interface RunningServer {
  app: App;
  services: Services;
  close(signal: string): Promise<void>;
}

/** Brings an open database up to date and starts to answer on it; closing the server closes it. */
export async function startServer(config: Config, database: Database, log: Logger): Promise<RunningServer> {
  await migrate(database);
  const services = createServices(config, database);
  await registerProduct(services);
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

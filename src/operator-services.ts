import type { OperatorServices } from './cli/command.ts';
import type { Config } from './config.ts';
import { openDatabase } from './open-database.ts';
import { createServices, type Services } from './services.ts';
import { migrate, migrationStatus } from './storage/migrate.ts';

/** What the operator's tool sees of the services. */
export function operatorServices(services: Services): OperatorServices {
  return { ...services, migrations: () => migrationStatus(services.database) };
}

/**
 * Runs one piece of work on a database connection of its own.
 * @param migrates brings the database up to date first
 * @throws directory_locked
 */
export async function withOperatorServices<T>(
  config: Config,
  { pid, migrates }: { pid: number; migrates: boolean },
  work: (services: OperatorServices) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, pid);
  try {
    if (migrates) await migrate(database);
    const services = createServices(config, database);
    return await work(operatorServices(services)).finally(() => services.revocation.stop());
  } finally {
    await database.close();
  }
}

import type { OperatorServices } from './cli/command.ts';
import type { Services } from './services.ts';
import { migrationStatus } from './storage/migrate.ts';

/** What the operator's tool sees of the services. */
export function operatorServices(services: Services): OperatorServices {
  return { ...services, migrations: () => migrationStatus(services.database) };
}

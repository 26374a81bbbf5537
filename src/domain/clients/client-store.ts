import type { Client } from './client.ts';

/** Port of the registered relying parties. */
export interface ClientStore {
  find(id: string): Promise<Client | undefined>;
  list(): Promise<Client[]>;
  /** Inserts or replaces. */
  save(client: Client): Promise<void>;
  /** Whether a client was there to remove. */
  remove(id: string): Promise<boolean>;
}

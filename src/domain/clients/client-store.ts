import type { Client } from './client.ts';

/** Port of the registered relying parties. */
export interface ClientStore {
  find(id: string): Promise<Client | undefined>;
  /** The same, and nobody else changes it until the transaction ends. */
  findForUpdate(id: string): Promise<Client | undefined>;
  list(): Promise<Client[]>;
  /** Inserts by a conditional statement; false when the id is taken. */
  add(client: Client): Promise<boolean>;
  /** Replaces metadata and secret of a client that is there. */
  update(client: Client): Promise<void>;
  /** Whether a client was there to remove. */
  remove(id: string): Promise<boolean>;
}

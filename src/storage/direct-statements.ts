import type pg from 'pg';
import type { DataSource } from 'typeorm';

/**
 * Sends a statement outside a transaction straight to the pool. The mapper makes a runner for each, tells listeners of which
 * there are none, and ends the runner: two fifths of what a statement costs.
 */
export function sendDirectly(source: DataSource): void {
  const { master: pool } = source.driver as unknown as { master: pg.Pool };
  source.manager.query = async <Rows>(text: string, values?: unknown[]): Promise<Rows> => {
    const { rows } = await pool.query(text, values);
    return rows as Rows;
  };
}

import type { EntityManager } from 'typeorm';
import { type ChainCheck, type ChainCheckStore, UNCHECKED } from '../domain/audit/chain-check.ts';

/** JSON has no instants. */
const INSTANTS = new Set(['headAt', 'startedAt', 'endedAt', 'at']);

/** The one row that remembers how far the checks of the audit log are. */
export function createChainCheckStore(manager: EntityManager): ChainCheckStore {
  return {
    async load() {
      const [row] = await manager.query<{ version: number; state: string }[]>(
        `select version, state::text as state from audit_check where id = 'chain'`,
      );
      if (row === undefined) return { check: UNCHECKED, version: 0 };
      const check: ChainCheck = JSON.parse(row.state, (name, value) =>
        INSTANTS.has(name) && value !== null ? new Date(value) : value,
      );
      return { check, version: row.version };
    },
    async save(check, version) {
      const rows = await manager.query<unknown[]>(
        `with saved as (
           insert into audit_check (id, version, state) select 'chain', $1::integer + 1, $2::jsonb
           on conflict (id) do update set version = excluded.version, state = excluded.state
             where audit_check.version = $1
           returning 1)
         select * from saved`,
        [version, JSON.stringify(check)],
      );
      return rows.length === 1;
    },
  };
}

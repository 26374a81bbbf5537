import type { EntityManager } from 'typeorm';
import {
  type CheckRun,
  KEPT_SIGN_INS,
  KEPT_STEPS,
  type LabStore,
} from '../domain/integration-lab/lab-store.ts';
import type { ProbeReport } from '../domain/integration-lab/probe.ts';
import type { StoredStep } from './schema/integration-lab.schema.ts';

type ListedRow = { id: string; startedAt: Date; steps: StoredStep[] };

/** Adds to the sign-in that carries one of the hashes; otherwise a new one begins, and the oldest makes room. */
const NOTE = `with held as (
    select id from client_trace
    where client_id = $2 and exists (select from jsonb_array_elements_text($3::jsonb) as hash where links ? hash)
    order by started_at desc, id limit 1),
  grown as (
    update client_trace set
      links = links || (select coalesce(jsonb_agg(link), '[]') from jsonb_array_elements($4::jsonb) as link
        where not links @> jsonb_build_array(link)),
      steps = (select jsonb_agg(step order by number)
        from jsonb_array_elements(steps || $5::jsonb) with ordinality as each (step, number)
        where number <= ${KEPT_STEPS / 2}
          or number > jsonb_array_length(steps || $5::jsonb) - ${KEPT_STEPS / 2})
    where id = (select id from held)),
  begun as (
    insert into client_trace (id, client_id, started_at, links, steps)
    select $1::uuid, $2, $6::timestamptz, $4::jsonb, $5::jsonb
    where $7 and not exists (select from held) returning id)
  delete from client_trace where client_id = $2 and exists (select from begun) and id not in (
    select id from client_trace where client_id = $2 order by started_at desc, id limit ${KEPT_SIGN_INS - 1})`;

export function createLabStore(manager: EntityManager): LabStore {
  return {
    async watch(clientId, until) {
      const [, changed] = await manager.query<[unknown, number]>(
        'update client set watched_until = $2 where id = $1',
        [clientId, until],
      );
      return changed === 1;
    },

    async note(id, { clientId, found, begins, left }, steps) {
      const [hashes, links, added] = [found, left, steps].map((each) => JSON.stringify(each));
      await manager.query(NOTE, [id, clientId, hashes, links, added, steps[0]?.at, begins]);
    },

    async wasRedeemedWith(clientId, hash) {
      const rows = await manager.query<unknown[]>(
        `select from client_trace where client_id = $1 and links ? $2 and steps @> '[{"kind": "redeemed"}]'`,
        [clientId, hash],
      );
      return rows.length > 0;
    },

    async listSignIns(clientId) {
      const rows = await manager.query<ListedRow[]>(
        `select id, started_at as "startedAt", steps from client_trace
         where client_id = $1 order by started_at desc, id`,
        [clientId],
      );
      return rows.map(({ steps, ...row }) => ({
        ...row,
        steps: steps.map((step) => ({ ...step, at: new Date(step.at) })),
      }));
    },

    async beginRun(clientId, startedAt, stale) {
      const rows = await manager.query<unknown[]>(
        `with begun as (
           insert into client_check (client_id, started_at) values ($1, $2)
           on conflict (client_id) do update set started_at = excluded.started_at
             where client_check.finished_at >= client_check.started_at or client_check.started_at < $3
           returning 1)
         select * from begun`,
        [clientId, startedAt, stale],
      );
      return rows.length === 1;
    },

    async endRun(clientId, startedAt, { finishedAt, report }) {
      const [, changed] = await manager.query<[unknown, number]>(
        `update client_check set finished_at = $3, report = $4::jsonb where client_id = $1 and started_at = $2`,
        [clientId, startedAt, finishedAt, JSON.stringify(report)],
      );
      return changed === 1;
    },

    async findRun(clientId) {
      const [row] = await manager.query<{ finishedAt: Date | null; report: ProbeReport | null }[]>(
        'select finished_at as "finishedAt", report from client_check where client_id = $1',
        [clientId],
      );
      if (row === undefined || row.finishedAt === null || row.report === null) return undefined;
      const { finishedAt, report } = row;
      return { finishedAt, report } satisfies CheckRun;
    },
  };
}

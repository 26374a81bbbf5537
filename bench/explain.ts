import { createRoleService, type RoleService } from '../src/domain/roles/role-service.ts';
import { systemIds } from '../src/identifiers.ts';
import { openPostgres } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';
import { createSecretBox } from '../src/storage/secret-box.ts';
import { createStorage } from '../src/storage/stores.ts';
import { administer } from './administer.ts';
import { percentile } from './percentile.ts';
import type { Figure } from './report.ts';

/** A ministry, and the milliseconds that 95 of 100 explanations may take in it. */
export interface ExplainSize {
  people: number;
  units: number;
  roleGrants: number;
  atMost: number;
}

const CLIENTS = 10;
const ROLES_EACH = 40;
const POSITIONS = 40;
const WARM_UP = 50;
const EXPLANATIONS = 400;
const FILLING = '-c synchronous_commit=off -c session_replication_role=replica';

const id = (table: number, nth: string) =>
  `('0000000${table}-0000-4000-8000-' || lpad((${nth})::text, 12, '0'))::uuid`;

/** Latency of `explain` through the service, of people and clients in turn, on a PostgreSQL of the benchmark. */
export async function explainFigures(serverUrl: string, sizes: readonly ExplainSize[]): Promise<Figure[]> {
  const rows: Figure[] = [];
  for (const size of sizes) {
    const name = `explain_${size.people}`;
    await administer(serverUrl, `create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    url.searchParams.set('options', FILLING);
    const database = await openPostgres(url.href, 2);
    try {
      await migrate(database);
      // Not by the pool, whose statements may not last; `vacuum analyze` is what autovacuum does within a minute.
      await administer(url.href, ...ministryOf(size), 'vacuum analyze');
      const storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
      const roles = createRoleService({ ...storage, clock: { now: () => new Date() }, ids: systemIds });
      rows.push(...(await measure(roles, size)));
    } finally {
      await database.close();
      await administer(serverUrl, `drop database ${name} with (force)`);
    }
  }
  return rows;
}

/** Ten units a parent; a main and, for every fourth person, a past appointment. */
function ministryOf({ people, units, roleGrants }: ExplainSize): string[] {
  return [
    `insert into unit (id, code, name, former_codes, parent_id)
      select ${id(2, 'nth')}, 'G14.' || nth, 'Đơn vị ' || nth, '[]', case when nth > 0 then ${id(2, '(nth - 1) / 10')} end
      from generate_series(0, ${units - 1}) as nth`,
    `insert into person (id, employee_no, full_name, family_name, given_name, status)
      select ${id(1, 'nth')}, '014-' || nth, 'Nguyễn An', 'Nguyễn', 'An', 'dang_cong_tac'
      from generate_series(0, ${people - 1}) as nth`,
    `insert into appointment (id, person_id, unit_id, position_id, is_main, is_acting, valid_until)
      select ${id(4, 'nth')}, ${id(1, `nth % ${people}`)}, ${id(2, `nth * 7 % ${units}`)},
        ${id(3, `nth * 3 % ${POSITIONS}`)}, nth < ${people}, false,
        case when nth >= ${people} then date '2025-12-31' end
      from generate_series(0, ${Math.floor(people * 1.25) - 1}) as nth`,
    ...rolesOf({ people, units, roleGrants }),
  ];
}

/**
 * Positions, systems and their roles, at people and units numbered as here. Of role grants 94 % are to people, 5 % to positions, 1 %
 * to units, every second of those with all below; a twentieth is revoked, a tenth over.
 */
export function rolesOf({ people, units, roleGrants }: Omit<ExplainSize, 'atMost'>): string[] {
  const shared = `nth % 100 >= 94`;
  const toUnit = 'nth % 100 = 99';
  return [
    `insert into "position" (id, code, name)
      select ${id(3, 'nth')}, 'chuc-vu-' || nth, 'Chức vụ ' || nth from generate_series(0, ${POSITIONS - 1}) as nth
      on conflict (id) do nothing`,
    `insert into client (id, metadata, created_at, updated_at)
      select 'client-' || nth, jsonb_build_object('client_id', 'client-' || nth, 'client_name', 'Hệ thống ' || nth,
        'redirect_uris', jsonb_build_array('https://client-' || nth || '.example/callback')), now(), now()
      from generate_series(0, ${CLIENTS - 1}) as nth`,
    `insert into role (id, client_id, code, name, is_privileged, extent)
      select ${id(5, 'nth')}, 'client-' || nth % ${CLIENTS}, 'role-' || nth, 'Vai trò', false,
        (array['none', 'own-unit', 'any'])[1 + nth % 3]
      from generate_series(0, ${CLIENTS * ROLES_EACH - 1}) as nth`,
    `insert into role_grant (id, role_id, person_id, unit_id, includes_subtree, position_id, valid_until, granted_by,
        created_at, revoked_at, revoked_by)
      select ${id(6, 'nth')}, ${id(5, `nth * 31 % ${CLIENTS * ROLES_EACH}`)},
        case when not (${shared}) then ${id(1, `nth % ${people}`)} end,
        case when ${shared} then ${id(2, `nth / 3 % ${units}`)} end, ${shared} and nth / 100 % 2 = 0,
        case when ${shared} and not (${toUnit}) then ${id(3, `nth % ${POSITIONS}`)} end,
        case when nth % 10 = 3 then timestamptz '2026-01-01' end, 'system', now() - nth * interval '1 second',
        case when nth % 20 = 7 then now() end, case when nth % 20 = 7 then 'system' end
      from generate_series(0, ${roleGrants - 1}) as nth`,
  ];
}

async function measure(
  roles: Pick<RoleService, 'explain'>,
  { people, roleGrants, atMost }: ExplainSize,
): Promise<Figure[]> {
  const taken: number[] = [];
  let answered = 0;
  for (let nth = 0; nth < WARM_UP + EXPLANATIONS; nth += 1) {
    const started = performance.now();
    const { roles: held } = await roles.explain(
      `014-${(nth * 7919) % people}`,
      `client-${nth % CLIENTS}`,
      new Date(),
    );
    if (nth >= WARM_UP) taken.push(performance.now() - started);
    answered += held.length;
  }
  if (answered === 0) throw new Error('nobody holds a role: nothing was measured');
  const figure = (name: string, share: number, target: number | null): Figure => ({
    name: `explain, ${people} people and ${roleGrants} role grants, ${name}`,
    value: Number(percentile(taken, share).toFixed(1)),
    unit: 'ms',
    atMost: target,
  });
  return [figure('p50', 0.5, null), figure('p95', 0.95, atMost)];
}

import type { EntityManager } from 'typeorm';
import type { Mandate } from '../domain/roles/mandate.ts';
import type { MandateStore } from '../domain/roles/mandate-store.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { MandateRoleSchema, MandateSchema } from './schema/mandate.schema.ts';
import { holdsPostIn } from './within-units.ts';

/** A row of `mandate` with the ids of its roles, for `mandateReader`. */
export const MANDATE_JSON = `to_jsonb(mandate) || jsonb_build_object('role_ids', (
    select coalesce(jsonb_agg(role_id order by role_id), '[]') from mandate_role where mandate_id = mandate.id))`;

/** Reads what `MANDATE_JSON` selects. */
export function mandateReader(manager: EntityManager): (json: JsonRow) => Mandate {
  const rows = jsonRows(manager, MandateSchema);
  return (json) => ({ ...rows.read(json), roleIds: json.role_ids as string[] });
}

const list = (within: string) => `
  select ${MANDATE_JSON} as row from mandate
  where ($1::uuid[] is null or deputy_id = any($1)) and ($2::uuid is null or deputy_id = $2 or mandator_id = $2)
    and ($3::timestamptz is null or (valid_until > $3 and (ended_at is null or ended_at > $3)))
    and ${within}
  order by created_at desc, id desc`;
const LIST = list('true');
const inUnits = holdsPostIn('$5', '$6');
const LIST_WITHIN = list(
  `($4::uuid in (mandator_id, deputy_id) or ${inUnits('mandator_id')} or ${inUnits('deputy_id')})`,
);

/** Acting mandates. */
export function createMandateStore(manager: EntityManager): MandateStore {
  const mandates = manager.getRepository(MandateSchema);
  const mandateRoles = manager.getRepository(MandateRoleSchema);
  const read = mandateReader(manager);
  return {
    async add({ roleIds, ...mandate }) {
      await mandates.insert(mandate);
      await mandateRoles.insert(roleIds.map((roleId) => ({ mandateId: mandate.id, roleId })));
    },
    async find(id) {
      const [found] = await manager.query<{ row: JsonRow }[]>(
        `select ${MANDATE_JSON} as row from mandate where id = $1`,
        [id],
      );
      return found && read(found.row);
    },
    async end(id, at, by) {
      const rows = await manager.query<unknown[]>(
        `with ended as (
           update mandate set ended_at = $2, ended_by = $3
           where id = $1 and ended_at is null and valid_until > $2 returning 1)
         select * from ended`,
        [id, at, by],
      );
      return rows.length === 1;
    },
    async list({ deputyIds, partyId, at, within }) {
      const values = [deputyIds ?? null, partyId ?? null, at ?? null];
      const bounds = within === undefined ? [] : [within.personId, within.unitIds, within.today];
      const statement = within === undefined ? LIST : LIST_WITHIN;
      const rows = await manager.query<{ row: JsonRow }[]>(statement, [...values, ...bounds]);
      return rows.map(({ row }) => read(row));
    },
  };
}

import { type EntityManager, MoreThan } from 'typeorm';
import type { SeparationStore } from '../domain/roles/separation-store.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { AppointmentSchema, PersonSchema, PositionSchema, UnitSchema } from './schema/directory.schema.ts';
import {
  SeparationExceptionSchema,
  SeparationRoleSchema,
  SeparationSchema,
} from './schema/separation.schema.ts';

const SEPARATION_LOCK = 7_236_005;
/** Longer than judging 100,000 people takes on a busy machine. */
const JUDGING_MS = '60000';

/** Separations of duties and the exceptions to them. */
export function createSeparationStore(manager: EntityManager): SeparationStore {
  const separations = manager.getRepository(SeparationSchema);
  const separationRoles = manager.getRepository(SeparationRoleSchema);
  const exceptions = manager.getRepository(SeparationExceptionSchema);
  const separationRows = jsonRows(manager, SeparationSchema);
  const personRows = jsonRows(manager, PersonSchema);
  const appointmentRows = jsonRows(manager, AppointmentSchema);
  return {
    async lock() {
      await manager.query(
        `select pg_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', $2, true)`,
        [SEPARATION_LOCK, JUDGING_MS],
      );
    },
    async add({ roleIds, ...separation }) {
      await separations.insert(separation);
      await separationRoles.insert(roleIds.map((roleId) => ({ separationId: separation.id, roleId })));
    },
    async list() {
      const rows = await manager.query<{ separation: JsonRow; role_ids: string[] }[]>(
        `select to_jsonb(separation) as separation, (select coalesce(array_agg(role_id::text order by role_id), '{}')
           from separation_role where separation_id = separation.id) as role_ids
         from separation where ended_at is null order by created_at, id`,
      );
      return rows.map(({ separation, role_ids }) => ({
        ...separationRows.read(separation),
        roleIds: role_ids,
      }));
    },
    async end(id, at, by) {
      const rows = await manager.query<unknown[]>(
        `with ended as (
           update separation set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null returning 1)
         select * from ended`,
        [id, at, by],
      );
      return rows.length === 1;
    },
    async addException(exception) {
      await exceptions.insert(exception);
    },
    listExceptions: (at) =>
      exceptions.find({ where: { until: MoreThan(at) }, order: { until: 'asc', id: 'asc' } }),
    async loadStandings() {
      const open = personRows.columnNames.filter((name) => !name.startsWith('citizen_id'));
      const people = await manager.query<JsonRow[]>(`select ${open.join(', ')} from person order by id`);
      const appointments = await manager.query<JsonRow[]>('select * from appointment');
      return {
        people: people.map((json) => {
          const { citizenIdSealed: _, citizenIdHash: __, ...person } = personRows.read(json);
          return { ...person, citizenId: null };
        }),
        appointments: appointments.map((json) => {
          const { validFrom: from, validUntil: until, ...rest } = appointmentRows.read(json);
          return { ...rest, from, until };
        }),
        units: await manager.getRepository(UnitSchema).find(),
        positions: await manager.getRepository(PositionSchema).find(),
      };
    },
  };
}

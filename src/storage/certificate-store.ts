import { type EntityManager, IsNull, Not } from 'typeorm';
import type { CertificateStore } from '../domain/certificates/certificate-store.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { CertificateBindingSchema } from './schema/certificate.schema.ts';

/** `due.days`: the fewest of the numbers $2 within which a certificate ends; nobody with a newer one is reminded. */
const EXPIRING = `
  select to_jsonb(binding) as row, due.days from certificate_binding binding
    cross join lateral (
      select min(days) as days from unnest($2::integer[]) as step (days)
      where binding.not_after <= $1::timestamptz + days * interval '1 day') due
  where binding.not_after > $1 and due.days is not null
    and binding.revoked_at is null and binding.confirmed_at is not null
    and coalesce(binding.reminded_days > due.days, true)
    and not exists (
      select 1 from certificate_binding newer
      where newer.person_id = binding.person_id and newer.not_after > binding.not_after
        and newer.revoked_at is null and newer.confirmed_at is not null)
  order by binding.not_after, binding.id limit $3`;

/** Bindings of login certificates. */
export function createCertificateStore(manager: EntityManager): CertificateStore {
  const bindings = manager.getRepository(CertificateBindingSchema);
  const rows = jsonRows(manager, CertificateBindingSchema);
  const isOneChanged = async (statement: string, values: unknown[]) => {
    const changed = await manager.query<unknown[]>(
      `with changed as (${statement} returning 1) select * from changed`,
      values,
    );
    return changed.length === 1;
  };
  return {
    async add(binding) {
      const inserted = await bindings
        .createQueryBuilder()
        .insert()
        .values(binding)
        .orIgnore()
        .returning('id')
        .execute();
      return (inserted.raw as unknown[]).length === 1;
    },
    find: async (id) => (await bindings.findOneBy({ id })) ?? undefined,
    findLive: async ({ issuer, serial }) =>
      (await bindings.findOneBy({ issuer, serial, revokedAt: IsNull() })) ?? undefined,
    wasRevoked: ({ issuer, serial }) => bindings.existsBy({ issuer, serial, revokedAt: Not(IsNull()) }),
    listOf: (personId) => bindings.find({ where: { personId }, order: { enrolledAt: 'DESC', id: 'DESC' } }),
    listOfSubject: (tree, subject) =>
      bindings.findBy({ tree, subject, revokedAt: IsNull(), confirmedAt: Not(IsNull()) }),
    countByIssuer: () =>
      manager.query(
        `select tree, issuer, count(*)::integer as count from certificate_binding
         where revoked_at is null and confirmed_at is not null group by tree, issuer`,
      ),
    confirm: (id, at) =>
      isOneChanged(
        'update certificate_binding set confirmed_at = $2 where id = $1 and confirmed_at is null and revoked_at is null',
        [id, at],
      ),
    revoke: (id, at, by) =>
      isOneChanged(
        'update certificate_binding set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null',
        [id, at, by],
      ),
    async listExpiring(now, days, limit) {
      const found = await manager.query<{ row: JsonRow; days: number }[]>(EXPIRING, [now, days, limit]);
      return found.map((each) => ({ binding: rows.read(each.row), days: each.days }));
    },
    remind: (id, days) =>
      isOneChanged(
        `update certificate_binding set reminded_days = $2
         where id = $1 and revoked_at is null and coalesce(reminded_days > $2, true)`,
        [id, days],
      ),
  };
}

import type { EntityManager } from 'typeorm';
import type {
  ListKey,
  ListState,
  RevocationListStore,
} from '../domain/certificates/revocation-list-store.ts';
import { type RevocationListRow, RevocationListSchema } from './schema/revocation.schema.ts';

const SAME = 'tree = $1 and issuer_id = $2 and url = $3';

/** Never older than before by number or date, and never without a number once it had one. */
const ACCEPT = `
  update revocation_list set number = $4, this_update = $5, next_update = $6, der = $7, etag = $8, last_modified = $9,
    fetched_at = $10, due_at = $11, problem = null, failures = 0
  where ${SAME} and (number is null or number <= $4::numeric) and (this_update is null or this_update <= $5)
  returning 1`;

/** Revocation lists, shared by all nodes. */
export function createRevocationListStore(manager: EntityManager): RevocationListStore {
  const lists = manager.getRepository(RevocationListSchema);
  const valuesOf = ({ tree, issuerId, url }: ListKey) => [tree, issuerId, url];
  const keyOf = ({ tree, issuerId, url }: ListKey) => ({ tree, issuerId, url });
  /** Whether a statement changed its row. */
  const changes = async (statement: string, values: unknown[]) => {
    const rows = await manager.query<unknown[]>(
      `with changed as (${statement}) select * from changed`,
      values,
    );
    return rows.length === 1;
  };
  return {
    async find(key) {
      const row = await lists.findOneBy(keyOf(key));
      return row === null ? undefined : stateOf(row);
    },
    async load(key) {
      const row = await lists
        .createQueryBuilder('list')
        .addSelect('list.der')
        .where(keyOf(key))
        .andWhere('list.der is not null')
        .getOne();
      if (row === null) return undefined;
      const { der, ...rest } = row;
      return der === null ? undefined : { state: stateOf(rest), der };
    },
    async list() {
      const rows = await lists.find({ order: { tree: 'ASC', issuerId: 'ASC', url: 'ASC' } });
      return rows.map(stateOf);
    },
    async add(key, now) {
      await manager.query(
        `insert into revocation_list (tree, issuer_id, url, failures, due_at) values ($1, $2, $3, 0, $4)
         on conflict do nothing`,
        [...valuesOf(key), now],
      );
    },
    hasten: (key, now, later) =>
      changes(`update revocation_list set due_at = $4 where ${SAME} and due_at > $5 returning 1`, [
        ...valuesOf(key),
        now,
        later,
      ]),
    async claim(key, now, leaseUntil) {
      const statement = `update revocation_list set due_at = $5 where ${SAME} and due_at <= $4 returning 1`;
      return (await changes(statement, [...valuesOf(key), now, leaseUntil])) ? this.find(key) : undefined;
    },
    accept: (key, { number, thisUpdate, nextUpdate, der, etag, lastModified }, { at, dueAt }) =>
      changes(ACCEPT, [
        ...valuesOf(key),
        number === null ? null : String(number),
        ...[thisUpdate, nextUpdate, Buffer.from(der), etag, lastModified, at, dueAt],
      ]),
    async confirm(key, { at, dueAt }) {
      await manager.query(
        `update revocation_list set fetched_at = $4, due_at = $5, problem = null, failures = 0 where ${SAME}`,
        [...valuesOf(key), at, dueAt],
      );
    },
    async fail(key, problem, { dueAt }) {
      await manager.query(
        `update revocation_list set problem = $4, due_at = $5, failures = failures + 1 where ${SAME}`,
        [...valuesOf(key), problem, dueAt],
      );
    },
    raiseAlarm: (key, alarm) =>
      changes(
        `update revocation_list set alarm = $4 where ${SAME} and alarm is distinct from $4 returning 1`,
        [...valuesOf(key), alarm],
      ),
  };
}

function stateOf({ number, ...row }: Omit<RevocationListRow, 'der'>): ListState {
  return { ...row, number: number === null ? null : BigInt(number) };
}

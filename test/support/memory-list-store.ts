import type {
  ListKey,
  ListState,
  RevocationListStore,
} from '../../src/domain/certificates/revocation-list-store.ts';
import { nameOf } from '../../src/pki/revocation/list-cache.ts';

type Row = ListState & { der: Buffer | null };

const EMPTY = {
  number: null,
  thisUpdate: null,
  nextUpdate: null,
  fetchedAt: null,
  etag: null,
  lastModified: null,
  problem: null,
  failures: 0,
  alarm: null,
  der: null,
};

/** Lists without a database, for what is not about storing them; the real store has tests of its own. */
export function createMemoryListStore(): RevocationListStore {
  const rows = new Map<string, Row>();
  const rowOf = (key: ListKey) => rows.get(nameOf(key));
  const stateOf = ({ der: _, ...state }: Row): ListState => state;
  const change = (key: ListKey, changes: Partial<Row>) => void Object.assign(rowOf(key) ?? {}, changes);
  return {
    async find(key) {
      const row = rowOf(key);
      return row && stateOf(row);
    },
    async load(key) {
      const row = rowOf(key);
      return row?.der ? { state: stateOf(row), der: row.der } : undefined;
    },
    list: async () => [...rows.values()].map(stateOf),
    async add({ tree, issuerId, url }, now) {
      const key = { tree, issuerId, url };
      if (rowOf(key) === undefined) rows.set(nameOf(key), { ...EMPTY, ...key, dueAt: now });
    },
    async hasten(key, now, later) {
      const isLater = (rowOf(key)?.dueAt ?? later) > later;
      if (isLater) change(key, { dueAt: now });
      return isLater;
    },
    async claim(key, now, leaseUntil) {
      const row = rowOf(key);
      if (row === undefined || row.dueAt > now) return undefined;
      row.dueAt = leaseUntil;
      return stateOf(row);
    },
    async accept(key, { der, ...list }, { at, dueAt }) {
      const row = rowOf(key);
      const isOlder =
        (row?.number ?? -1n) > (list.number ?? -1n) || Number(row?.thisUpdate) > Number(list.thisUpdate);
      if (!isOlder)
        change(key, { ...list, der: Buffer.from(der), fetchedAt: at, dueAt, problem: null, failures: 0 });
      return !isOlder;
    },
    confirm: async (key, { at, dueAt }) => change(key, { fetchedAt: at, dueAt, problem: null, failures: 0 }),
    fail: async (key, problem, { dueAt }) =>
      change(key, { problem, dueAt, failures: (rowOf(key)?.failures ?? 0) + 1 }),
    async raiseAlarm(key, alarm) {
      const isNew = rowOf(key)?.alarm !== alarm;
      change(key, { alarm });
      return isNew;
    },
  };
}

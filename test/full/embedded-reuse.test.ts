import { strict as assert } from 'node:assert';
import type { Database } from '../../src/storage/database.ts';
import { openTestDatabase } from '../support/embedded.ts';

describe('support: a database that another file has used', function () {
  this.timeout(60_000);

  const use = async <Result>(work: (source: Database['source']) => Promise<Result>): Promise<Result> => {
    const database = await openTestDatabase();
    return work(database.source).finally(() => database.close());
  };
  const started = () => use((source) => source.query('select pg_postmaster_start_time()::text as at'));

  it('is the same one, with nothing of what was written, prepared, set or left open', async () => {
    const before = await started();
    await use(async (source) => {
      await source.query(
        `insert into position (id, code, name) values (gen_random_uuid(), 'CV', 'Chuyên viên')`,
      );
      await source.query(`insert into audit_event (seq, at, type, actor, previous_hash, hash)
        values (1, now(), 'x', '{}', '', '')`);
      await source.query(`set time zone 'Asia/Tokyo'`);
      await source.query('prepare mine as select 1');
      await source.query('begin');
      await source.query(`insert into setting (name, value) values ('x', 1)`);
    });
    await use(async (source) => {
      for (const table of ['position', 'audit_event', 'setting', 'pg_prepared_statements'])
        assert.deepEqual(await source.query(`select * from ${table}`), [], table);
      assert.notDeepEqual(await source.query('show time zone'), [{ TimeZone: 'Asia/Tokyo' }]);
      await assert.rejects(source.query('truncate audit_event'), /append-only/);
    });
    assert.deepEqual(await started(), before);
  });

  it('is another one after a change of the schema, even one that was taken back', async () => {
    const before = await started();
    await use(async (source) => {
      await source.query('alter table unit drop constraint unit_code_key');
      await source.query('alter table unit add constraint unit_code_key unique (code)');
    });
    assert.notDeepEqual(await started(), before);
  });

  it('belongs to one at a time, also when somebody closes it twice', async () => {
    const first = await openTestDatabase();
    await first.close();
    await first.close();
    const [second, third] = [await openTestDatabase(), await openTestDatabase()];
    await second.source.query('create temporary table mine (id int)');
    await assert.rejects(third.source.query('select * from mine'));
    await Promise.all([second.close(), third.close()]);
  });
});

import { strict as assert } from 'node:assert';
import { type Database, openEmbedded } from '../../src/storage/database.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { migrate, migrationStatus, NewerSchemaError } from '../../src/storage/migrate.ts';

describe('storage: schema', () => {
  let database: Database;
  before(async function () {
    this.timeout(60_000);
    database = await openEmbedded(startEmbedded({ directory: null, pid: process.pid }));
  });
  after(() => database.close());

  it('makes by its migrations exactly what the entity schemas describe', async () => {
    assert.deepEqual((await migrate(database)).length > 0, true);
    const { upQueries } = await database.source.driver.createSchemaBuilder().log();
    assert.deepEqual(
      upQueries.map(({ query }) => query),
      [],
    );
  });

  it('runs nothing the second time', async () => {
    assert.deepEqual(await migrate(database), []);
    assert.ok((await migrationStatus(database)).every(({ isApplied }) => isApplied));
  });

  it('stops on a schema that is newer than the code', async () => {
    await database.source.query(
      `insert into migrations (timestamp, name) values (9999999999999, 'Later9999999999999')`,
    );
    await assert.rejects(migrate(database), NewerSchemaError);
    await database.source.query(`delete from migrations where name = 'Later9999999999999'`);
  });

  it('keeps the audit log append-only', async () => {
    for (const statement of [
      'delete from audit_event',
      `update audit_event set type = 'x'`,
      'truncate audit_event',
    ]) {
      await assert.rejects(database.source.query(statement), /append-only/);
    }
  });
});

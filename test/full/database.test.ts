import { strict as assert } from 'node:assert';
import { openTestServices, type TestServices } from '../support/test-services.ts';

describe('PostgreSQL, as we open it', () => {
  let opened: TestServices;
  before(async () => {
    opened = await openTestServices({ now: () => new Date() });
  });
  after(() => opened.close());

  it('compiles no statement: a wrong estimate would cost a page seconds', async () => {
    const { source } = opened.services.database;
    assert.deepEqual(await source.query('show jit'), [{ jit: 'off' }]);
  });
});

import { strict as assert } from 'node:assert';
import { seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

describe('storage: passwords', () => {
  let running: TestServices;
  before(async function () {
    this.timeout(60_000);
    running = await openTestServices({ now: () => new Date('2026-11-20T03:00:00Z') });
    await seedMinistry(running);
  });
  after(() => running.close());

  it('are hashed anew only while they are the same', async () => {
    const { credentials, directory } = running.services.stores;
    const { id } = (await directory.findPersonByLogin('staff@mic.example')) ?? assert.fail('nobody');
    const read = (await credentials.findPassword(id)) ?? assert.fail('none');
    await credentials.rehash(id, { former: read.hash, hash: 'stronger' });
    assert.deepEqual(await credentials.findPassword(id), { ...read, hash: 'stronger' });
    // Somebody resets the password while a sign-in with the former one hashes it anew.
    await credentials.savePassword({ ...read, hash: 'of another password' });
    await credentials.rehash(id, { former: 'stronger', hash: 'the former one again' });
    assert.equal((await credentials.findPassword(id))?.hash, 'of another password');
  });
});

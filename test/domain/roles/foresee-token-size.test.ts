import { strict as assert } from 'node:assert';
import { roleClaims, sizeOfClaims } from '../../../src/domain/roles/role-claims.ts';
import { OPERATOR, role, seedCast } from '../../flows/role-authority.actors.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const NOW = new Date('2026-11-20T03:00:00Z');

describe('roles: the size of the token that a role grant makes', () => {
  let run: TestServices;

  before(async () => {
    run = await openTestServices({ now: () => NOW });
    await seedCast(run.services);
  });
  after(() => run.close());

  const preview = (code: string, to: object) =>
    run.services.roles.previewGrant(OPERATOR, { ...role(code), to });
  async function sizeOf(name: string, clientId: string): Promise<number> {
    const { roles, stores } = run.services;
    const found = await stores.directory.findPersonByLogin(`${name}@mic.example`);
    const record = found && (await stores.directory.findPersonRecord(found.id));
    if (record === undefined) return assert.fail(name);
    return sizeOfClaims(roleClaims(await roles.effectiveRolesOf(record, clientId, NOW), record.person));
  }

  for (const code of ['documents:author', 'documents:office', 'hr:viewer'])
    it(`foresees with ${code} what the token has once it is given`, async () => {
      const to = { person: 'own@mic.example' };
      const before = await sizeOf('own', role(code).clientId);
      const { token } = await preview(code, to);
      const { id } = await run.services.roles.grantRole(OPERATOR, { ...role(code), to });
      const after = await sizeOf('own', role(code).clientId);
      assert.deepEqual([token?.name, token?.bytes], ['Lê Ánh', after]);
      assert.ok(after > before);
      assert.equal((await preview(code, to)).token, undefined, 'nobody gains it any more');
      await run.services.roles.revokeRole(OPERATOR, id);
    });

  it('names the largest of many', async () => {
    const reader = role('documents:reader');
    for (const code of ['documents:author', 'documents:desk', 'documents:reader'])
      await run.services.roles.grantRole(OPERATOR, {
        ...role(code),
        to: { person: 'sub@mic.example' },
      });
    const { token } = await preview('documents:chief', { unit: 'G14', subtree: true });
    await run.services.roles.grantRole(OPERATOR, {
      clientId: reader.clientId,
      code: 'chief',
      to: { person: 'sub@mic.example' },
    });
    assert.equal(token?.bytes, await sizeOf('sub', 'documents'));
  });
});

import { strict as assert } from 'node:assert';
import { lan, retired, roleServiceFixture } from './role-service.fixture.ts';

const officer = { kind: 'operator', name: 'an' } as const;

/** Lan holds a composite of `documents`, by her unit and by herself, which contains a role of `hr`. */
async function withComposite() {
  const fixture = roleServiceFixture();
  const { service } = fixture;
  await service.createRole(officer, { clientId: 'documents', code: 'head', name: 'Thủ trưởng' });
  await service.createRole(officer, { clientId: 'documents', code: 'unused', name: 'Không ai giữ' });
  await service.createRole(officer, { clientId: 'hr', code: 'reader', name: 'Người đọc' });
  const head = { clientId: 'documents', code: 'head' };
  await service.includeRoles(officer, { role: head, parts: [{ clientId: 'hr', code: 'reader' }] });
  await service.grantRole(officer, { ...head, to: { unit: 'DEPARTMENT', subtree: true }, decision: '5/QĐ' });
  await service.grantRole(officer, { ...head, to: { person: 'CB-1' } });
  return fixture;
}

describe('explanation of every role at once', () => {
  it('says at each client what the explanation there says, composites of other clients among it', async () => {
    const { service, now, recordOf } = await withComposite();
    const { clients } = await service.explainEverywhere(recordOf(lan), now.value);
    assert.deepEqual([...clients.keys()], ['documents', 'hr']);
    for (const [client, held] of clients) {
      const { roles, token } = await service.explain('CB-1', client, now.value);
      assert.deepEqual(held, { roles, token });
    }
    const [reader] = clients.get('hr')?.roles ?? [];
    assert.deepEqual(
      reader?.paths.map(({ via, composites }) => [via.kind, composites]),
      [
        ['unit', ['documents:head']],
        ['person', ['documents:head']],
      ],
    );
  });

  it('brings the rows that give names to it', async () => {
    const { service, now, recordOf } = await withComposite();
    const { facts, clients } = await service.explainEverywhere(recordOf(lan), now.value);
    const paths = [...clients.values()].flatMap(({ roles }) => roles.flatMap((role) => role.paths));
    const known = new Set(facts.roleGrants.map(({ id }) => id));
    assert.ok(paths.length === 4 && paths.every(({ roleGrantId }) => known.has(roleGrantId)));
    const names = facts.roles.map(({ clientId, code }) => `${clientId}:${code}`);
    assert.deepEqual(names.sort(), ['documents:head', 'hr:reader']);
  });

  it('reads the role grants once, however many clients there are', async () => {
    const { service, roles, now, recordOf } = await withComposite();
    const read = roles.listRoleGrantsFor.bind(roles);
    const asked: unknown[] = [];
    roles.listRoleGrantsFor = (subject, clientId) => {
      asked.push(clientId);
      return read(subject, clientId);
    };
    assert.equal((await service.explainEverywhere(recordOf(lan), now.value)).clients.size, 2);
    assert.deepEqual(asked, [null]);
  });

  it('gives nothing to whose account is closed', async () => {
    const { service, now, recordOf } = await withComposite();
    assert.equal((await service.explainEverywhere(recordOf(retired), now.value)).clients.size, 0);
  });
});

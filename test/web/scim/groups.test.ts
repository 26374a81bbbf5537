import { strict as assert } from 'node:assert';
import type { UnitMember } from '../../../src/domain/directory/directory-query.ts';
import type { ProvisioningService } from '../../../src/domain/directory/provisioning-service.ts';
import { GROUP_KIND } from '../../../src/web/scim/group-schema.ts';
import { createGroups } from '../../../src/web/scim/groups.ts';
import { projectionOf } from '../../../src/web/scim/projection.ts';
import { unitRow } from '../../domain/roles/rows.ts';

describe('SCIM groups', () => {
  let members: UnitMember[] = [];
  let asked = 0;
  const unit = unitRow('00000000-0000-4000-8000-000000000001');
  const provisioning: Pick<ProvisioningService, 'units' | 'members' | 'catalogue'> = {
    units: async () => ({ total: 1, rows: [{ unit, peopleDigest: 'x' }] }),
    async members(_, limit) {
      asked += 1;
      return members.slice(0, limit);
    },
    catalogue: async () => ({ units: [unit], positions: [] }),
  };
  const groups = createGroups({
    provisioning: provisioning as ProvisioningService,
    base: 'https://sso.example/scim/v2',
  });
  const get = (input: object) => groups.get(unit.id, projectionOf(GROUP_KIND, { ...input }));
  const make = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ unitId: unit.id, personId: `${index}`, fullName: 'An' }));

  it('refuse an answer with more members than it holds', async () => {
    members = make(10_000);
    assert.equal(((await get({})) as unknown as { members: unknown[] }).members.length, 10_000);
    members = make(10_001);
    await assert.rejects(get({}), { status: 400, scimType: 'tooMany' });
  });

  it('do not read members that nobody wants to see', async () => {
    members = make(10_001);
    asked = 0;
    await get({ excludedAttributes: 'members' });
    await get({ attributes: 'displayName' });
    assert.equal(asked, 0);
    await assert.rejects(get({ attributes: 'members.value' }), { scimType: 'tooMany' });
  });
});

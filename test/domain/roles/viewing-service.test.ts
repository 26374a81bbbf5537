import { strict as assert } from 'node:assert';
import type { Actor } from '../../../src/domain/audit/audit-event.ts';
import type { Person } from '../../../src/domain/directory/person.ts';
import type { ViewedData } from '../../../src/domain/roles/viewing-service.ts';
import { registerProduct } from '../../../src/product-client.ts';
import type { Services } from '../../../src/services.ts';
import { seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const STAFF = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'an' } as const;

describe('who looked at a person’s data', () => {
  let opened: TestServices;
  let services: Services;
  let staff: Person;
  let clerk: Person;
  const time = { now: new Date() };

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => time.now });
    services = opened.services;
    await seedMinistry(opened);
    await registerProduct(services);
    ({ person: staff } = await services.staff.show(STAFF));
    ({ person: clerk } = await services.staff.show('clerk@mic.example'));
  });
  after(() => opened?.close());

  const look = (actor: Actor, data: ViewedData = 'record', reason: string | null = null, clientId?: string) =>
    services.viewings.note(STAFF, { data, actor, clientId: clientId ?? null, reason });
  const count = async () => (await services.viewings.list(staff.id, 1000)).length;
  const pass = (minutes: number) => {
    time.now = new Date(time.now.getTime() + minutes * 60_000);
  };

  it('is noted with role, reason and client, the newest first', async () => {
    const to = { person: 'clerk@mic.example' };
    await services.roles.grantRole(OPERATOR, { clientId: 'micconnect', code: 'auditor', to });
    await look(OPERATOR, 'devices', '  kiểm tra\n\u202esự cố  ');
    pass(1);
    await look({ kind: 'person', id: clerk.id }, 'roles', null, 'console');
    const [second, first] = await services.viewings.list(staff.id, 10);
    assert.deepEqual([first?.actor, first?.data, first?.reason], [OPERATOR, 'devices', 'kiểm tra sự cố']);
    assert.deepEqual(first?.roleCodes, []);
    assert.deepEqual(second?.roleCodes, ['auditor']);
    assert.deepEqual([second?.clientId, second?.reason], ['console', null]);
  });

  it('is noted once an hour for the same look, and anew for any other', async () => {
    const before = await count();
    for (let times = 0; times < 3; times += 1) await look(OPERATOR, 'passkeys', 'SC-1');
    assert.equal(await count(), before + 1);
    await look(OPERATOR, 'certificates', 'SC-1');
    await look(OPERATOR, 'passkeys', 'SC-2');
    await look({ kind: 'operator', name: 'binh' }, 'passkeys', 'SC-1');
    await look(OPERATOR, 'passkeys', 'SC-1', 'console');
    assert.equal(await count(), before + 5);
    pass(60);
    await look(OPERATOR, 'passkeys', 'SC-1');
    assert.equal(await count(), before + 6);
  });

  it('leaves one’s own looks out, and knows nobody whom the directory does not', async () => {
    const before = await count();
    await look({ kind: 'person', id: staff.id });
    assert.equal(await count(), before);
    await assert.rejects(
      services.viewings.note('nobody@mic.example', {
        ...{ data: 'record', actor: OPERATOR, clientId: null, reason: null },
      }),
      { code: 'person_not_found' },
    );
  });
});

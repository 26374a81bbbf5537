import { strict as assert } from 'node:assert';
import { remindOfSecondFactor } from '../../../src/domain/authentication/factor-reminders.ts';
import { daysAfter } from '../../../src/domain/clock.ts';
import { registerProduct } from '../../../src/product-client.ts';
import { seedClient, seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const OPERATOR = { kind: 'operator', name: 'an' } as const;
const START = new Date('2026-11-20T03:00:00Z');

describe('authentication/factor-reminders', () => {
  let run: TestServices;
  let now = START;

  before(async () => {
    run = await openTestServices({ now: () => now });
    await seedMinistry(run);
    await registerProduct(run.services);
  });
  after(() => run.close());

  const idOf = async (name: string) =>
    (await run.services.stores.directory.findPersonByLogin(`${name}@mic.example`))?.id ?? assert.fail(name);
  /** To whom the sweeps of some nodes at one moment wrote. */
  async function letters(nodes = 1): Promise<string[]> {
    const sweep = () => remindOfSecondFactor({ ...run.services, issuer: 'https://sso.example' });
    await Promise.all(Array.from({ length: nodes }, sweep));
    const { deliveries } = run.services.stores;
    const rows = await deliveries.claim(now, daysAfter(now, 1), 1000);
    for (const { id } of rows) await deliveries.succeed(id, now);
    return rows
      .flatMap(({ delivery }) =>
        delivery.kind === 'mail' && delivery.template === 'second-factor-missing'
          ? [`${delivery.to.split('@')[0]} ${delivery.facts.url}`]
          : [],
      )
      .sort();
  }
  const later = (days: number) => {
    now = daysAfter(now, days);
  };
  const set = (name: string, value: string) => run.services.settings.set(name, value, OPERATOR);
  const at = (...names: string[]) => names.map((name) => `${name} https://sso.example/security`);

  it('writes to nobody of whom nothing is demanded', async () => {
    assert.deepEqual(await letters(), []);
  });

  it('writes to holders of a role at the product once a week, whatever the number of nodes', async () => {
    const to = { person: 'clerk@mic.example' };
    await run.services.roles.grantRole(OPERATOR, { clientId: 'micconnect', code: 'help-desk', to });
    later(7);
    assert.deepEqual(await letters(3), at('clerk'));
    assert.deepEqual(await letters(), []);
    now = new Date(daysAfter(now, 7).getTime() - 1);
    assert.deepEqual(await letters(), []);
    now = new Date(now.getTime() + 1);
    assert.deepEqual(await letters(2), at('clerk'));
  });

  it('writes to nobody when the setting is 0, nor when administrators need no second factor', async () => {
    await set('multi_factor.reminder_days', '0');
    later(30);
    assert.deepEqual(await letters(), []);
    await set('multi_factor.reminder_days', '2');
    await set('multi_factor.administrators', '0');
    assert.deepEqual(await letters(), []);
  });

  it('writes to whoever holds a role at a system that demands one', async () => {
    await seedClient(run, { client_id: 'documents', minimum_acr: 'urn:micconnect:acr:mfa' });
    later(2);
    assert.deepEqual(await letters(), at('clerk', 'head', 'newcomer', 'staff'));
  });

  it('writes to everybody who has none, and never to who has one, or whose account is closed', async () => {
    await set('multi_factor.everybody', '1');
    const { stores, staff } = run.services;
    await stores.totp.save({ personId: await idOf('staff'), secret: 'A', lastStep: 0, enrolledAt: now });
    await staff.disable('head@mic.example', OPERATOR);
    later(2);
    assert.deepEqual(await letters(), at('clerk', 'newcomer'), 'retired people have no open account');
  });
});

import { strict as assert } from 'node:assert';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import type { TestServer } from '../support/running-server.ts';
import { OPERATOR } from './role-authority.actors.ts';

/** A system administrator and an auditor of the small ministry, once `seedOfficers` has made them. */
export const ADMIN = 'staff@mic.example';
export const AUDITOR = 'clerk@mic.example';

/** Fills the small ministry, in which two people hold roles at the product. */
export async function seedOfficers(server: TestServer): Promise<void> {
  const { services } = server;
  await seedMinistry(server);
  await registerProduct(services);
  for (const [person, code] of [
    [ADMIN, 'system-administrator'],
    [AUDITOR, 'auditor'],
  ] as const)
    await services.roles.grantRole(OPERATOR, { clientId: 'micconnect', code, to: { person } });
}

/** Signs somebody in on the way to a page of the console. */
export async function openedBy(email: string, url: string): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser();
  const page = await browser.submit(await browser.get(url), { username: email, password: PASSWORD });
  assert.equal(page.url, url);
  return { browser, page };
}

/** Signs some of the cast of the escalation matrix in on the way to a page. @returns the browser of a name */
export async function signInCast(
  { services }: TestServer,
  names: readonly string[],
  url: string,
): Promise<(name: string) => Browser> {
  const { hasher, clock, stores } = services;
  const browsers = new Map<string, Browser>();
  const hash = await hasher.hash(PASSWORD);
  for (const name of names) {
    const email = `${name}@mic.example`;
    const { id } = (await stores.directory.findPersonByLogin(email)) ?? assert.fail(name);
    const fresh = { mustChange: false, isLong: true, changedAt: clock.now() };
    await stores.credentials.savePassword({ personId: id, hash, ...fresh });
    browsers.set(name, (await openedBy(email, url)).browser);
  }
  return (name) => browsers.get(name) ?? assert.fail(name);
}

/** The token of the forms on a page. */
export function csrfOf({ text }: Page): string {
  return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

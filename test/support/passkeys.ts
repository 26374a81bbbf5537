import { strict as assert } from 'node:assert';
import type { Services } from '../../src/services.ts';
import type { Browser, Page } from './browser.ts';
import { SoftwareAuthenticator, type Tampering } from './software-authenticator.ts';

export const TEST_ORIGIN = {
  address: '10.14.22.187',
  networkPrefix: '10.14.22.187',
  isOutside: false,
  userAgent: null,
  supportCode: '7KQ4-2MXD',
} as const;

/** Enrols a passkey of an authenticator for a person, as the page of a session would. */
export async function enrolPasskey(
  { passkeys, staff }: Pick<Services, 'passkeys' | 'staff'>,
  email: string,
  device: SoftwareAuthenticator,
  { name = 'Máy thử', ...tampering }: Tampering & { name?: string } = {},
) {
  const { person } = await staff.show(email);
  const context = `session of ${email}`;
  const response = device.create(await passkeys.beginPasskey(person, context), tampering);
  return passkeys.confirmPasskey(person, { context, response, name }, TEST_ORIGIN);
}

/** What the script of a sign-in's page does when its button is pressed: fetches the question and posts the answer. */
export async function pressPasskey(
  issuer: string,
  browser: Browser,
  { url }: Page,
  device: SoftwareAuthenticator,
  tampering: Tampering = {},
): Promise<Page> {
  const [interaction] = /\/interaction\/[\w-]+/.exec(url) ?? [];
  const page = `${issuer}${interaction}/passkey`;
  const question = await browser.post(`${page}/options`, {});
  assert.equal(question.headers.get('cache-control'), 'no-store');
  return browser.post(page, { response: device.get(JSON.parse(question.text), tampering) });
}

/** A person's first passkey, on a device of her own. */
export async function givePasskey(services: Services, email: string): Promise<SoftwareAuthenticator> {
  const device = new SoftwareAuthenticator(services.config.issuer);
  await enrolPasskey(services, email, device);
  return device;
}

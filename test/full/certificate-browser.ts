import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from './chromium.ts';

const PKCS12_PASSWORD = 'test';

/** A certificate with its key as an authority hands it over. */
export interface Pkcs12 {
  file: string;
  password: string;
}

export interface CertificateBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

type Options = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>;

/**
 * Debian's Chromium with an NSS store of its own, as a member of staff has one: it shakes hands itself, with the
 * certificate that it finds there and nothing in between.
 * @param origin may ask for the certificate, and gets it without the dialog in which a person would choose
 * @param certificate null for a person who has none to choose
 */
export async function openCertificateBrowser(
  origin: string,
  certificate: IssuedCertificate | Pkcs12 | null,
  options: Options = {},
): Promise<CertificateBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'micconnect-browser-'));
  const store = join(home, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  const database = `sql:${store}`;
  execFileSync('certutil', ['-N', '-d', database, '--empty-password']);
  if (certificate !== null) {
    const { file, password } = 'file' in certificate ? certificate : await writePkcs12(home, certificate);
    execFileSync('pk12util', ['-i', file, '-d', database, '-W', password], { stdio: 'pipe' });
  }
  const profile = join(home, 'profile');
  writePreferences(profile, origin);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: CHROMIUM_FLAGS,
    // The listener certifies itself here, as it does outside production.
    ignoreHTTPSErrors: true,
    env: { PATH: process.env.PATH ?? '', HOME: home },
    ...options,
  });
  return {
    context,
    async close() {
      await context.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The file in which an authority hands a certificate over with its key, as openssl makes it. */
async function writePkcs12(directory: string, { pem, privateKeyPem }: IssuedCertificate): Promise<Pkcs12> {
  const [source, file] = [join(directory, 'login.pem'), join(directory, 'login.p12')];
  writeFileSync(source, `${await privateKeyPem()}${pem}`, { mode: 0o600 });
  const password = ['-passout', `pass:${PKCS12_PASSWORD}`];
  execFileSync('openssl', ['pkcs12', '-export', '-in', source, '-name', 'login', '-out', file, ...password]);
  return { file, password: PKCS12_PASSWORD };
}

/**
 * What the policy AutoSelectCertificateForUrls makes of a profile. As the profile's own setting it needs no file
 * below /etc, and so works for whoever runs the tests.
 */
function writePreferences(profile: string, origin: string): void {
  const exceptions = { auto_select_certificate: { [`${origin},*`]: { setting: { filters: [{}] } } } };
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { content_settings: { exceptions } } }),
  );
}

/** What is missing on this machine to run it. */
export function missingNssTools(): string | undefined {
  const isThere = ['certutil', 'pk12util'].every((name) => existsSync(`/usr/bin/${name}`));
  return isThere ? undefined : 'libnss3-tools';
}

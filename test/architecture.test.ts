import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

/** What each folder may import besides itself; `node:` modules are free except in the domain. */
const ALLOWED: Record<string, { folders: string[]; packages: string[] }> = {
  domain: { folders: [], packages: ['node:crypto'] },
  messages: { folders: ['domain'], packages: [] },
  storage: {
    folders: ['domain', 'migrations'],
    packages: ['node:', 'typeorm', 'pg', '@electric-sql/pglite'],
  },
  'staff-files': { folders: ['domain'], packages: ['node:', 'csv-parse', 'iconv-lite', 'read-excel-file'] },
  'staff-ldap': { folders: ['domain'], packages: ['node:', 'ldapts'] },
  pki: { folders: ['domain'], packages: ['node:', 'pkijs', 'asn1js', 'jose'] },
  hashing: { folders: ['domain'], packages: ['node:', 'argon2'] },
  webauthn: { folders: ['domain'], packages: ['@simplewebauthn/server'] },
  'one-time-codes': { folders: ['domain'], packages: ['otplib'] },
  'password-checks': {
    folders: ['domain'],
    packages: ['node:', '@zxcvbn-ts/core', '@zxcvbn-ts/language-common'],
  },
  outbox: { folders: ['domain'], packages: ['node:', 'nodemailer', 'ipaddr.js'] },
  oidc: { folders: ['domain'], packages: ['node:', 'oidc-provider', 'jose', 'koa'] },
  web: {
    folders: ['domain', 'messages', 'oidc'],
    packages: [
      'node:',
      'koa',
      '@koa/router',
      'koa-mount',
      '@fastify/busboy',
      'eta',
      'ipaddr.js',
      'prom-client',
      'qr',
      'pino',
      'oidc-provider',
    ],
  },
  cli: { folders: ['domain', 'messages', 'staff-files', 'staff-ldap'], packages: ['node:'] },
  printing: { folders: ['domain', 'messages'], packages: ['node:', 'pdfkit', 'fflate'] },
  samples: {
    folders: ['domain', 'messages', 'staff-files', 'pki'],
    packages: ['node:', 'openid-client', 'jose', 'ws'],
  },
};
const OIDC_FOR_WEB = [
  'access-tokens.ts',
  'interactions.ts',
  'session.ts',
  'sign-out.ts',
  'provider-pages.ts',
];
const FORBIDDEN_NAMES = /^(utils?|helpers?|common|misc|lib|managers?|types|index)(\.ts)?$/;

interface Import {
  file: string;
  target: string;
  isTypeOnly: boolean;
}

const files = walk(SRC).filter((file) => file.endsWith('.ts'));
const imports = files.flatMap(importsOf);

describe('architecture', () => {
  it('lets folders import only what the table allows', () => {
    assert.deepEqual(imports.filter((each) => !isAllowed(each)).map(shown), []);
  });

  it('loads the provider library at run time in oidc alone', () => {
    const runtime = imports.filter(({ target, isTypeOnly }) => target === 'oidc-provider' && !isTypeOnly);
    assert.deepEqual(runtime.filter(({ file }) => folderOf(file) !== 'oidc').map(shown), []);
  });

  it('keeps the environment and the exit in main', () => {
    const readers = files.filter((file) =>
      /\bprocess\.(env|argv|exit|cwd|on|once|std)/.test(readFileSync(file, 'utf8')),
    );
    assert.deepEqual(
      readers.map((file) => relative(SRC, file)),
      ['main.ts'],
    );
  });

  it('uses the word grant alone for the library’s consent only', () => {
    const pattern = /\bclass Grant\b|\binterface Grant\b|\bcreateGrant\b|\bfindGrant\b|\bsaveGrant\b/;
    const users = files.filter((file) => pattern.test(readFileSync(file, 'utf8')));
    assert.deepEqual(
      users.map((file) => relative(SRC, file)),
      [],
    );
  });

  it('keeps files small and their names telling', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301);
    assert.deepEqual(
      long.map((file) => relative(SRC, file)),
      [],
    );
    const names = walk(SRC).flatMap((file) => relative(SRC, file).split('/'));
    assert.deepEqual(
      names.filter((name) => FORBIDDEN_NAMES.test(name)),
      [],
    );
  });

  it('lists in .env.example exactly the keys that the code reads', async () => {
    const { configKeys } = await import('../src/config-keys.ts');
    const listed = [...readFileSync(join(ROOT, '.env.example'), 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
      ([, key]) => key,
    );
    assert.deepEqual(listed.sort(), [...configKeys].sort());
  });
});

function isAllowed({ file, target }: Import): boolean {
  const from = folderOf(file);
  const rule = ALLOWED[from];
  // Files of src itself put everything together.
  if (rule === undefined) return dirname(file) === SRC;
  if (!target.startsWith('.')) {
    return rule.packages.some(
      (name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
  }
  const path = resolve(dirname(file), target);
  const to = path.startsWith(SRC) ? folderOf(path) : relative(ROOT, path).split('/')[0];
  if (to === from) return true;
  if (from === 'web' && to === 'oidc') return OIDC_FOR_WEB.includes(path.split('/').at(-1) ?? '');
  return to !== undefined && rule.folders.includes(to);
}

function importsOf(file: string): Import[] {
  const pattern =
    /^(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gm;
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, type, from, bare, dynamic]) => ({
    file,
    target: from ?? bare ?? dynamic ?? '',
    isTypeOnly: type !== undefined,
  }));
}

function folderOf(path: string): string {
  return relative(SRC, path).split('/')[0] ?? '';
}

function shown({ file, target }: Import): string {
  return `${relative(SRC, file)} → ${target}`;
}

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? [path, ...walk(path)] : [path];
  });
}

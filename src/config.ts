import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configKeys, type KeyName } from './config-keys.ts';
import {
  booleanOf,
  breachedFileOf,
  cidrsOf,
  hostsOf,
  integerOf,
  originOf,
  type Problem,
  secretsKeyOf,
} from './config-values.ts';
import type { BreachedFile } from './password-checks/breached-file.ts';

/** Everything the environment decides, read once and frozen. Durations are milliseconds. */
export interface Config {
  production: boolean;
  issuer: string;
  /** `::` listens on every address of both families. */
  host: string;
  port: number;
  databaseUrl: string | null;
  dataDir: string;
  keysDir: string;
  /** Public origin of the listener that asks browsers for a certificate. */
  certificateOrigin: string;
  certificatePort: number;
  trustedProxies: string[];
  /** CIDRs of the ministry's own networks; without any, nobody comes from outside. */
  networks: string[];
  outboundAllow: string[];
  smtpUrl: string | null;
  mailFrom: string;
  /** 32 bytes; null = generated in `keysDir` at first start (never in production). */
  secretsKey: Buffer | null;
  breachedPasswords: BreachedFile | null;
  workers: number;
  sampleData: boolean;
  samplePort: number;
  ministry: { vi: string; en: string };
  supportPhone: string;
  sessionIdleMs: number;
  sessionAbsoluteMs: number;
  logLevel: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** All problems of an environment at once, one line each, ready to print on one screen. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ key, text }) => `  ${key}: ${text}`).join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads and validates the environment (contract section 2).
 * @param env the variables; `NAME_FILE` names a file that holds `NAME`
 * @param cwd the folder against which relative paths are read
 * @throws ConfigError with every problem found, not just the first
 */
export function loadConfig(env: Environment, cwd: string): Config {
  const problems: Problem[] = [];
  const value = valuesOf(env, problems);
  const production = value('NODE_ENV') === 'production';
  const databaseUrl = value('DATABASE_URL');
  const config: Config = {
    production,
    issuer: originOf(value('ISSUER') ?? 'http://localhost:3000', 'ISSUER', problems),
    host: value('HOST') ?? '::',
    port: integerOf(value('PORT'), { key: 'PORT', fallback: 3000, min: 1, max: 65535 }, problems),
    databaseUrl,
    dataDir: resolve(cwd, value('DATA_DIR') ?? '.data'),
    keysDir: resolve(cwd, value('KEYS_DIR') ?? 'keys'),
    certificateOrigin: originOf(
      value('CERTIFICATE_ORIGIN') ?? 'https://localhost:3443',
      'CERTIFICATE_ORIGIN',
      problems,
    ),
    certificatePort: integerOf(
      value('CERTIFICATE_PORT'),
      { key: 'CERTIFICATE_PORT', fallback: 3443, min: 1, max: 65535 },
      problems,
    ),
    trustedProxies: cidrsOf(value('TRUSTED_PROXIES'), 'TRUSTED_PROXIES', problems),
    networks: cidrsOf(value('MICCONNECT_NETWORKS'), 'MICCONNECT_NETWORKS', problems),
    outboundAllow: hostsOf(value('OUTBOUND_ALLOW'), 'OUTBOUND_ALLOW', problems),
    smtpUrl: value('SMTP_URL'),
    mailFrom: value('MAIL_FROM') ?? 'MicConnect <khong-tra-loi@mic.example>',
    secretsKey: secretsKeyOf(value('SECRETS_KEY'), problems),
    breachedPasswords: breachedFileOf(pathOf('BREACHED_PASSWORDS'), problems),
    workers: integerOf(value('WORKERS'), { key: 'WORKERS', fallback: 1, min: 1, max: 64 }, problems),
    sampleData: booleanOf(
      value('SAMPLE_DATA'),
      { key: 'SAMPLE_DATA', fallback: databaseUrl === null },
      problems,
    ),
    samplePort: integerOf(
      value('SAMPLE_PORT'),
      { key: 'SAMPLE_PORT', fallback: 3001, min: 1, max: 65530 },
      problems,
    ),
    ministry: {
      vi: value('MICCONNECT_MINISTRY') ?? 'Bộ Thông tin và Truyền thông',
      en: value('MICCONNECT_MINISTRY_EN') ?? 'Ministry of Information and Communications',
    },
    supportPhone: value('MICCONNECT_SUPPORT_PHONE') ?? '2088',
    sessionIdleMs: minutes(value('MICCONNECT_SESSION_IDLE_MINUTES'), 'MICCONNECT_SESSION_IDLE_MINUTES', 30),
    sessionAbsoluteMs: minutes(value('MICCONNECT_SESSION_MINUTES'), 'MICCONNECT_SESSION_MINUTES', 600),
    logLevel: value('MICCONNECT_LOG_LEVEL') ?? 'info',
  };
  crossChecks(config, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);

  function pathOf(key: KeyName): string | null {
    const path = value(key);
    return path === null ? null : resolve(cwd, path);
  }

  function minutes(text: string | null, key: KeyName, fallback: number): number {
    return integerOf(text, { key, fallback, min: 1, max: 7 * 24 * 60 }, problems) * 60_000;
  }
}

/** Rules that need more than one key. */
function crossChecks(config: Config, problems: Problem[]): void {
  const report = (key: KeyName, text: string) => problems.push({ key, text });
  if (config.sessionIdleMs > config.sessionAbsoluteMs) {
    report('MICCONNECT_SESSION_IDLE_MINUTES', 'must not be longer than MICCONNECT_SESSION_MINUTES');
  }
  if (config.workers > 1 && config.databaseUrl === null) {
    report('WORKERS', 'more than one process needs PostgreSQL: set DATABASE_URL or WORKERS=1');
  }
  if (!config.production) return;
  if (!config.issuer.startsWith('https://')) report('ISSUER', 'must be an https address in production');
  if (config.databaseUrl === null) {
    report('DATABASE_URL', 'is required in production: the embedded database is for evaluation');
  }
  if (config.secretsKey === null) {
    report('SECRETS_KEY', 'is required in production: 32 random bytes in base64 (openssl rand -base64 32)');
  } else if (new Set(config.secretsKey).size < 8) {
    report('SECRETS_KEY', 'is not random: make one with openssl rand -base64 32');
  }
  if (config.sampleData) report('SAMPLE_DATA', 'must be off in production: its passwords are public');
}

/** A reader of one key: `NAME_FILE` wins nothing over `NAME`, setting both is a problem. */
function valuesOf(env: Environment, problems: Problem[]): (key: KeyName) => string | null {
  for (const key of Object.keys(env)) {
    if (
      key.startsWith('MICCONNECT_') &&
      !configKeys.some((known) => known === key || `${known}_FILE` === key)
    ) {
      problems.push({ key, text: 'is not a setting of MicConnect: see .env.example' });
    }
  }
  return (key) => {
    const file = env[`${key}_FILE`];
    if (!file) return env[key] || null;
    if (env[key]) {
      problems.push({ key, text: `is set twice: use ${key} or ${key}_FILE` });
      return null;
    }
    try {
      return readFileSync(file, 'utf8').trim() || null;
    } catch {
      problems.push({ key: `${key}_FILE`, text: `cannot read ${file}` });
      return null;
    }
  };
}

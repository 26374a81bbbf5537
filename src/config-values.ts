import { isIP } from 'node:net';
import type { KeyName } from './config-keys.ts';
import { type BreachedFile, inspectBreachedFile } from './password-checks/breached-file.ts';

/** One thing wrong with the environment, in words that say how to mend it. */
export interface Problem {
  key: string;
  text: string;
}

/** An origin without path, query or trailing slash: the form in which issuers are compared. */
export function originOf(text: string, key: KeyName, problems: Problem[]): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    problems.push({ key, text: `is not a web address: ${text}` });
    return text;
  }
  if (url.origin !== text.replace(/\/$/, '')) {
    problems.push({ key, text: `must be an origin without path or port 80/443, such as ${url.origin}` });
  }
  return url.origin;
}

interface IntegerRule {
  key: KeyName;
  fallback: number;
  min: number;
  max: number;
}

/** A whole number within bounds. */
export function integerOf(text: string | null, rule: IntegerRule, problems: Problem[]): number {
  if (text === null) return rule.fallback;
  const number = Number(text);
  if (Number.isInteger(number) && number >= rule.min && number <= rule.max) return number;
  problems.push({
    key: rule.key,
    text: `must be a whole number from ${rule.min} to ${rule.max}, not ${text}`,
  });
  return rule.fallback;
}

const WORDS: ReadonlyMap<string, boolean> = new Map(
  Object.entries({
    on: true,
    true: true,
    yes: true,
    '1': true,
    off: false,
    false: false,
    no: false,
    '0': false,
  }),
);

/** on/off, true/false, yes/no, 1/0. */
export function booleanOf(
  text: string | null,
  rule: { key: KeyName; fallback: boolean },
  problems: Problem[],
): boolean {
  if (text === null) return rule.fallback;
  const value = WORDS.get(text.toLowerCase());
  if (value !== undefined) return value;
  problems.push({ key: rule.key, text: `must be on or off, not ${text}` });
  return rule.fallback;
}

/** Comma-separated IP addresses and networks. */
export function cidrsOf(text: string | null, key: KeyName, problems: Problem[]): string[] {
  const items = listOf(text);
  for (const item of items) {
    if (!isNetwork(item)) problems.push({ key, text: `is not an address or network: ${item}` });
  }
  return items;
}

/** Comma-separated host names, IP addresses and networks. */
export function hostsOf(text: string | null, key: KeyName, problems: Problem[]): string[] {
  const items = listOf(text);
  for (const item of items) {
    if (!isNetwork(item) && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(item)) {
      problems.push({ key, text: `is not a host, address or network: ${item}` });
    }
  }
  return items;
}

/** 32 bytes in base64. */
export function secretsKeyOf(text: string | null, problems: Problem[]): Buffer | null {
  if (text === null) return null;
  const key = Buffer.from(text, 'base64');
  if (key.length === 32) return key;
  problems.push({ key: 'SECRETS_KEY', text: 'must be 32 bytes in base64 (openssl rand -base64 32)' });
  return null;
}

/** A list of breached passwords, looked at before anything relies on it. */
export function breachedFileOf(path: string | null, problems: Problem[]): BreachedFile | null {
  if (path === null) return null;
  try {
    return inspectBreachedFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push({ key: 'BREACHED_PASSWORDS', text: `${path} ${reason}` });
    return null;
  }
}

function listOf(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

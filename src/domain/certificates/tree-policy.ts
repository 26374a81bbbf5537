import type { KeyStorage } from '../authentication/assurance.ts';
import { FieldReader } from '../field-reader.ts';

const keyStorages: readonly KeyStorage[] = ['sc', 'hwk', 'swk'];
export const revocationMeans = ['crl', 'ocsp'] as const;
export type RevocationMeans = (typeof revocationMeans)[number];

/** What the operator says about one tree of certification authorities: `KEYS_DIR/ca/TREE.json`. */
export interface TreePolicy {
  name: { vi: string; en: string };
  profile: ProfilePolicy;
  binding: BindingPolicy;
  revocation: RevocationPolicy;
}

export interface ProfilePolicy {
  /** Purposes that must all stand in the certificate, beside clientAuth; OIDs. */
  extendedKeyUsage: string[];
  /** One of these must stand in the certificate; OIDs, empty = any or none. */
  policies: string[];
  /** Refused: certificates under one of these policies belong to organisations. */
  organisationPolicies: string[];
  /** An organisation's UID starts so (`MST:`), unless another UID of the subject is a person's. */
  organisationUidPrefixes: string[];
  personUidPrefixes: string[];
  /** An organisation's common name starts with one of these words; accents count, case does not. */
  organisationNames: string[];
  /** Attributes without which a subject is no person; OIDs. */
  personAttributes: string[];
  minimumRsaBits: number;
  minimumEcBits: number;
  /** Where the keys of the tree are known to live. */
  keyStorage: KeyStorage;
}

export interface BindingPolicy {
  /** Beside bindings by issuer and serial: the one open person whose official e-mail stands in the certificate. */
  byEmail: boolean;
}

export interface RevocationPolicy {
  /** Means to try, first to last; the first that proves anything decides. */
  order: RevocationMeans[];
  /** The only hosts that are asked; `host` or `host:port`. */
  hosts: string[];
  /** A responder may leave our nonce out (RFC 9654) only if it is `optional`; a wrong one is refused always. */
  nonce: 'required' | 'optional';
  /** After which time a list or response is asked for anew; a response then counts no more. */
  maxAgeMs: number;
  /** Longer lists are refused. */
  maxListBytes: number;
  /** How long a list or response counts after its own end. */
  graceMs: number;
  /** Addresses instead of those in the certificates: SHA-256 fingerprint of the issuer → http address. */
  crlUrls: Map<string, string>;
  ocspUrls: Map<string, string>;
}

const OID = /^[0-2](\.(0|[1-9]\d*)){1,30}$/;
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/;
const FINGERPRINT = /^[0-9a-f]{64}$/;
const HOUR_MS = 3_600_000;
/** A certificate that was revoked a week ago must not open a session. */
const LONGEST_GRACE_HOURS = 168;
const MINUTE_MS = 60_000;
const LONGEST_AGE_MINUTES = 24 * 60;
const MEGABYTE = 1024 * 1024;
/** What the outgoing call for revocation lets through. */
export const MAX_LIST_MB = 64;

/**
 * Reads the policy of a tree.
 * @param input parsed JSON
 * @returns the policy, and every problem found in English, for the operator; a policy with problems must not be used
 */
export function parseTreePolicy(input: unknown): { policy: TreePolicy; problems: string[] } {
  const reader = new FieldReader(input);
  const name = { vi: reader.text('name'), en: reader.text('name_en') };
  const profile = reader.nested('profile', readProfile);
  const binding = reader.nested('binding', readBinding);
  const revocation = reader.nested('revocation', readRevocation);
  if (revocation === undefined) reader.report('revocation', 'is required');
  reader.refuseUnknown([]);
  const empty = new FieldReader({});
  return {
    policy: {
      name,
      profile: profile ?? readProfile(empty),
      binding: binding ?? readBinding(empty),
      revocation: revocation ?? readRevocation(empty),
    },
    problems: reader.problems,
  };
}

function readProfile(reader: FieldReader): ProfilePolicy {
  const bits = (name: string, least: number) => {
    const value = reader.wholeNumber(name) ?? least;
    if (value < least) reader.report(name, `must not be below ${least}`);
    return value;
  };
  const profile: ProfilePolicy = {
    extendedKeyUsage: reader.addresses('extended_key_usage', oidRule),
    policies: reader.addresses('policies', oidRule),
    organisationPolicies: reader.addresses('organisation_policies', oidRule),
    organisationUidPrefixes: reader.addresses('organisation_uid_prefixes', wordRule),
    personUidPrefixes: reader.addresses('person_uid_prefixes', wordRule),
    organisationNames: reader.addresses('organisation_names', wordRule),
    personAttributes: reader.addresses('person_attributes', oidRule),
    minimumRsaBits: bits('minimum_rsa_bits', 2048),
    minimumEcBits: bits('minimum_ec_bits', 256),
    keyStorage: reader.oneOf('key_storage', keyStorages, 'swk'),
  };
  reader.refuseUnknown([]);
  return profile;
}

function readBinding(reader: FieldReader): BindingPolicy {
  const binding = { byEmail: reader.boolean('by_email', false) };
  reader.refuseUnknown([]);
  return binding;
}

function readRevocation(reader: FieldReader): RevocationPolicy {
  const order = reader.addresses('order', meansRule).flatMap(asMeans);
  if (order.length === 0) reader.report('order', 'must name crl, ocsp or both, the first to try first');
  const hours = reader.wholeNumber('grace_hours') ?? 0;
  if (hours > LONGEST_GRACE_HOURS) reader.report('grace_hours', `must not exceed ${LONGEST_GRACE_HOURS}`);
  const policy: RevocationPolicy = {
    order,
    hosts: reader.addresses('hosts', hostRule),
    nonce: reader.oneOf('nonce', ['required', 'optional'], 'required'),
    maxAgeMs: between(reader, 'max_age_minutes', { fallback: 60, most: LONGEST_AGE_MINUTES }) * MINUTE_MS,
    maxListBytes: between(reader, 'max_list_mb', { fallback: MAX_LIST_MB, most: MAX_LIST_MB }) * MEGABYTE,
    graceMs: hours * HOUR_MS,
    crlUrls: readUrls(reader, 'crl_urls'),
    ocspUrls: readUrls(reader, 'ocsp_urls'),
  };
  if (policy.hosts.length === 0) reader.report('hosts', 'must name the hosts that may be asked');
  reader.refuseUnknown([]);
  return policy;
}

function between(reader: FieldReader, name: string, { fallback, most }: { fallback: number; most: number }) {
  const value = reader.wholeNumber(name) ?? fallback;
  if (value < 1 || value > most) reader.report(name, `must be 1 to ${most}`);
  return value;
}

function readUrls(reader: FieldReader, name: string): Map<string, string> {
  const entries = [...(reader.texts(name) ?? new Map<string, string>())].map(([issuer, url]) => {
    const fingerprint = issuer.replaceAll(':', '').toLowerCase();
    if (!FINGERPRINT.test(fingerprint)) reader.report(name, `${issuer} is not a SHA-256 fingerprint`);
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      reader.report(name, `${url} is not an http address`);
    }
    return [fingerprint, url] as const;
  });
  return new Map(entries);
}

function asMeans(word: string): RevocationMeans[] {
  return revocationMeans.filter((means) => means === word);
}

function meansRule(word: string): string | undefined {
  return asMeans(word).length === 0 ? 'is neither crl nor ocsp' : undefined;
}

function oidRule(text: string): string | undefined {
  return OID.test(text) ? undefined : 'is not an object identifier';
}

function hostRule(text: string): string | undefined {
  return HOST.test(text) ? undefined : 'is not a host in lower case';
}

function wordRule(text: string): string | undefined {
  return text.trim() === '' || text.length > 100 ? 'is empty or too long' : undefined;
}

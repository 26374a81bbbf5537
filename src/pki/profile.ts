import type { ProfilePolicy } from '../domain/certificates/tree-policy.ts';
import {
  COMMON_NAME,
  ORGANISATION,
  ORGANISATIONAL_UNIT,
  SERIAL_NUMBER,
  USER_ID,
  valuesOf,
} from './distinguished-name.ts';
import { basicConstraintsOf, keyUsageOf, policiesOf, purposesOf } from './extensions.ts';
import { isForClientAuth } from './path-rules.ts';
import type { ReadCertificate } from './read-certificate.ts';
import { Refusal } from './refusal.ts';

const NATIONAL_ID = /^\s*(?:CCCD|CMND)\s*:\s*(\d{9}|\d{12})\s*$/i;

/**
 * A certificate made for signing in: the key may sign, for clients, and is no authority's. A certificate for
 * signatures under documents alone (nonRepudiation) is refused: whoever uses it signs a declaration of intent.
 * @throws Refusal leaf_is_authority, digital_signature_missing, client_authentication_missing
 */
export function refuseWrongUsage(leaf: ReadCertificate): void {
  const usage = keyUsageOf(leaf);
  if (basicConstraintsOf(leaf).ca || usage?.keyCertSign === true) throw new Refusal('leaf_is_authority');
  if (usage?.digitalSignature !== true) throw new Refusal('digital_signature_missing');
  if (!isForClientAuth(leaf)) throw new Refusal('client_authentication_missing');
}

/** @throws Refusal usage_required_by_policy_missing, policy_not_allowed, organisation_certificate */
export function refuseWrongProfile(leaf: ReadCertificate, policy: ProfilePolicy): void {
  const purposes = purposesOf(leaf) ?? [];
  const missing = policy.extendedKeyUsage.find((purpose) => !purposes.includes(purpose));
  if (missing !== undefined) throw new Refusal('usage_required_by_policy_missing', { missing });
  const policies = policiesOf(leaf);
  if (policy.policies.length > 0 && !policies.some((each) => policy.policies.includes(each))) {
    throw new Refusal('policy_not_allowed', { policies: policies.join(' ') });
  }
  const reason = organisationReason(leaf, policy);
  if (reason !== undefined) throw new Refusal('organisation_certificate', { reason });
}

/** Numbers of identity papers that the subject names; G1 and public authorities write them into UID. */
export function nationalIdsOf({ subject }: ReadCertificate): string[] {
  const texts = [...valuesOf(subject, USER_ID), ...valuesOf(subject, SERIAL_NUMBER)];
  return [...new Set(texts.flatMap((text) => NATIONAL_ID.exec(text)?.[1] ?? []))];
}

/** Why the subject is an organisation, or cannot be told to be a person; undefined = a person. */
function organisationReason(leaf: ReadCertificate, policy: ProfilePolicy): string | undefined {
  const { subject } = leaf;
  const names = valuesOf(subject, COMMON_NAME).map(folded);
  const uids = valuesOf(subject, USER_ID).map(folded);
  const startsWith = (prefixes: string[]) => (uid: string) =>
    prefixes.some((each) => uid.startsWith(folded(each)));
  const units = [...valuesOf(subject, ORGANISATION), ...valuesOf(subject, ORGANISATIONAL_UNIT)].map(folded);
  const absent = policy.personAttributes.find((type) => valuesOf(subject, type).length === 0);
  if (names.length !== 1) return 'common_name_not_single';
  if (policiesOf(leaf).some((each) => policy.organisationPolicies.includes(each))) return 'policy';
  if (names.some((name) => units.includes(name))) return 'named_as_its_organisation';
  if (
    names.some((name) => policy.organisationNames.some((word) => `${name} `.startsWith(`${folded(word)} `)))
  ) {
    return 'name';
  }
  const isPersonByUid = uids.some(startsWith(policy.personUidPrefixes));
  if (!isPersonByUid && uids.some(startsWith(policy.organisationUidPrefixes))) return 'uid';
  return absent === undefined ? undefined : `missing_${absent}`;
}

/** Accents stay: `Vụ` is a department, `Vũ` a family. */
function folded(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi');
}

import type * as pkijs from 'pkijs';
import { type DistinguishedName, type NameAttribute, readName, valuesOf } from './distinguished-name.ts';
import { alternativeNamesOf, nameConstraintsOf } from './extensions.ts';
import type { ReadCertificate } from './read-certificate.ts';
import { Refusal } from './refusal.ts';

/** Tags of GeneralName (RFC 5280, 4.2.1.6). */
const EMAIL = 1;
const DIRECTORY_NAME = 4;
/** dNSName, uniformResourceIdentifier, iPAddress: pkijs compares these. */
const COMPARED_BY_PKIJS: readonly number[] = [2, 6, 7];
const EMAIL_ATTRIBUTE = '1.2.840.113549.1.9.1';

/**
 * Name constraints on e-mail addresses and directory names (RFC 5280, 4.2.1.10), which pkijs compares loosely: it
 * passes over addresses in the subject, and over kinds of names that it does not know.
 * @param path leaf first, anchor last
 * @throws Refusal name_constraints_violated
 */
export function refuseConstrainedNames(path: readonly ReadCertificate[]): void {
  for (const [index, authority] of path.entries()) {
    const constraints = nameConstraintsOf(authority);
    if (constraints === undefined) continue;
    for (const below of path.slice(0, index)) {
      if (!isWithin(below, constraints)) {
        throw new Refusal('name_constraints_violated', {
          certificate: below.subject.label,
          authority: authority.subject.label,
        });
      }
    }
  }
}

function isWithin(certificate: ReadCertificate, constraints: pkijs.NameConstraints): boolean {
  const permitted = (constraints.permittedSubtrees ?? []).map(({ base }) => base);
  const excluded = (constraints.excludedSubtrees ?? []).map(({ base }) => base);
  const kinds = new Set([...permitted, ...excluded].map(({ type }) => type));
  return [...kinds].every((kind) => {
    if (COMPARED_BY_PKIJS.includes(kind)) return true;
    const ofKind = (names: readonly pkijs.GeneralName[]) => names.filter(({ type }) => type === kind);
    const named = namesOf(certificate, kind);
    const matches = (name: unknown) => (base: pkijs.GeneralName) => isBelow(name, base);
    return named.every(
      (name) =>
        (ofKind(permitted).length === 0 || ofKind(permitted).some(matches(name))) &&
        !ofKind(excluded).some(matches(name)) &&
        // A name of a kind that nobody here can compare is outside of every subtree.
        (kind === EMAIL || kind === DIRECTORY_NAME),
    );
  });
}

/** The names of one kind, wherever they stand: subject and subject alternative name. */
function namesOf(certificate: ReadCertificate, kind: number): unknown[] {
  const alternative = alternativeNamesOf(certificate).filter(({ type }) => type === kind);
  const values = alternative.map(({ value }) => (kind === DIRECTORY_NAME ? directoryName(value) : value));
  if (kind === EMAIL) return [...values, ...valuesOf(certificate.subject, EMAIL_ATTRIBUTE)];
  return kind === DIRECTORY_NAME ? [...values, certificate.subject] : values;
}

function isBelow(name: unknown, base: pkijs.GeneralName): boolean {
  if (base.type === EMAIL) return isAddressBelow(String(name), String(base.value));
  return base.type === DIRECTORY_NAME && isNameBelow(name as DistinguishedName, directoryName(base.value));
}

/** A whole address, all of a host, or all of the hosts below `.domain`; hosts without case. */
function isAddressBelow(address: string, base: string): boolean {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1).toLowerCase();
  const limit = base.slice(base.lastIndexOf('@') + 1).toLowerCase();
  // Mailbox names are told apart by nobody's case; taking them alike excludes more, and permits what is the same box.
  if (base.includes('@')) return address.toLowerCase() === base.toLowerCase();
  return limit.startsWith('.') ? host.endsWith(limit) : host === limit;
}

function isNameBelow(name: DistinguishedName, base: DistinguishedName): boolean {
  return base.rdns.every((rdn, index) => {
    const own = (name.rdns[index] ?? []).map(comparable).sort();
    return own.join('\n') === rdn.map(comparable).sort().join('\n');
  });
}

/** Without case and doubled spaces (RFC 5280, 7.1). */
function comparable({ type, value }: NameAttribute): string {
  return JSON.stringify([type, value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()]);
}

function directoryName(value: pkijs.RelativeDistinguishedNames): DistinguishedName {
  return readName(new Uint8Array(value.valueBeforeDecode));
}

import * as asn1js from 'asn1js';
import { Refusal } from './refusal.ts';

/** Names as screens and databases show them; every other attribute goes by its OID. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'E',
};
export const COMMON_NAME = '2.5.4.3';
export const ORGANISATION = '2.5.4.10';
export const ORGANISATIONAL_UNIT = '2.5.4.11';
export const USER_ID = '0.9.2342.19200300.100.1.1';
export const SERIAL_NUMBER = '2.5.4.5';
const PERSONAL_NUMBERS: readonly string[] = [USER_ID, SERIAL_NUMBER];
/** Names come from whoever presents a certificate; screens, letters and records take no more than this. */
const LONGEST_LABEL = 500;
/** Text types of a DirectoryString (RFC 5280, 4.1.2.4), and IA5String, which e-mail addresses have. */
const TEXT_TYPES = [
  asn1js.Utf8String,
  asn1js.PrintableString,
  asn1js.IA5String,
  asn1js.BmpString,
  asn1js.UniversalString,
  asn1js.TeletexString,
  asn1js.NumericString,
  asn1js.VisibleString,
];

export interface NameAttribute {
  type: string;
  value: string;
}

/** A name with its relative names kept apart, and as bytes for comparing (RFC 5280, 4.1.2.6). */
export interface DistinguishedName {
  der: Uint8Array;
  rdns: NameAttribute[][];
  /** For screens and records: as `text`, but without UID and serialNumber, where numbers of identity papers stand. */
  label: string;
  /** Injective: two names have one text only when all attributes are equal in type, text and order. */
  text: string;
}

/** @param der a Name @throws Refusal certificate_malformed */
export function readName(der: Uint8Array): DistinguishedName {
  const { result, offset } = asn1js.fromBER(der);
  if (offset !== der.length || !(result instanceof asn1js.Sequence))
    throw new Refusal('certificate_malformed');
  const rdns = result.valueBlock.value.map(readRelativeName);
  const nameable = rdns.map((rdn) => rdn.filter(({ type }) => !PERSONAL_NUMBERS.includes(type)));
  return {
    der,
    rdns,
    label: shown(nameable.filter((rdn) => rdn.length > 0)).slice(0, LONGEST_LABEL),
    text: shown(rdns),
  };
}

/** All values of one attribute, in the order of the name. */
export function valuesOf(name: DistinguishedName, type: string): string[] {
  return name.rdns.flatMap((rdn) => rdn.filter((each) => each.type === type).map((each) => each.value));
}

function readRelativeName(rdn: asn1js.AsnType): NameAttribute[] {
  if (!(rdn instanceof asn1js.Set) || rdn.valueBlock.value.length === 0) {
    throw new Refusal('certificate_malformed');
  }
  return rdn.valueBlock.value.map(readAttribute);
}

function readAttribute(attribute: asn1js.AsnType): NameAttribute {
  const [type, value, ...more] = attribute instanceof asn1js.Sequence ? attribute.valueBlock.value : [];
  const isText = TEXT_TYPES.some((each) => value instanceof each);
  if (!(type instanceof asn1js.ObjectIdentifier) || value === undefined || !isText || more.length > 0) {
    throw new Refusal('certificate_malformed');
  }
  return { type: type.valueBlock.toString(), value: String((value as asn1js.Utf8String).getValue()) };
}

function shown(rdns: readonly NameAttribute[][]): string {
  return rdns.map(shownRelativeName).join(',');
}

function shownRelativeName(rdn: readonly NameAttribute[]): string {
  return rdn.map(({ type, value }) => `${SHORT_NAMES[type] ?? type}=${escaped(value)}`).join('+');
}

/** RFC 4514, 2.4, and every control character as hexadecimal, so that NUL or a line break is seen. */
function escaped(value: string): string {
  return value
    .replace(/["+,;<>=\\#]/g, (special) => `\\${special}`)
    .replace(/^ | $/g, '\\ ')
    .replace(/\p{C}/gu, (control) =>
      [...Buffer.from(control)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
    );
}

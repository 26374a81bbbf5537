import { webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { engine, type Identity, read } from './issue-certificate.ts';

const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const ITERATIONS = 2048;
/** What OpenSSL 3 writes, and Windows 10, NSS and browsers on them read: PBES2 with AES, a MAC by SHA-256. */
const SEALING = {
  contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
  hmacHashAlgorithm: 'SHA-256',
  iterationCount: ITERATIONS,
};

export interface Pkcs12Wish {
  /** DER of the authorities that go along. */
  authorities: readonly Uint8Array<ArrayBuffer>[];
  /** As the browser lists it. */
  name: string;
  /** ASCII. */
  password: string;
}

/** A certificate and its key in one file that browsers import, sealed with a password (PKCS #12, RFC 7292). */
export async function makePkcs12(
  { certificate, key }: Identity,
  { authorities, name, password }: Pkcs12Wish,
): Promise<Uint8Array> {
  const secret = new Uint8Array(Buffer.from(password)).buffer;
  const sealed = { password: secret, ...SEALING };
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  const keyBag = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(pkcs8) });
  await keyBag.makeInternalValues(sealed, engine);
  const own = ownAttributes(name);
  const certificates = [certificateBag(certificate, own), ...authorities.map((each) => certificateBag(each))];
  const keys = [new SafeBag({ bagId: KEY_BAG, bagValue: keyBag, bagAttributes: own })];
  const safe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: new SafeContents({ safeBags: keys }) },
        { privacyMode: 1, value: new SafeContents({ safeBags: certificates }) },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}, sealed] }, engine);
  const file = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  const mac = { pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' };
  await file.makeInternalValues({ password: secret, iterations: ITERATIONS, ...mac }, engine);
  return new Uint8Array(file.toSchema().toBER());
}

function certificateBag(certificate: Uint8Array<ArrayBuffer>, bagAttributes?: Attribute[]): SafeBag {
  const bagValue = new CertBag({ parsedValue: read(certificate) });
  return new SafeBag({ bagId: CERTIFICATE_BAG, bagValue, ...(bagAttributes && { bagAttributes }) });
}

/** Key and certificate belong together by the same id. */
function ownAttributes(name: string): Attribute[] {
  const id = new asn1js.OctetString({ valueHex: Uint8Array.of(1).buffer });
  return [
    new Attribute({ type: FRIENDLY_NAME, values: [new asn1js.BmpString({ value: name })] }),
    new Attribute({ type: LOCAL_KEY_ID, values: [id] }),
  ];
}

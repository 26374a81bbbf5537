import { X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { CertificateRevocationList, Extensions, RevokedCertificate, Time } from 'pkijs';
import { authorityKeyIdentifier, engine, extension, type Identity, read } from './issue-certificate.ts';

export interface ListWish {
  /** Higher than that of every list before. */
  number: number;
  thisUpdate: Date;
  nextUpdate: Date;
  /** DER of what is revoked, since when. */
  revoked: readonly { certificate: Uint8Array; at: Date }[];
}

/** Issues a revocation list, DER (RFC 5280 section 5). */
export async function issueList(
  { certificate, key }: Identity,
  wish: ListWish,
): Promise<Uint8Array<ArrayBuffer>> {
  const authority = read(certificate);
  const number = extension('2.5.29.20', asn1js.Integer.fromBigInt(wish.number));
  const list = new CertificateRevocationList({
    version: 1,
    issuer: authority.subject,
    thisUpdate: timeOf(wish.thisUpdate),
    nextUpdate: timeOf(wish.nextUpdate),
    crlExtensions: new Extensions({ extensions: [authorityKeyIdentifier(authority), number] }),
  });
  if (wish.revoked.length > 0) {
    list.revokedCertificates = wish.revoked.map(
      (each) =>
        new RevokedCertificate({
          userCertificate: asn1js.Integer.fromBigInt(BigInt(`0x${serialOf(each.certificate)}`)),
          revocationDate: timeOf(each.at),
        }),
    );
  }
  await list.sign(key, 'SHA-256', engine);
  return new Uint8Array(list.toSchema().toBER());
}

function serialOf(certificate: Uint8Array): string {
  return new X509Certificate(certificate).serialNumber;
}

function timeOf(value: Date): Time {
  return new Time({ value });
}

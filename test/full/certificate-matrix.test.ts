import { strict as assert } from 'node:assert';
import type { StepCode } from '../../src/domain/certificates/certificate-verdict.ts';
import { CAUSE_WORDS } from '../../src/messages/certificate-verdict.ts';
import {
  type CertificateMinistry,
  openCertificateMinistry,
  type Path,
} from '../flows/certificate-ministry.ts';
import { browser } from '../flows/relying-party.ts';
import { certificateCases } from '../support/certificate-cases.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('the certificate matrix, on both paths to a sign-in', () => {
  let ministry: CertificateMinistry;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
  });
  after(() => ministry.close());

  // What the tree's policy says otherwise, and what is proven of revocation, is judged in test/pki, as is the
  // authority that is made within a row: the policy names no list of it.
  const rows = certificateCases.filter(
    ({ name, profile, proof }) =>
      profile === undefined && proof === undefined && !name.startsWith('authority certified anew'),
  );

  for (const path of ['handshake', 'signer'] as const satisfies Path[])
    for (const { name, present, refused } of rows)
      it(`${path} ${refused === null ? 'accepts' : 'refuses'}: ${name}`, async () => {
        const presented = await present(ministry.trees);
        const visitor = browser();
        if (refused === null) {
          const pem = [presented.leaf, ...presented.others].map((each) => each.pem).join('');
          await ministry.server.services.certificates.bindFor(EMAIL, Buffer.from(pem), OPERATOR);
        }
        const end = await ministry.present(visitor, await ministry.begin(visitor), presented, path);
        const { code } = Object.fromEntries(new URL(end.url).searchParams);
        if (refused === null) return assert.ok(code, end.text.slice(0, 3000));
        assert.equal(code, undefined);
        assert.equal(end.status, 401);
        const causes = causesOn(path, name, refused.code);
        assert.ok(
          causes.some((cause) => end.text.includes(cause)),
          end.text.slice(end.text.indexOf('<main'), end.text.indexOf('<main') + 2000),
        );
      });

  /** What the page says; OpenSSL hands over only what links to the leaf, and jose verifies by no weak key. */
  function causesOn(path: Path, name: string, code: StepCode): string[] {
    if (path === 'signer' && name === 'RSA 1024') return ['Chữ ký không đúng'];
    const linked: StepCode[] = path === 'handshake' ? ['issuer_unknown', 'issuer_signature_wrong'] : [];
    const isOfPath = code.startsWith('issuer_');
    return [code, ...(isOfPath ? linked : [])].map((each) => CAUSE_WORDS[each].vi);
  }
});

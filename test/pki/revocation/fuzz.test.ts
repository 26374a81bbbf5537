import { strict as assert } from 'node:assert';
import { readCertificate } from '../../../src/pki/revocation/certificate-facts.ts';
import { judgeAnswer } from '../../../src/pki/revocation/judge-answer.ts';
import { readOcspAnswer } from '../../../src/pki/revocation/ocsp-answer.ts';
import { encodeOcspRequest } from '../../../src/pki/revocation/ocsp-request.ts';
import { proveSigner } from '../../../src/pki/revocation/ocsp-signer.ts';
import { readRevocationList } from '../../../src/pki/revocation/revocation-list.ts';
import { problemOf } from '../../../src/pki/revocation/unproven.ts';
import { makeCertificateAuthority } from '../../support/certificate-authority.ts';
import { answerOcsp, issueList, requestOf } from '../../support/revocation-authority.ts';
import { strictPolicy } from '../../support/revocation-world.ts';

const NOW = new Date('2026-11-20T01:00:00Z');
const NONCE = Buffer.alloc(32, 7);

/** The bytes with one bit flipped, at every place in turn; and cut off at every place. */
function* spoiltForms(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    yield flipped;
    yield bytes.subarray(0, at);
  }
  yield Buffer.concat([bytes, Buffer.alloc(1)]);
}

/** What reading results in; whatever is no problem of the bytes is thrown. */
async function outcomeOf(read: () => Promise<unknown>): Promise<string> {
  try {
    await read();
    return 'believed';
  } catch (error) {
    return problemOf(error);
  }
}

async function outcomesOf(bytes: Buffer, read: (spoilt: Buffer) => Promise<unknown>): Promise<Set<string>> {
  const outcomes = new Set<string>();
  for (const spoilt of spoiltForms(bytes)) outcomes.add(await outcomeOf(() => read(spoilt)));
  return outcomes;
}

describe('pki/revocation: one bit flipped, or cut off anywhere', () => {
  const prepared = (async () => {
    const authority = await makeCertificateAuthority(NOW);
    const leaf = await authority.issue();
    return { authority, issuer: readCertificate(authority.der), certificate: readCertificate(leaf.der) };
  })();

  it('makes a list that nobody believes', async () => {
    const { authority, issuer } = await prepared;
    const list = await issueList(authority, NOW, { revoked: [{ serial: '40aa', reason: 1 }, '40bb'] });
    assert.equal(await outcomeOf(() => readRevocationList(list, issuer)), 'believed');
    const outcomes = await outcomesOf(list, (spoilt) => readRevocationList(spoilt, issuer));
    assert.ok(!outcomes.has('believed'));
    assert.ok(outcomes.has('malformed') && outcomes.has('bad_signature') && outcomes.has('foreign_signer'));
  });

  it('makes an answer that nobody believes, its signer’s certificate included', async () => {
    const { authority, issuer, certificate } = await prepared;
    const request = encodeOcspRequest(certificate, issuer, NONCE);
    assert.deepEqual(requestOf(request), { serial: certificate.serial.toString('hex'), nonce: NONCE });
    const policy = strictPolicy([]);
    const prove = async (bytes: Buffer) => {
      const answer = readOcspAnswer(bytes);
      await proveSigner(answer, issuer, { now: NOW, isInForce: async () => true });
      return judgeAnswer(answer, { certificate, issuer, policy, nonce: NONCE, now: NOW });
    };
    const delegate = await authority.issue({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.9'] });
    for (const knobs of [{}, { signer: delegate, certificates: [delegate] }]) {
      const answer = await answerOcsp(authority, request, NOW, knobs);
      assert.equal(await outcomeOf(() => prove(answer)), 'believed');
      assert.ok(!(await outcomesOf(answer, prove)).has('believed'));
    }
  });

  it('makes a certificate that is read or refused, and nothing else', async () => {
    const { authority } = await prepared;
    await outcomesOf(Buffer.from(authority.der), async (spoilt) => readCertificate(spoilt));
  });
});

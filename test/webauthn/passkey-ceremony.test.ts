import { strict as assert } from 'node:assert';
import { createSign, KeyObject, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import { BasicConstraintsExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { Passkey } from '../../src/domain/authentication/passkey-store.ts';
import { createPasskeyCeremony } from '../../src/webauthn/passkey-ceremony.ts';
import { type CborMap, SoftwareAuthenticator, type Tampering } from '../support/software-authenticator.ts';

const ISSUER = 'https://dangnhap.mic.example';
const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');
const OTHER_CHALLENGE = Buffer.alloc(32, 8).toString('base64url');
const HANDLE = Buffer.alloc(32, 9).toString('base64url');
const ceremony = createPasskeyCeremony({ issuer: ISSUER, product: 'MicConnect' });

/** What both ceremonies refuse, whoever's passkey it is. */
const LIES: Record<string, Tampering> = {
  'another origin': { origin: 'https://dangnhap.mic.example.evil.example' },
  'the origin under http': { origin: 'http://dangnhap.mic.example' },
  'another port': { origin: 'https://dangnhap.mic.example:8443' },
  'another relying party': { rpId: 'mic.example' },
  'another challenge': { challenge: OTHER_CHALLENGE },
  'nobody present': { isPresent: false },
  'nobody verified': { isVerified: false },
  'another site’s frame': { crossOrigin: true },
  'another site’s frame that is named': { crossOrigin: true, topOrigin: 'https://evil.example' },
  'a page above that is named alone': { topOrigin: 'https://evil.example' },
};

async function enrolled(device: SoftwareAuthenticator, tampering: Tampering = {}) {
  const options = await ceremony.enrolmentOptions({
    challenge: CHALLENGE,
    handle: HANDLE,
    login: 'ntnanh@mic.example',
    fullName: 'Nguyễn Thị Ngọc Ánh',
    known: [],
  });
  const key = await ceremony.verifyEnrolment(device.create(options, tampering), CHALLENGE);
  return { options, key };
}

function stored(key: NonNullable<Awaited<ReturnType<typeof enrolled>>['key']>): Passkey {
  const row = { id: '1', personId: '2', name: 'Máy thử', createdAt: new Date(0), lastUsedAt: null };
  return { ...row, ...key };
}

async function used(device: SoftwareAuthenticator, passkey: Passkey, tampering: Tampering = {}) {
  const options = await ceremony.useOptions({ challenge: CHALLENGE, known: null });
  const answer = ceremony.readAnswer(device.get(options, tampering));
  return answer && ceremony.verifyUse(answer, { challenge: CHALLENGE, passkey });
}

/** A right attestation in the format `packed`: by the passkey itself, or by a maker's certificate. */
async function packedAttestation(isCertified: boolean) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'C=VN, O=Maker, OU=Authenticator Attestation, CN=Model',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(false)],
  });
  const maker = KeyObject.from(keys.privateKey);
  return (signed: Buffer, own: KeyObject) => {
    const sig = createSign('sha256')
      .update(signed)
      .sign(isCertified ? maker : own);
    const attStmt: CborMap = new Map<string, Buffer | number | Buffer[]>([
      ['alg', -7],
      ['sig', sig],
    ]);
    if (isCertified) attStmt.set('x5c', [Buffer.from(certificate.rawData)]);
    return { fmt: 'packed', attStmt };
  };
}

describe('passkey ceremonies', () => {
  it('ask for a verified person, a key that is found without a user name, and no attestation', async () => {
    const { options } = await enrolled(new SoftwareAuthenticator(ISSUER));
    assert.deepEqual(options.rp, { name: 'MicConnect', id: 'dangnhap.mic.example' });
    assert.deepEqual(options.user, {
      id: HANDLE,
      name: 'ntnanh@mic.example',
      displayName: 'Nguyễn Thị Ngọc Ánh',
    });
    assert.equal(options.attestation, 'none');
    assert.deepEqual(options.authenticatorSelection, {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    });
    const asked = options.pubKeyCredParams as { alg: number }[];
    assert.deepEqual(
      asked.map(({ alg }) => alg),
      [-7, -8, -257],
    );
    const use = await ceremony.useOptions({ challenge: CHALLENGE, known: null });
    assert.equal(use.userVerification, 'required');
    assert.equal(use.allowCredentials, undefined);
    assert.equal(use.challenge, CHALLENGE);
  });

  for (const algorithm of ['ES256', 'EdDSA', 'RS256'] as const) {
    it(`take keys of ${algorithm}`, async () => {
      const device = new SoftwareAuthenticator(ISSUER, { algorithm });
      const { key } = await enrolled(device);
      assert.ok(key);
      assert.deepEqual(key.transports, ['hybrid', 'internal'], 'nothing made up');
      assert.deepEqual(await used(device, stored(key)), { counter: 0, isBackedUp: true });
    });
  }

  it('tell a key that is bound to its device from one that is synced', async () => {
    const bound = await enrolled(new SoftwareAuthenticator(ISSUER, { isSyncable: false }));
    const synced = await enrolled(new SoftwareAuthenticator(ISSUER));
    assert.deepEqual([bound.key?.isSyncable, bound.key?.isBackedUp], [false, false]);
    assert.deepEqual([synced.key?.isSyncable, synced.key?.isBackedUp], [true, true]);
  });

  it('name the passkeys of a person, so that none is made twice', async () => {
    const { key } = await enrolled(new SoftwareAuthenticator(ISSUER));
    assert.ok(key);
    const known = [stored(key)];
    const named = [{ id: key.credentialId, transports: ['hybrid', 'internal'], type: 'public-key' }];
    const ask = { challenge: CHALLENGE, handle: HANDLE, login: 'a', fullName: 'A', known };
    assert.deepEqual((await ceremony.enrolmentOptions(ask)).excludeCredentials, named);
    assert.deepEqual((await ceremony.useOptions({ challenge: CHALLENGE, known })).allowCredentials, named);
  });

  describe('enrolling refuses', () => {
    for (const [lie, tampering] of Object.entries(LIES)) {
      it(lie, async () => {
        assert.equal((await enrolled(new SoftwareAuthenticator(ISSUER), tampering)).key, undefined);
      });
    }

    it('the answer of a use', async () => {
      const tampering = { type: 'webauthn.get' };
      assert.equal((await enrolled(new SoftwareAuthenticator(ISSUER), tampering)).key, undefined);
    });

    it('an algorithm that was not asked for', async () => {
      const device = new SoftwareAuthenticator(ISSUER, { algorithm: 'ES384' });
      assert.equal((await enrolled(device)).key, undefined);
    });

    it('an attestation with a certificate, however right: nothing that one names is called', async () => {
      for (const isCertified of [false, true]) {
        const attest = await packedAttestation(isCertified);
        const { key } = await enrolled(new SoftwareAuthenticator(ISSUER), { attest });
        assert.equal(key !== undefined, !isCertified);
      }
    });

    it('what is no answer', async () => {
      for (const text of [
        '',
        'null',
        '[]',
        '{}',
        '{"id":"a","response":[]}',
        '{"id":"a","response":{}}',
        'x',
      ])
        assert.equal(await ceremony.verifyEnrolment(text, CHALLENGE), undefined, text);
    });
  });

  describe('a use refuses', () => {
    let device: SoftwareAuthenticator;
    let passkey: Passkey;
    before(async () => {
      device = new SoftwareAuthenticator(ISSUER);
      const { key } = await enrolled(device);
      assert.ok(key);
      passkey = stored(key);
    });

    for (const [lie, tampering] of Object.entries(LIES)) {
      it(lie, async () => {
        assert.ok(await used(device, passkey));
        assert.equal(await used(device, passkey, tampering), undefined);
      });
    }

    it('the answer of an enrolment', async () => {
      assert.equal(await used(device, passkey, { type: 'webauthn.create' }), undefined);
    });

    it('a signature over something else, and another key’s', async () => {
      assert.equal(await used(device, passkey, { isForged: true }), undefined);
      const other = new SoftwareAuthenticator(ISSUER);
      await enrolled(other);
      assert.equal(await used(other, passkey), undefined);
    });

    it('a device-bound key that says it is synced now', async () => {
      assert.equal(await used(device, passkey, { isSyncable: false }), undefined);
    });

    it('what is no answer', async () => {
      for (const text of ['', 'null', '[]', '{}', '{"id":1,"response":{}}', '{"id":"a"}'])
        assert.equal(ceremony.readAnswer(text), undefined, text);
      for (const response of [{}, { clientDataJSON: 'e30' }, { clientDataJSON: 'x', signature: [] }]) {
        const answer = ceremony.readAnswer(JSON.stringify({ id: passkey.credentialId, response }));
        assert.ok(answer);
        assert.equal(await ceremony.verifyUse(answer, { challenge: CHALLENGE, passkey }), undefined);
      }
    });
  });
});

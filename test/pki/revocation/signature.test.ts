import { strict as assert } from 'node:assert';
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Der } from '../../../src/pki/revocation/der.ts';
import { isSignedBy } from '../../../src/pki/revocation/signature.ts';
import { tlv } from '../../support/certificate-authority.ts';

const DATA = Buffer.from('what is signed');
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts);

const RSA = { sha1: '2a864886f70d010105', sha256: '2a864886f70d01010b' };
const ECDSA = { sha256: '2a8648ce3d040302', sha512: '2a8648ce3d040304' };
const SHA256 = '608648016503040201';
const pss = (...parameters: Buffer[]) => sequence(oid('2a864886f70d01010a'), sequence(...parameters));
const PSS_SHA256 = pss(
  tlv(0xa0, sequence(oid(SHA256))),
  tlv(0xa1, sequence(oid('2a864886f70d010108'), sequence(oid(SHA256)))),
  tlv(0xa2, tlv(0x02, Buffer.from([32]))),
);

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const p192 = generateKeyPairSync('ec', { namedCurve: 'prime192v1' });
const ed25519 = generateKeyPairSync('ed25519');

interface Pair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

function check(algorithm: Buffer, { publicKey }: Pair, signature: Buffer): Promise<boolean> {
  const signed = {
    data: DATA,
    algorithm: Der.single(algorithm),
    signature: Der.single(tlv(0x03, Buffer.from([0]), signature)),
  };
  return isSignedBy(signed, publicKey.export({ type: 'spki', format: 'der' }));
}

const pssSignature = (hash: string) =>
  sign(hash, DATA, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });

describe('pki/revocation: signatures', () => {
  for (const [name, isGood, algorithm, pair, signature] of [
    [
      'RSA with SHA-256',
      true,
      sequence(oid(RSA.sha256), tlv(0x05)),
      rsa,
      sign('sha256', DATA, rsa.privateKey),
    ],
    ['RSA with SHA-1', false, sequence(oid(RSA.sha1), tlv(0x05)), rsa, sign('sha1', DATA, rsa.privateKey)],
    ['RSA of 1024 bits', false, sequence(oid(RSA.sha256)), small, sign('sha256', DATA, small.privateKey)],
    ['RSA-PSS with SHA-256', true, PSS_SHA256, rsa, pssSignature('sha256')],
    ['RSA-PSS with SHA-256 that is none', false, PSS_SHA256, rsa, sign('sha256', DATA, rsa.privateKey)],
    ['RSA-PSS with SHA-1, the default', false, pss(), rsa, pssSignature('sha1')],
    [
      'ECDSA on P-256 with SHA-256',
      true,
      sequence(oid(ECDSA.sha256)),
      p256,
      sign('sha256', DATA, p256.privateKey),
    ],
    [
      'ECDSA with another hash than it says',
      false,
      sequence(oid(ECDSA.sha512)),
      p256,
      sign('sha256', DATA, p256.privateKey),
    ],
    ['ECDSA on P-192', false, sequence(oid(ECDSA.sha256)), p192, sign('sha256', DATA, p192.privateKey)],
    ['Ed25519', true, sequence(oid('2b6570')), ed25519, sign(null, DATA, ed25519.privateKey)],
    [
      'an algorithm of another kind of key',
      false,
      sequence(oid(RSA.sha256)),
      p256,
      sign('sha256', DATA, p256.privateKey),
    ],
    [
      'an algorithm that nobody knows',
      false,
      sequence(oid('2a03')),
      rsa,
      sign('sha256', DATA, rsa.privateKey),
    ],
    ['nothing', false, sequence(oid(RSA.sha256)), rsa, Buffer.alloc(0)],
  ] as [string, boolean, Buffer, Pair, Buffer][]) {
    it(`${isGood ? 'believes' : 'refuses'} ${name}`, async () => {
      assert.equal(await check(algorithm, pair, signature), isGood);
    });
  }

  it('refuses a key that is none', async () => {
    const signed = {
      data: DATA,
      algorithm: Der.single(PSS_SHA256),
      signature: Der.single(tlv(0x03, Buffer.alloc(2))),
    };
    assert.equal(await isSignedBy(signed, Buffer.from('no key')), false);
  });
});

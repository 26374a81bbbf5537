import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { type CertificateMinistry, openCertificateMinistry } from '../flows/certificate-ministry.ts';
import { browser, prepare } from '../flows/relying-party.ts';
import { makeUsbToken, type UsbToken } from './usb-token.ts';

const PIN = '871204';

/**
 * The handshake is made by OpenSSL in curl, whose PKCS #11 engine leaves the signing to the token: Chromium would ask for
 * the PIN in a window of its own, which nothing but a person can fill in. The pages before and after go as ever.
 */
describe('signing in by a USB token', () => {
  let ministry: CertificateMinistry;
  let token: UsbToken;
  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
    token = makeUsbToken(PIN);
  });
  after(async () => {
    token?.remove();
    await ministry?.close();
  });

  it('takes its key, which never leaves it, and its PIN', async () => {
    assert.match(token.access(), /sensitive.*never extractable/);
    const leaf = await ministry.trees.issuing.issue({ subject: 'Lê An', publicKey: token.publicKey });
    token.keep(leaf.der);
    const { certificates } = ministry.server.services;
    const operator = { kind: 'operator', name: 'test' } as const;
    await certificates.bindFor('staff@mic.example', Buffer.from(leaf.pem), operator);

    const visitor = browser();
    const { url, checks } = await prepare(ministry.client);
    const page = await visitor.get(`${(await visitor.get(url.href)).url}/certificate`);
    const address = /href="(https:[^"]+ticket=[^"]+)"/.exec(page.text)?.[1] ?? '';
    await assert.rejects(token.shakeHands(address, '111111'), 'without the PIN there is no handshake');
    const end = await visitor.get(await token.shakeHands(address, PIN));
    const tokens = await oidc.authorizationCodeGrant(ministry.client.config, new URL(end.url), checks);
    const claims = tokens.claims();
    assert.deepEqual(
      [claims?.acr, claims?.amr, claims?.email],
      ['urn:micconnect:acr:certificate', ['hwk'], 'staff@mic.example'],
    );
  });
});

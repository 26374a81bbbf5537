import { generateSync } from 'otplib';
import { challengeText } from '../../src/domain/certificates/signed-challenge.ts';
import type { Browser } from '../support/browser.ts';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { shakeHands, signed } from './certificate-ministry.ts';
import type { ModelPerson, Way } from './sign-in-model.ts';

/** What a browser sends below the address of a visit: a form, or, without fields, the way back from the listener. */
export interface Sent {
  route: string;
  fields: [string, string][] | null;
}

/** Who asks for a proof, where, and with what. */
export interface Asked {
  issuer: string;
  browser: Browser;
  uid: string;
  person: ModelPerson;
  isRight: boolean;
  trusts: boolean;
  /** A recovery code that is used up. */
  usedCode: string;
  /** A certificate that is nobody's. */
  stranger: IssuedCertificate;
}

/** Makes a proof as the page of a visit asks for it; undefined where its page, or the person, does not let one. */
export async function makeProof(way: Way, asked: Asked): Promise<Sent | undefined> {
  const { person, isRight } = asked;
  switch (way) {
    case 'password':
      return {
        route: '',
        fields: [
          ['username', person.email],
          ['password', isRight ? person.password : `${person.password}!`],
        ],
      };
    case 'totp': {
      const code = isRight && person.secret !== null ? generateSync({ secret: person.secret }) : '000000';
      return {
        route: '/totp',
        fields: [['code', code], ...(asked.trusts ? [['trust', '1'] as [string, string]] : [])],
      };
    }
    case 'recovery-code': {
      const code = isRight ? (person.unusedCodes[0] ?? '') : asked.usedCode;
      return { route: '/recovery-code', fields: [['code', code]] };
    }
    case 'passkey':
      return answerOfPasskey(asked);
    case 'signer':
    case 'certificate':
      return presentation(way, asked);
  }
}

async function answerOfPasskey({ issuer, browser, uid, person, isRight }: Asked): Promise<Sent | undefined> {
  const question = await browser.post(`${issuer}/interaction/${uid}/passkey/options`, {});
  if (question.status !== 200) return undefined;
  const device = person.device ?? unknownDevice(issuer);
  const response = device.get(JSON.parse(question.text), {
    passkey: device.passkeys.at(-1),
    isForged: !isRight,
  });
  return { route: '/passkey', fields: [['response', response]] };
}

function unknownDevice(issuer: string): SoftwareAuthenticator {
  const device = new SoftwareAuthenticator(issuer);
  device.create({ challenge: 'AA', rp: { id: 'localhost' }, user: { id: 'AA' } });
  return device;
}

async function presentation(way: Way, asked: Asked): Promise<Sent | undefined> {
  const { issuer, browser, uid, person, isRight, stranger } = asked;
  const page = await browser.get(`${issuer}/interaction/${uid}/certificate`);
  const [, challenge] = /name="challenge" value="([^"]+)"/.exec(page.text) ?? [];
  const [, address] = /href="(https:\/\/localhost:\d+\/certificate\?ticket=[^"]+)"/.exec(page.text) ?? [];
  if (challenge === undefined || address === undefined) return undefined;
  const leaf = isRight ? (person.certificate ?? stranger) : stranger;
  if (way === 'signer') {
    const signature = await signed(leaf, [], challengeText(issuer, challenge));
    return {
      route: '/certificate/signed',
      fields: [
        ['challenge', challenge],
        ['signature', signature],
      ],
    };
  }
  const { location = '' } = await shakeHands(address, { leaf });
  return { route: `/certificate/return${new URL(location).search}`, fields: null };
}

import { createHash } from 'node:crypto';
import { Browser } from '../test/support/browser.ts';
import { PASSWORD } from '../test/support/ministry.ts';
import type { Product } from './ours.ts';
import { ENDPOINTS, RELYING_PARTY } from './relying-party.ts';

const BROWSERS = 16;
const CHALLENGE = createHash('sha256')
  .update('a verifier that nobody redeems the codes with')
  .digest('base64url');

/**
 * Signs people in through the pages, each time in a fresh browser: authorization request, sign-in page,
 * password, back to the relying party.
 * @returns sign-ins per second
 */
export async function signIns({ issuer, people }: Product, amount: number): Promise<number> {
  let next = 0;
  const browser = async () => {
    while (next < amount) {
      const person = people[next % people.length];
      next += 1;
      await signIn(issuer, person?.login ?? '');
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: BROWSERS }, browser));
  return (amount * 1000) / (performance.now() - started);
}

async function signIn(issuer: string, login: string): Promise<void> {
  const browser = new Browser();
  browser.stopAt.push(RELYING_PARTY.redirectUri);
  const query = new URLSearchParams({
    client_id: RELYING_PARTY.id,
    redirect_uri: RELYING_PARTY.redirectUri,
    response_type: 'code',
    scope: RELYING_PARTY.scope,
    state: 'bench',
    nonce: 'bench',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  });
  const page = await browser.get(`${issuer}${ENDPOINTS.authorization}?${query}`);
  const back = await browser.submit(page, { username: login, password: PASSWORD });
  if (new URL(back.url).searchParams.has('code')) return;
  throw new Error(`${login} was not signed in: ${back.status} at ${back.url}\n${back.text.slice(0, 1000)}`);
}

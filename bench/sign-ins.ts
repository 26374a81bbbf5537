import { createHash } from 'node:crypto';
import { createArgon2Hasher } from '../src/hashing/argon2.ts';
import { createGate } from '../src/hashing/gate.ts';
import { Browser } from '../test/support/browser.ts';
import { PASSWORD } from '../test/support/ministry.ts';
import type { Ministry } from './ministry.ts';
import { cpuSeconds } from './process-figures.ts';
import { ENDPOINTS, RELYING_PARTY } from './relying-party.ts';

const ROUNDS = 3;
const CHALLENGE = createHash('sha256')
  .update('a verifier that nobody redeems the codes with')
  .digest('base64url');

/** Where people sign in: ours, or the library alone. */
export interface SignInSite {
  issuer: string;
  people: Ministry['people'];
}

/**
 * Signs people in through the pages, each time in a fresh browser: authorization request, sign-in page,
 * password, back to the relying party.
 * @returns sign-ins per second
 */
export async function signIns(
  { issuer, people }: SignInSite,
  amount: number,
  browsers = 16,
): Promise<number> {
  let next = 0;
  const browser = async () => {
    while (next < amount) {
      const person = people[next % people.length];
      next += 1;
      await signIn(issuer, person?.login ?? '');
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: browsers }, browser));
  return (amount * 1000) / (performance.now() - started);
}

/**
 * Processor time that a server takes for a sign-in, in milliseconds, one after the other; the least of some rounds,
 * because what else happens on the machine only adds to it.
 */
export async function signInMilliseconds(site: SignInSite, pid: number, amount: number): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = cpuSeconds(pid);
    await signIns(site, amount, 1);
    rounds.push(((cpuSeconds(pid) - before) * 1000) / amount);
  }
  return Math.min(...rounds);
}

/** Processor time of judging one password as the product does, in milliseconds; measured alike. */
export async function hashMilliseconds(amount: number): Promise<number> {
  const hasher = createArgon2Hasher(createGate({ slots: 1, queue: 1 }));
  const hash = await hasher.hash(PASSWORD);
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = process.cpuUsage();
    for (let done = 0; done < amount; done += 1) await hasher.verify(hash, PASSWORD);
    const { user, system } = process.cpuUsage(started);
    rounds.push((user + system) / 1000 / amount);
  }
  return Math.min(...rounds);
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

import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { generateSync } from 'otplib';
import type { Browser, Page } from '../support/browser.ts';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import type { TestServer } from '../support/running-server.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { openCertificateMinistry } from './certificate-ministry.ts';
import { browser, prepare, type RelyingParty, relyingParty, type Visit } from './relying-party.ts';
import {
  beginningsOf,
  claimsOf,
  isAnsweredBy,
  type Level,
  type ModelPerson,
  type ModelPlace,
  type ModelRequest,
  type ModelSession,
  type ModelVisit,
  needOf,
  offersOf,
  personOf,
  proofsOf,
  prove,
  WAYS,
  type Way,
} from './sign-in-model.ts';
import { DrivenPeople, type Ended } from './sign-in-people.ts';
import { makeProof, type Sent } from './sign-in-proofs.ts';
import { FORMS, MANNERS, ROUTES, type Step, shownNeed, uidOf } from './sign-in-steps.ts';

type Place = ModelPlace & { browser: Browser };
interface Pending extends ModelRequest {
  client: RelyingParty;
  checks: Visit['checks'];
  /** The level that the request named. */
  named: string | null;
}
interface DrivenVisit extends ModelVisit, Pending {
  place: Place;
  /** Who was signed in in the browser when it began; it ends with that session, whether it was raising it or not. */
  beside: ModelPerson | null;
  result: ModelSession | null;
  /** It was answered, left, resumed as another one, or its session ended: what is sent to it counts for nothing. */
  isOver: boolean;
}

const RECENT = 3;

/** Of whom, and how; `trusts`: with the box ticked. */
interface Proof {
  person: ModelPerson;
  isRight: boolean;
  trusts: boolean;
}

/** Ways whose proof is made for one visit and works once. */
const BOUND: readonly Way[] = ['passkey', 'signer', 'certificate'];

/** A server with the small ministry, and two clients: the second one asks for two factors by its registration. */
export async function openSignInDrive(): Promise<{ drive: SignInDrive; close(): Promise<void> }> {
  const { server, trees, client, close } = await openCertificateMinistry();
  const clients = [client, await relyingParty(server, { client_id: 'vault', minimum_acr: 'LoA2' })];
  const people = new DrivenPeople(server.services, trees.issuing);
  return { drive: new SignInDrive(server, clients, people, await people.stranger()), close };
}

/** Drives several browsers through interleaved sign-ins, and holds every answer against the model. */
export class SignInDrive {
  /** How often a code was issued for what was proved. */
  readonly issued = new Map<string, number>();
  readonly #server: TestServer;
  readonly #clients: readonly RelyingParty[];
  readonly #people: DrivenPeople;
  readonly #stranger: IssuedCertificate;
  #places: Place[] = [];
  #visits: DrivenVisit[] = [];
  #usedCode = '000000';
  /** What was proved by something that works once. */
  #spent: { visit: DrivenVisit; sent: Sent } | null = null;

  constructor(
    server: TestServer,
    clients: readonly RelyingParty[],
    people: DrivenPeople,
    stranger: IssuedCertificate,
  ) {
    this.#server = server;
    this.#clients = clients;
    this.#people = people;
    this.#stranger = stranger;
    // Slow hashes and estimates are tested elsewhere.
    Object.assign(server.services.checks.strength, { score: async () => 4 });
    Object.assign(server.services.hasher, {
      hash: async (password: string) => `plain ${password}`,
      verify: async (hash: string, password: string) => hash === `plain ${password}`,
      isOutdated: () => false,
    });
  }

  async run(all: readonly Step[]): Promise<void> {
    await this.#people.begin(all[0]?.how ?? 0);
    this.#places = [0, 1].map(() => ({ browser: browser(), session: null, trustedBy: new Set() }));
    this.#visits = [];
    this.#spent = null;
    for (const step of all) {
      await this.#query('delete from throttle');
      await this.#take(step);
    }
  }

  async #take(step: Step): Promise<void> {
    const at = this.#places[step.browser % this.#places.length] ?? assert.fail();
    // The latest ones: what was begun long ago meets nobody any more.
    const visit = this.#visits.at(-1 - (step.visit % Math.min(RECENT, Math.max(1, this.#visits.length))));
    if (step.kind === 'officer') {
      const person = this.#person(step.who);
      return this.#end(person, await this.#people.officer(person, step.how));
    }
    if (step.kind === 'authorize' || visit === undefined) return this.#authorize(at, step);
    switch (step.kind) {
      case 'proceed':
        return this.#proceed(visit, step);
      case 'prove':
        return this.#tryProof(at, visit, step);
      case 'post':
        return this.#blunder(at, visit, step);
      case 'get':
        return this.#look(at, visit, step);
      case 'resume': {
        const page = await at.browser.get(`${this.#server.issuer}/oidc/authorize/${visit.uid}`);
        await this.#observe(at, page, visit, 'session');
        // The library answers with a visit of another name; only one whose answer went astray stays as it is.
        if (at === visit.place && visit.result === null) visit.isOver = true;
        return;
      }
    }
  }

  async #authorize(at: Place, { how, who }: Step): Promise<void> {
    const client = this.#clients[how % 2] ?? assert.fail();
    const named = how % 7 === 0 ? 'LoA3' : how % 5 === 0 ? 'LoA2' : null;
    const isFresh = who % 4 === 0;
    const extra = { ...(named !== null && { acr_values: named }), ...(isFresh && { prompt: 'login' }) };
    const { url, checks } = await prepare(client, extra);
    const registered: Level = how % 2 === 1 ? 'mfa' : 'password';
    const asked = named === 'LoA3' ? 'certificate' : named === 'LoA2' ? 'mfa' : registered;
    await this.#observe(
      at,
      await at.browser.get(url.href),
      { client, checks, named, asked, isFresh },
      'session',
    );
  }

  /** Does in a visit what it needs, rightly. */
  async #proceed(visit: DrivenVisit, { who, how }: Step): Promise<void> {
    const need = needOf(visit);
    const person = personOf(visit) ?? this.#person(who);
    switch (need) {
      case 'identify':
      case 'second': {
        const whose = need === 'second' ? person : this.#person(who);
        const ways = need === 'second' ? offersOf(visit) : beginningsOf(whose);
        const way = ways[how % ways.length] ?? assert.fail();
        return this.#prove(visit.place, visit, way, { person: whose, isRight: true, trusts: who % 2 === 0 });
      }
      case 'enrolment':
        return how % 2 === 0 ? this.#enrolTotp(visit, person) : this.#enrolPasskey(visit, person);
      case 'unreachable':
        return this.#blunder(visit.place, visit, { who: 0, how: ROUTES.indexOf('/leave') });
      case 'new-password':
        return this.#changePassword(visit, person);
      case 'nothing':
        return this.#look(visit.place, visit, { how: 0 });
    }
  }

  /** A proof that is as likely what the visit asks for as any other: right, wrong, or sent where it does not belong. */
  async #tryProof(at: Place, visit: DrivenVisit, { who, how, manner: chosen }: Step): Promise<void> {
    const manner = MANNERS[chosen % MANNERS.length];
    const offered = how % 2 === 0 ? offersOf(visit) : [];
    const ways = manner === 'crossing' ? BOUND : offered.length === 0 ? WAYS : offered;
    const way = ways[how % ways.length] ?? 'password';
    const known = offered.includes(way) ? personOf(visit) : null;
    const person = known ?? this.#somebodyWith(way, who);
    const proof = { person, isRight: manner !== 'wrong', trusts: chosen % 2 === 0 };
    if (manner === 'right' || manner === 'wrong') await this.#prove(visit.place, visit, way, proof);
    if (manner === 'elsewhere') await this.#prove(at, visit, way, proof);
    if (manner === 'crossing') await this.#cross(visit, way, proof);
    if (manner === 'forged') {
      const sent = await this.#make(visit, way, proof);
      // Whoever leads a browser to the address of an answer has the answer already.
      if (sent?.fields) await this.#send(visit.place, visit, sent, 'https://evil.example');
    }
    if (manner === 'again' && this.#spent !== null)
      await this.#send(this.#spent.visit.place, this.#spent.visit, this.#spent.sent);
    // What was recorded against the rules would show now.
    if (manner !== 'right') await this.#look(visit.place, visit, { how: 0 });
  }

  /** A proof that was made for one visit, in another one. */
  async #cross(visit: DrivenVisit, way: Way, proof: Proof): Promise<void> {
    const other = this.#visits.findLast((each) => each !== visit && !each.isOver);
    if (other === undefined) return;
    const sent = await this.#make(other, way, proof);
    if (sent !== undefined) await this.#send(visit.place, visit, sent);
  }

  async #prove(at: Place, visit: DrivenVisit, way: Way, proof: Proof): Promise<void> {
    const { person, isRight, trusts } = proof;
    const sent = await this.#make(visit, way, proof);
    if (sent === undefined) return;
    const isHeard = at === visit.place && !visit.isOver;
    if (isHeard && BOUND.includes(way)) this.#spent = { visit, sent };
    if (isHeard && isRight && canProve(person, way) && prove(visit, way, person, trusts))
      if (way === 'recovery-code') this.#usedCode = person.unusedCodes.shift() ?? '';
    await this.#send(at, visit, sent);
  }

  async #make(visit: DrivenVisit, way: Way, proof: Proof): Promise<Sent | undefined> {
    await this.#query('update totp_credential set last_step = 0');
    const { issuer } = this.#server;
    const { place, uid } = visit;
    const shared = { issuer, usedCode: this.#usedCode, stranger: this.#stranger };
    return makeProof(way, { ...shared, browser: place.browser, uid, ...proof });
  }

  async #send(at: Place, visit: DrivenVisit, { route, fields }: Sent, from?: string): Promise<void> {
    const url = `${this.#server.issuer}/interaction/${visit.uid}${route}`;
    const page =
      fields === null ? await at.browser.get(url) : await at.browser.post(url, fields, from ?? url);
    if (from !== undefined) assert.equal(page.status, 403, page.url);
    await this.#observe(at, page, visit, 'visit');
  }

  /** Any post to any route, by any browser: empty, repeated, of nonsense. */
  async #blunder(at: Place, visit: DrivenVisit, { who, how }: Pick<Step, 'who' | 'how'>): Promise<void> {
    const route = ROUTES[how % ROUTES.length] ?? '';
    const names: readonly string[] = FORMS[route];
    const fields = names.map((name): [string, string] => [name, who % 2 === 0 ? '' : '000000']);
    const isRepeated = who % 5 === 4;
    if (at === visit.place && (route === '/restart' || route === '/leave')) forget(visit);
    await this.#send(at, visit, { route, fields: isRepeated ? [...fields, ...fields] : fields });
  }

  /** The page of a visit is the one of what it needs, and nobody else's browser sees it. */
  async #look(at: Place, visit: DrivenVisit, { how }: Pick<Step, 'how'>): Promise<void> {
    const route = how % 3 === 0 ? '' : (ROUTES[how % ROUTES.length] ?? '');
    const page = await at.browser.get(`${this.#server.issuer}/interaction/${visit.uid}${route}`);
    await this.#observe(at, page, visit, 'visit');
    if (page.status !== 200 || page.text === '') return;
    const shown = shownNeed(page);
    if (at === visit.place && !visit.isOver && uidOf(page) === visit.uid && shown !== undefined)
      assert.equal(shown, needOf(visit), page.url);
  }

  async #enrolTotp(visit: DrivenVisit, person: ModelPerson): Promise<void> {
    await this.#look(visit.place, visit, { how: 0 });
    const { totp } = this.#server.services.stores;
    const shown = await totp.findEnrolment(person.id, visit.uid, new Date());
    if (shown === undefined || visit.isOver) return;
    const page = await this.#post(visit, '/enrol-totp', [['code', generateSync(shown)]]);
    visit.proofs.add('otp');
    // Who has another factor now gives codes anew in every browser.
    this.#end(person, 'trust');
    await this.#enrolled(visit, page, person, { secret: shown.secret });
  }

  async #enrolPasskey(visit: DrivenVisit, person: ModelPerson): Promise<void> {
    const question = await this.#post(visit, '/enrol-passkey/options', []);
    if (question.status !== 200) {
      assert.ok(visit.isOver || visit.result !== null, question.text);
      return;
    }
    const device = new SoftwareAuthenticator(this.#server.issuer);
    const response = device.create(JSON.parse(question.text));
    const page = await this.#post(visit, '/enrol-passkey', [
      ['response', response],
      ['name', 'Máy thử'],
    ]);
    visit.proofs.add('key');
    await this.#enrolled(visit, page, person, { device });
  }

  async #enrolled(visit: DrivenVisit, page: Page, person: ModelPerson, made: Partial<ModelPerson>) {
    const shown = [...page.text.matchAll(/<code>([2-9A-Z]{4}-[2-9A-Z]{4})<\/code>/g)];
    assert.equal(shown.length, 10, page.text);
    Object.assign(person, made, { unusedCodes: shown.map(([, code = '']) => code) });
    await this.#send(visit.place, visit, { route: '/recovery-codes', fields: [['kept', '1']] });
  }

  async #changePassword(visit: DrivenVisit, person: ModelPerson): Promise<void> {
    const password = this.#people.newPassword();
    const before = { password: person.password, mustChange: person.mustChange };
    Object.assign(person, { password, mustChange: false });
    const page = await this.#post(visit, '/change-password', [
      ['new_password', password],
      ['confirm_password', password],
    ]);
    // The password was found too weak, nobody could judge it in time, or the visit is over: nothing has changed.
    if (page.status >= 400 || page.text.includes('name="new_password"')) Object.assign(person, before);
    await this.#observe(visit.place, page, visit, 'visit');
  }

  /** What an officer changes ends what was begun with the old one: sessions, sign-ins under way, trust. */
  #end(person: ModelPerson, ended: Ended): void {
    if (ended === 'nothing') return;
    for (const place of this.#places) place.trustedBy.delete(person);
    if (ended === 'trust') return;
    for (const place of this.#places) if (place.session?.person === person) place.session = null;
    for (const visit of this.#visits) {
      if (visit.beside === person) Object.assign(visit, { held: null, isOver: true });
      if (visit.result?.person === person) visit.result = null;
      if (visit.person === person) forget(visit);
    }
  }

  /** Holds an answer against the model: a code only when it was earned, for exactly what was proved. */
  async #observe(at: Place, page: Page, about: DrivenVisit | Pending, by: 'visit' | 'session') {
    assert.ok(page.status < 500, `${page.url}: ${page.text}`);
    const uid = uidOf(page);
    if (uid !== undefined && !this.#visits.some((known) => known.uid === uid)) this.#arrive(at, uid, about);
    const visit = 'uid' in about ? about : undefined;
    const proved = this.#earned(at, about, by);
    const isAtClient = page.url.startsWith('https://');
    const isComplete = visit !== undefined && by === 'visit' && uid === undefined && proved !== undefined;
    if (isComplete && visit.trusts) at.trustedBy.add(proved.person);
    if (!isAtClient) {
      // All is proved, but somebody else is signed in in the browser by now: the answer waits for who resumes.
      if (isComplete) {
        forget(visit);
        visit.result = proved;
      }
      return;
    }
    const code = new URL(page.url).searchParams.get('code');
    if (visit?.place === at) visit.isOver = true;
    if (code === null) return;
    const earned = proved ?? assert.fail(`a code that nobody earned: ${JSON.stringify(about.asked)} ${by}`);
    const tokens = await oidc.authorizationCodeGrant(about.client.config, new URL(page.url), about.checks);
    const { acr, amr = [], email } = tokens.claims() ?? assert.fail();
    const expected = claimsOf(earned.proofs, about.named);
    assert.deepEqual(
      { email, acr, amr: [...(amr as string[])].sort() },
      { email: earned.person.email, ...expected },
    );
    // Somebody else signs in in a browser: the former session ends, and what was begun beside it.
    const former = at.session?.person;
    if (former !== undefined && former !== earned.person)
      for (const each of this.#visits)
        if (each.place === at && each.beside === former) Object.assign(each, { held: null, isOver: true });
    at.session = earned;
    const kind = `${by} ${expected.amr.join(' ')}`;
    this.issued.set(kind, (this.issued.get(kind) ?? 0) + 1);
  }

  #earned(at: Place, about: DrivenVisit | Pending, by: 'visit' | 'session'): ModelSession | undefined {
    const { session } = at;
    const visit = 'uid' in about ? about : undefined;
    if (by === 'session' && visit !== undefined && visit.result !== null && visit.place === at)
      return visit.result;
    if (by === 'session') return isAnsweredBy(session, about) ? (session ?? undefined) : undefined;
    if (visit === undefined || visit.isOver || visit.place !== at || needOf(visit) !== 'nothing')
      return undefined;
    const person = personOf(visit);
    return person === null ? undefined : { person, proofs: proofsOf(visit) };
  }

  #arrive(at: Place, uid: string, { client, checks, named, asked, isFresh }: Pending): void {
    const { session } = at;
    const held = session !== null && !isFresh && !isAnsweredBy(session, { asked, isFresh }) ? session : null;
    const request = { client, checks, named, asked, isFresh };
    const empty = { person: null, proofs: new Set<never>(), trusts: false, result: null, isOver: false };
    this.#visits.push({ ...request, place: at, uid, held, beside: session?.person ?? null, ...empty });
  }

  #post({ place, uid }: DrivenVisit, route: string, fields: [string, string][]): Promise<Page> {
    return place.browser.post(`${this.#server.issuer}/interaction/${uid}${route}`, fields);
  }

  #somebodyWith(way: Way, who: number): ModelPerson {
    const able = this.#people.all.filter((person) => canProve(person, way));
    return able[who % able.length] ?? this.#person(who);
  }

  #person(who: number): ModelPerson {
    // One acts more than the others, so that she meets herself in another visit.
    return this.#people.all[[0, 0, 0, 1, 1, 2][who % 6] ?? 0] ?? assert.fail();
  }

  #query(statement: string): Promise<unknown> {
    return this.#server.services.database.source.query(statement);
  }
}

function forget(visit: ModelVisit): void {
  Object.assign(visit, { person: null, proofs: new Set(), trusts: false });
}

function canProve({ secret, unusedCodes, device, certificate }: ModelPerson, way: Way): boolean {
  if (way === 'totp') return secret !== null;
  if (way === 'recovery-code') return unusedCodes.length > 0;
  return way === 'password' || (way === 'passkey' ? device !== null : certificate !== null);
}

import type { IssuedCertificate } from '../support/certificate-authority.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

/**
 * The sign-in told as naively as possible: who proved what in which visit. It knows nothing of the product's code;
 * the fuzz holds the product against it.
 */

/** `trust`: the browser stands in for a code that was once given in it. */
export type Proof = 'pwd' | 'otp' | 'key' | 'cert' | 'trust';
/** Lowest first. */
const LEVELS = ['password', 'mfa', 'certificate'] as const;
export type Level = (typeof LEVELS)[number];
export type Need = 'identify' | 'second' | 'enrolment' | 'unreachable' | 'new-password' | 'nothing';
/** How something is proved; the last two are one certificate, by the local signer or by a handshake. */
export const WAYS = ['password', 'totp', 'recovery-code', 'passkey', 'signer', 'certificate'] as const;
export type Way = (typeof WAYS)[number];

export interface ModelPerson {
  email: string;
  id: string;
  password: string;
  /** Of the one-time codes; null without. */
  secret: string | null;
  unusedCodes: string[];
  /** Holds the passkey; null without. */
  device: SoftwareAuthenticator | null;
  certificate: IssuedCertificate | null;
  mustChange: boolean;
  isOpen: boolean;
}

/** What a browser is signed in as. */
export interface ModelSession {
  person: ModelPerson;
  proofs: ReadonlySet<Proof>;
}

/** A browser. */
export interface ModelPlace {
  session: ModelSession | null;
  /** Who need not give a code in it. */
  trustedBy: Set<ModelPerson>;
}

/** What a relying party asked for. */
export interface ModelRequest {
  asked: Level;
  /** `prompt=login`: no session answers it. */
  isFresh: boolean;
}

/** One interaction, and what was completed in it, of whom. */
export interface ModelVisit extends ModelRequest {
  place: ModelPlace;
  uid: string;
  /** The session that it began beside; it raises that one or none. */
  held: ModelSession | null;
  person: ModelPerson | null;
  proofs: Set<Proof>;
  /** The box beside the code was ticked. */
  trusts: boolean;
}

/** Whose sign-in it is: who began one in this visit, or else whose session it raises. */
export function personOf({ person, held }: ModelVisit): ModelPerson | null {
  return person ?? held?.person ?? null;
}

export function proofsOf(visit: ModelVisit): Set<Proof> {
  const { held, proofs, place } = visit;
  const person = personOf(visit);
  const isTrusted = person !== null && proofs.size > 0 && place.trustedBy.has(person);
  const before = held !== null && held.person === person ? held.proofs : [];
  return new Set([...before, ...proofs, ...(isTrusted ? (['trust'] as const) : [])]);
}

const reaches = (level: Level, wanted: Level) => LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);

/** A passkey checks whose finger it is; what is known is one thing, what is held another. */
function isTwoFactor(proofs: ReadonlySet<Proof>): boolean {
  const isHeld = proofs.has('otp') || proofs.has('trust') || proofs.has('cert');
  return proofs.has('key') || (proofs.has('pwd') && isHeld);
}

function levelOf(proofs: ReadonlySet<Proof>): Level {
  if (proofs.has('cert')) return 'certificate';
  return isTwoFactor(proofs) ? 'mfa' : 'password';
}

function hasFactor({ secret, device, certificate }: ModelPerson): boolean {
  return secret !== null || device !== null || certificate !== null;
}

/** The one thing that a visit still needs first. */
export function needOf(visit: ModelVisit): Need {
  const person = personOf(visit);
  const proofs = proofsOf(visit);
  if (person === null || !person.isOpen || proofs.size === 0) return 'identify';
  const wanted = visit.asked === 'password' && hasFactor(person) ? 'mfa' : visit.asked;
  if (!reaches(levelOf(proofs), wanted)) {
    if (wanted === 'certificate') return person.certificate === null ? 'unreachable' : 'second';
    return hasFactor(person) ? 'second' : 'enrolment';
  }
  return visit.proofs.has('pwd') && person.mustChange ? 'new-password' : 'nothing';
}

/** Ways in which a visit that needs more takes it. */
export function offersOf(visit: ModelVisit): Way[] {
  const person = personOf(visit);
  if (person === null || needOf(visit) !== 'second') return [];
  const certificates: Way[] = person.certificate === null ? [] : ['signer', 'certificate'];
  if (visit.asked === 'certificate') return certificates;
  const hasCodes = person.unusedCodes.length > 0 && (person.secret ?? person.device) !== null;
  return [
    ...(person.secret === null ? [] : (['totp'] as const)),
    ...(hasCodes ? (['recovery-code'] as const) : []),
    ...(person.device === null ? [] : (['passkey'] as const)),
    ...certificates,
  ];
}

/** Ways in which somebody can begin to sign in. */
export function beginningsOf({ device, certificate }: ModelPerson): Way[] {
  return [
    'password',
    ...(device === null ? [] : (['passkey'] as const)),
    ...(certificate === null ? [] : (['signer', 'certificate'] as const)),
  ];
}

/** Somebody proves something rightly in a visit. @returns whether it counted */
export function prove(visit: ModelVisit, way: Way, person: ModelPerson, trusts: boolean): boolean {
  const isOffered = offersOf(visit).includes(way);
  const known = personOf(visit);
  const adds = (proof: Proof) => {
    if (!isOffered || known !== person) return false;
    visit.proofs.add(proof);
    visit.trusts ||= way === 'totp' && trusts;
    return true;
  };
  const begins = (proof: Proof) => {
    Object.assign(visit, { person, proofs: new Set([proof]), trusts: false });
    return true;
  };
  if (!person.isOpen) return false;
  switch (way) {
    case 'password':
      return begins('pwd');
    case 'totp':
    case 'recovery-code':
      return adds('otp');
    case 'passkey':
      return isOffered ? adds('key') : begins('key');
    case 'signer':
    case 'certificate': {
      if (isOffered && known === person) return adds('cert');
      // A session is raised by whose it is and as the page offers it, or not at all.
      const isRaising = known?.isOpen === true && visit.held?.person === known;
      return !isRaising && begins('cert');
    }
  }
}

/** Whether a session alone answers a request. */
export function isAnsweredBy(session: ModelSession | null, { asked, isFresh }: ModelRequest): boolean {
  if (session === null || isFresh || !session.person.isOpen) return false;
  return reaches(levelOf(session.proofs), asked);
}

const AMR: Record<Proof, string[]> = {
  pwd: ['pwd'],
  otp: ['otp'],
  key: ['swk', 'user'],
  cert: ['hwk'],
  trust: [],
};

/** What an ID token says of proofs to who named a level in the request, or named none. */
export function claimsOf(proofs: ReadonlySet<Proof>, named: string | null): { acr: string; amr: string[] } {
  const level = levelOf(proofs);
  const values = [...proofs].flatMap((proof) => AMR[proof]);
  const amr = [...new Set([...values, ...(isTwoFactor(proofs) ? ['mfa'] : [])])].sort();
  const isMet = named !== null && LEVELS.indexOf(level) + 1 >= Number(named.slice('LoA'.length));
  return { acr: isMet ? named : `urn:micconnect:acr:${level}`, amr };
}

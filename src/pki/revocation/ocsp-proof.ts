import type { RevocationProof } from '../../domain/certificates/revocation-proof.ts';
import { AnswerMemory } from './answer-memory.ts';
import type { Asked } from './asked.ts';
import { type Fetch, fetchBounded } from './bounded-fetch.ts';
import { judgeAnswer } from './judge-answer.ts';
import { readOcspAnswer } from './ocsp-answer.ts';
import { encodeOcspRequest, NONCE_BYTES } from './ocsp-request.ts';
import { type IsInForce, proveSigner } from './ocsp-signer.ts';
import { sourcesFor } from './revocation-sources.ts';
import type { TimeLimit } from './time-limit.ts';
import { problemOf, Unproven } from './unproven.ts';

const MAX_ANSWER_BYTES = 64 * 1024;
/** A responder that does not answer is left alone for so long: else every sign-in would wait for it. */
const PAUSE_MS = 10_000;

export interface OcspParts {
  fetch: Fetch;
  /** So many random bytes. */
  random: (size: number) => Buffer;
  /** Whether a responder without id-pkix-ocsp-nocheck is in force. */
  isInForce: (responder: Asked) => Promise<boolean>;
}

export interface OcspProofs {
  /** @throws Unproven */
  prove(asked: Asked, limit: TimeLimit): Promise<RevocationProof>;
  /** What was proven within the policy's age. */
  known(asked: Asked): RevocationProof | undefined;
}

/** Asks responders, and remembers what they proved for as long as the policy says. */
export function createOcspProofs(parts: OcspParts): OcspProofs {
  const memory = new AnswerMemory();
  const silentUntil = new Map<string, number>();

  async function askAt(url: string, asked: Asked, limit: TimeLimit): Promise<RevocationProof> {
    const now = asked.now.getTime();
    if ((silentUntil.get(url) ?? 0) > now)
      throw new Unproven('unreachable', 'it did not answer a moment ago');
    try {
      return await limit.within(ask(parts, url, asked));
    } catch (error) {
      if (problemOf(error) === 'unreachable') silentUntil.set(url, now + PAUSE_MS);
      throw error;
    }
  }

  return {
    known: (asked) => memory.find(asked),
    async prove(asked, limit) {
      const known = memory.find(asked);
      if (known !== undefined) return known;
      let failure: unknown;
      for (const url of sourcesFor('ocsp', asked.certificate, asked)) {
        try {
          const proof = await askAt(url, asked, limit);
          memory.keep(asked, proof);
          return proof;
        } catch (error) {
          failure ??= error;
        }
      }
      throw failure;
    },
  };
}

async function ask(
  { fetch, random, isInForce }: OcspParts,
  url: string,
  asked: Asked,
): Promise<RevocationProof> {
  const { certificate, issuer, now } = asked;
  const nonce = random(NONCE_BYTES);
  const { bytes } = await fetchBounded(fetch, {
    url,
    maxBytes: MAX_ANSWER_BYTES,
    headers: { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' },
    body: encodeOcspRequest(certificate, issuer, nonce),
  });
  const answer = readOcspAnswer(bytes ?? Buffer.alloc(0));
  const ofResponder: IsInForce = (responder) => isInForce({ ...asked, certificate: responder });
  await proveSigner(answer, issuer, { now, isInForce: ofResponder });
  return judgeAnswer(answer, { ...asked, nonce });
}

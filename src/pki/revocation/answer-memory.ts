import type { RevocationProof } from '../../domain/certificates/revocation-proof.ts';
import type { Asked } from './asked.ts';

const MAX_KNOWN = 10_000;

/** What responders proved, on this node, for as long as the policy says and never beyond the answer's own end. */
export class AnswerMemory {
  readonly #answers = new Map<string, { proof: RevocationProof; until: number }>();

  find(asked: Asked): RevocationProof | undefined {
    const found = this.#answers.get(nameOf(asked));
    return found !== undefined && found.until > asked.now.getTime() ? found.proof : undefined;
  }

  keep(asked: Asked, proof: RevocationProof): void {
    const age = asked.now.getTime() + asked.policy.maxAgeMs;
    const end = proof.status === 'good' ? (proof.validUntil?.getTime() ?? age) : age;
    this.#answers.delete(nameOf(asked));
    this.#answers.set(nameOf(asked), { proof, until: Math.min(age, end) });
    for (const oldest of this.#answers.keys())
      if (this.#answers.size > MAX_KNOWN) this.#answers.delete(oldest);
  }
}

function nameOf({ tree, issuerId, certificate }: Asked): string {
  return `${tree} ${issuerId} ${certificate.serial.toString('hex')}`;
}

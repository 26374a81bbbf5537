import { createHash } from 'node:crypto';
import type { Clock, Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { PresentedCertificates } from './certificate-verdict.ts';

/** How long a person may look for the token and type its PIN. */
const LIFE_MS = 5 * 60_000;

/** A visit to the certificate listener, which knows no cookies: the ticket leads there, the answer back. */
export interface CertificateTicket {
  /** SHA-256 of the ticket, hexadecimal. */
  hash: string;
  /** The interaction or session that asked; nobody else's browser can use the answer. */
  context: string;
  expiresAt: Date;
}

/** What was presented at the listener; null when the person chose no certificate. */
export interface Presentation {
  context: string;
  presented: PresentedCertificates | null;
}

/** Port of tickets. Each step is one conditional statement: a ticket is presented once, an answer taken once. */
export interface CertificateTicketStore {
  add(ticket: CertificateTicket): Promise<void>;
  /** The context of the ticket; undefined when it is unknown, used or late. */
  present(
    hash: string,
    answer: { hash: string; presented: PresentedCertificates | null },
    now: Date,
  ): Promise<string | undefined>;
  /** What was presented for a context; undefined when the answer is unknown, taken, late or another's. */
  take(answerHash: string, context: string, now: Date): Promise<Presentation | undefined>;
  /** Uses a ticket as a challenge that was signed; false when it is unknown, used, late or another's. */
  consume(hash: string, context: string, now: Date): Promise<boolean>;
}

interface Dependencies {
  stores: Pick<Stores, 'certificateTickets'>;
  clock: Clock;
  ids: Pick<Ids, 'secret'>;
}

export type CertificateTickets = ReturnType<typeof createCertificateTickets>;

/**
 * The way of a certificate from the listener that sees it to the page that signs in with it. Both ends are secrets of 256
 * bits that are stored as hashes; the answer works only in the context that asked for the ticket, whose browser proves
 * itself by its cookie. So nobody signs another's browser in with a certificate of his own, or the other way round.
 */
export function createCertificateTickets({ stores, clock, ids }: Dependencies) {
  const { certificateTickets } = stores;
  return {
    /** A ticket, or a challenge to sign, for a context. */
    async issue(context: string): Promise<string> {
      const ticket = ids.secret();
      const expiresAt = new Date(clock.now().getTime() + LIFE_MS);
      await certificateTickets.add({ hash: hashOf(ticket), context, expiresAt });
      return ticket;
    },

    /**
     * Notes what the holder of a ticket presented.
     * @returns the answer to take back, and whither
     * @throws certificate_ticket_invalid
     */
    async present(
      ticket: string,
      presented: PresentedCertificates | null,
    ): Promise<{ context: string; answer: string }> {
      const answer = ids.secret();
      const noted = { hash: hashOf(answer), presented };
      const context = await certificateTickets.present(hashOf(ticket), noted, clock.now());
      if (context === undefined) throw new DomainError('certificate_ticket_invalid');
      return { context, answer };
    },

    /** @throws certificate_ticket_invalid */
    async take(answer: string, context: string): Promise<Presentation> {
      const taken = await certificateTickets.take(hashOf(answer), context, clock.now());
      if (taken === undefined) throw new DomainError('certificate_ticket_invalid');
      return taken;
    },

    /** Uses a challenge, whoever signed it. @throws certificate_ticket_invalid */
    async consume(challenge: string, context: string): Promise<void> {
      if (!(await certificateTickets.consume(hashOf(challenge), context, clock.now())))
        throw new DomainError('certificate_ticket_invalid');
    },
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** What leaves the product through the outbox, and survives a crash until it has arrived. */
export type Delivery =
  | {
      kind: 'backchannel_logout';
      clientId: string;
      personId: string;
      sid: string;
      /** Null when only the client's session ends, so that it signs the person in anew. */
      sessionUid: string | null;
    }
  /** Tells a client that it should ask anew for a person's roles. */
  | { kind: 'role_change'; clientId: string; personId: string }
  | {
      kind: 'mail';
      to: string;
      template: MailTemplate;
      facts: Readonly<Record<string, string>>;
      /** RFC 3339; what it carries is worthless afterwards, so nobody tries later. */
      expiresAt?: string;
    };

/** What shares one set of slots: a relying party, or everything that goes through the mail server. */
export function destinationOf(delivery: Delivery): string {
  return delivery.kind === 'mail' ? 'mail' : delivery.clientId;
}

/** Every letter that the product sends. */
export const MAIL_TEMPLATES = [
  'password-reset',
  'password-changed',
  'credential-changed',
  'administrator-news',
  'password-expiring',
  'second-factor-missing',
  'account-dormant',
  'activation',
  'certificate-changed',
  'certificate-expiring',
  'profile-mistake',
  'request-waiting',
  'request-decided',
  'review-due',
  'review-overdue',
  'review-question',
  'review-answer',
] as const;
export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

/** A delivery with the state of its tries. */
export interface OutboxRow {
  id: string;
  delivery: Delivery;
  createdAt: Date;
  /** Tries so far, this one included. */
  attempts: number;
}

/** Port of the outbox table. */
export interface DeliveryStore {
  /** Queues a delivery; inside a transaction it becomes part of the change. */
  add(delivery: Delivery, at: Date): Promise<void>;
  /** Queues many by one statement. */
  addAll(deliveries: readonly Delivery[], at: Date): Promise<void>;
  /**
   * Takes up to `limit` due rows for this worker until `leaseUntil`; no other worker gets them meanwhile
   * (FOR UPDATE SKIP LOCKED). Nothing stays locked while a delivery runs.
   */
  claim(now: Date, leaseUntil: Date, limit: number): Promise<OutboxRow[]>;
  /** The row arrived. */
  succeed(id: string, at: Date): Promise<void>;
  /** The try failed: the next one is due at `retryAt`, or never when it is null. */
  fail(id: string, at: Date, reason: string, retryAt: Date | null): Promise<void>;
  /** The logout messages of a session, one a client. */
  listOfSession(sessionUid: string): Promise<{ clientId: string; deliveredAt: Date | null }[]>;
}

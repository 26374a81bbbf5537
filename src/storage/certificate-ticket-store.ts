import type { EntityManager } from 'typeorm';
import type { CertificateTicketStore } from '../domain/certificates/certificate-ticket.ts';
import type { PresentedCertificates } from '../domain/certificates/certificate-verdict.ts';

/** DER in base64; certificates are public. */
interface StoredPresentation {
  leaf: string;
  others: string[];
}

export function createCertificateTicketStore(manager: EntityManager): CertificateTicketStore {
  return {
    async add({ hash, context, expiresAt }) {
      await manager.query('insert into certificate_ticket (hash, context, expires_at) values ($1, $2, $3)', [
        hash,
        context,
        expiresAt,
      ]);
    },
    async present(hash, answer, now) {
      const [row] = await manager.query<{ context: string }[]>(
        `with presented as (
           update certificate_ticket set answer_hash = $2, presented = $3
           where hash = $1 and answer_hash is null and used_at is null and expires_at > $4
           returning context)
         select context from presented`,
        [hash, answer.hash, answer.presented && JSON.stringify(stored(answer.presented)), now],
      );
      return row?.context;
    },
    async take(answerHash, context, now) {
      const [row] = await manager.query<{ presented: StoredPresentation | null }[]>(
        `with taken as (
           update certificate_ticket set used_at = $3
           where answer_hash = $1 and context = $2 and used_at is null and expires_at > $3
           returning presented)
         select presented from taken`,
        [answerHash, context, now],
      );
      return row && { context, presented: row.presented && read(row.presented) };
    },
    async consume(hash, context, now) {
      const [row] = await manager.query<[{ n: number }]>(
        `with used as (
           update certificate_ticket set used_at = $3
           where hash = $1 and context = $2 and used_at is null and answer_hash is null and expires_at > $3
           returning 1)
         select count(*)::int as n from used`,
        [hash, context, now],
      );
      return row.n === 1;
    },
  };
}

function stored({ leaf, others }: PresentedCertificates): StoredPresentation {
  const text = (der: Uint8Array) => Buffer.from(der).toString('base64');
  return { leaf: text(leaf), others: others.map(text) };
}

function read({ leaf, others }: StoredPresentation): PresentedCertificates {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  return { leaf: bytes(leaf), others: others.map(bytes) };
}

import { createHash } from 'node:crypto';
import { type Actor, type AuditRecord, actorLabel } from '../audit/audit-event.ts';
import { canonicalJson, hashOf } from '../audit/hash-chain.ts';
import { type Clock, dayOf } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Signer } from '../signer.ts';
import type { Stores, Transact } from '../transact.ts';
import { type AuditFilters, auditQueryOf } from './audit-filters.ts';

/** What the signature of an export says. */
export interface ExportClaims {
  /** SHA-256 in hex of every line before the signature. */
  sha256: string;
  records: number;
  /** `seq` of the newest record there was. */
  upTo: number;
  exportedBy: string;
  /** RFC 3339. */
  exportedAt: string;
}

export interface ExportVerdict {
  claims: ExportClaims;
  /** Another key signs now. */
  isRetired: boolean;
  /** `seq` of the first record that the log does not hold like that; null when it holds all of them. */
  differing: number | null;
}

interface Dependencies {
  stores: Pick<Stores, 'audit' | 'directory'>;
  transact: Transact;
  clock: Clock;
  signer: Signer<ExportClaims>;
}

const FORMAT = 'micconnect-audit/1';
const PAGE = 1000;

export type AuditExport = ReturnType<typeof createAuditExport>;

/**
 * Takes a part of the audit log out of the system so that it can be proved later: JSON lines, first what was asked for,
 * then a record a line, the oldest first, last the signature over all lines before it.
 */
export function createAuditExport({ stores, transact, clock, signer }: Dependencies) {
  const { audit, directory } = stores;

  async function* records(query: Parameters<typeof audit.search>[0]): AsyncGenerator<AuditRecord[]> {
    for (let past: number | undefined; ; ) {
      const page = await audit.search(query, { order: 'oldest', past, limit: PAGE });
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      past = page.at(-1)?.seq;
    }
  }

  async function* lines(head: object, query: Parameters<typeof audit.search>[0], facts: Facts) {
    const digest = createHash('sha256');
    const hashed = (text: string) => {
      digest.update(text);
      return text;
    };
    let count = 0;
    yield hashed(`${canonicalJson(head)}\n`);
    for await (const page of records(query)) {
      count += page.length;
      yield hashed(page.map((record) => `${canonicalJson(record)}\n`).join(''));
    }
    const signature = await signer.sign({ sha256: digest.digest('hex'), records: count, ...facts });
    yield `${canonicalJson({ signature })}\n`;
  }

  return {
    /**
     * Begins an export, with its audit event; the lines are read while they are taken. It ends at the newest record of
     * now: its own event is not in it. @throws bad_request, period_invalid
     */
    async start(filters: AuditFilters, actor: Actor): Promise<AsyncGenerator<string>> {
      const at = clock.now();
      const query = await auditQueryOf(directory, filters, dayOf(at));
      const upTo = await audit.newestSeq();
      const asked = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
      await transact((inside) =>
        inside.audit.append({ type: 'audit.exported', at, actor, details: { ...asked, up_to: upTo } }),
      );
      const facts = { upTo, exportedBy: actorLabel(actor), exportedAt: at.toISOString() };
      return lines({ format: FORMAT, filters: asked, ...facts }, { ...query, upTo }, facts);
    },

    /**
     * Holds an export against its signature and against the log: a key may have been retired for having leaked.
     * @throws audit_export_invalid when the signature is not ours, or not over these bytes
     */
    async verify(bytes: Uint8Array): Promise<ExportVerdict> {
      const { body, signature } = partsOf(Buffer.from(bytes).toString('utf8'));
      const verified = await signer.verify(signature);
      if (verified?.claims.sha256 !== createHash('sha256').update(body).digest('hex'))
        throw new DomainError('audit_export_invalid');
      const [, ...told] = body.trimEnd().split('\n');
      return { ...verified, differing: await firstDiffering(told) };
    },
  };

  async function firstDiffering(told: readonly string[]): Promise<number | null> {
    for (let from = 0; from < told.length; from += PAGE) {
      const page: AuditRecord[] = told.slice(from, from + PAGE).map((line) => JSON.parse(line));
      const kept = await audit.listOf(page.map(({ seq }) => seq));
      const hashes = new Map(kept.map((record) => [record.seq, record.hash]));
      const other = page.find(
        (record) =>
          hashes.get(record.seq) !== record.hash || hashOf(record, record.previousHash) !== record.hash,
      );
      if (other !== undefined) return other.seq;
    }
    return null;
  }
}

type Facts = Omit<ExportClaims, 'sha256' | 'records'>;

/** The lines that are signed, and the signature of the last one. @throws audit_export_invalid */
function partsOf(text: string): { body: string; signature: string } {
  const end = text.trimEnd().lastIndexOf('\n') + 1;
  try {
    const { signature } = JSON.parse(text.slice(end));
    if (typeof signature === 'string') return { body: text.slice(0, end), signature };
  } catch {
    // Whatever stands there is no signature.
  }
  throw new DomainError('audit_export_invalid');
}

import { randomBytes } from 'node:crypto';
import { parseTreePolicy, type RevocationPolicy } from '../../src/domain/certificates/tree-policy.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Stores } from '../../src/domain/transact.ts';
import { createOutboundFetch } from '../../src/outbox/outbound.ts';
import type { ListAlarm } from '../../src/pki/revocation/list-refresh.ts';
import { createRevocation, type Revocation } from '../../src/pki/revocation/revocation.ts';
import type { Storage } from '../../src/storage/stores.ts';
import {
  type CertificateAuthority,
  type CertificateKnobs,
  type IssuedCertificate,
  makeCertificateAuthority,
} from './certificate-authority.ts';
import { createMemoryListStore } from './memory-list-store.ts';
import { type AnswerKnobs, answerOcsp, issueList, type ListKnobs } from './revocation-authority.ts';
import { type Answer, type RevocationServer, startRevocationServer } from './revocation-server.ts';

/** Where a certificate's list and responder answer, and how. */
export interface Sources {
  crl?: Answer;
  ocsp?: Answer;
  knobs?: CertificateKnobs;
}

export interface Issued {
  leaf: IssuedCertificate;
  crl: string;
  ocsp: string;
}

/** One authority, the server of its lists and answers, a database, and the time. */
export interface RevocationWorld {
  services: StoresAlone;
  server: RevocationServer;
  readonly authority: CertificateAuthority;
  /** Another authority from here on, whose lists nobody has seen. */
  renew(): Promise<void>;
  now(): Date;
  pass(minutes: number): void;
  /** A certificate whose addresses answer so. */
  issue(sources: Sources): Promise<Issued>;
  list(knobs?: ListKnobs): Promise<Buffer>;
  answer(knobs?: AnswerKnobs): Answer;
  /** A node of its own, with nothing in memory. */
  node(policy?: Partial<RevocationPolicy>): Node;
  close(): Promise<void>;
}

export interface Node extends Revocation {
  alarms: ListAlarm[];
  ask(issued: Pick<Issued, 'leaf'>): ReturnType<Revocation['prove']>;
}

type StoresAlone = Pick<Storage, 'stores' | 'transact'>;
type OpenStorage = (clock: Clock) => Promise<{ services: StoresAlone; close(): Promise<void> }>;

async function openMemory() {
  const revocationLists = createMemoryListStore();
  // Who asks for another store finds none.
  const stores = { revocationLists, audit: { append: async () => {} } } as unknown as Stores;
  return {
    services: { stores, transact: <T>(work: (inside: Stores) => Promise<T>) => work(stores) },
    close: async () => {},
  };
}

export const TREE = 'government';
const START = new Date('2026-11-20T01:00:00Z');

/** @param open puts the stores on a database; in memory unless said otherwise */
export async function openRevocationWorld(open: OpenStorage = openMemory): Promise<RevocationWorld> {
  let now = START;
  let authority = await makeCertificateAuthority(now);
  const [{ services, close }, server] = await Promise.all([
    open({ now: () => now }),
    startRevocationServer(),
  ]);
  const fetch = createOutboundFetch({
    allowed: ['127.0.0.1'],
    allowedOrigins: [],
    limits: { timeoutMs: 10_000, bodyBytes: 64 * 1024 * 1024 },
  });
  return {
    services,
    server,
    get authority() {
      return authority;
    },
    async renew() {
      authority = await makeCertificateAuthority(now);
    },
    now: () => now,
    pass(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    async issue({ crl, ocsp, knobs }) {
      const urls = { crl: crl ? server.serve(crl) : '', ocsp: ocsp ? server.serve(ocsp) : '' };
      const leaf = await authority.issue({
        ...(crl ? { crlUrls: [urls.crl] } : {}),
        ...(ocsp ? { ocspUrls: [urls.ocsp] } : {}),
        ...knobs,
      });
      return { leaf, ...urls };
    },
    list: (knobs) => issueList(authority, now, knobs),
    answer: (knobs) => (request) => answerOcsp(authority, request, now, knobs),
    node(policy) {
      const { der } = authority;
      const alarms: ListAlarm[] = [];
      const revocation = createRevocation({
        trees: [{ name: TREE, policy: { ...strictPolicy([server.host]), ...policy }, authorities: [der] }],
        ...services,
        fetch,
        random: () => 0.5,
        randomBytes,
      });
      revocation.onAlarm((alarm) => alarms.push(alarm));
      return {
        ...revocation,
        alarms,
        ask: ({ leaf }) => revocation.prove(leaf.der, der, TREE, now),
      };
    },
    async close() {
      await server.close();
      await close();
    },
  };
}

/** As a tree has it that names nothing but the hosts. */
export function strictPolicy(hosts: string[], fields: object = {}): RevocationPolicy {
  return parseTreePolicy({ revocation: { order: ['ocsp', 'crl'], hosts, ...fields } }).policy.revocation;
}

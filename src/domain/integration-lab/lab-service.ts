import type { Actor } from '../audit/audit-event.ts';
import { type Client, isPlain } from '../clients/client.ts';
import { type Clock, daysAfter } from '../clock.ts';
import { type ReadableExtent, readsConnectionOf } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { checklist, type Verdict } from './checklist.ts';
import type { CheckRun } from './lab-store.ts';
import type { ProbeReport, SendProbes } from './probe.ts';
import type { TracedSignIn } from './trace.ts';

/** How long a relying party is watched after somebody opened the lab. */
export const WATCHED_MS = 30 * 60_000;
/** A run is bounded to 20 seconds; whoever took the right and died holds it no longer than this. */
const RUN_MS = 30_000;

/** The integration lab of one relying party. */
export interface LabState {
  client: Client;
  verdicts: Verdict[];
  /** The newest first. */
  signIns: TracedSignIn[];
  run: CheckRun | undefined;
  /** Null while nobody watches. */
  watchedUntil: Date | null;
}

interface Dependencies {
  stores: Pick<Stores, 'clients' | 'lab' | 'roles' | 'ledger'>;
  transact: Transact;
  clock: Clock;
  sendProbes: SendProbes;
}

export type IntegrationLab = ReturnType<typeof createIntegrationLab>;

/** Shows the owner of a relying party what it does right, by watching test sign-ins and by trying its logout receiver. */
export function createIntegrationLab({ stores, transact, clock, sendProbes }: Dependencies) {
  async function known(id: string): Promise<Client> {
    const client = isPlain(id) ? await stores.clients.find(id) : undefined;
    if (client === undefined) throw new DomainError('client_not_found', { client: id });
    return client;
  }

  /** Without a receiver there is nobody to ask; the run then says just that. */
  async function probe({ id, metadata }: Client): Promise<ProbeReport> {
    const { backchannel_logout_uri: uri, id_token_signed_response_alg: alg } = metadata;
    return uri === undefined
      ? { answers: [], isOtherKeyOfSameAlg: false }
      : sendProbes({ clientId: id, uri, alg });
  }

  return {
    /** What is known of a relying party. @throws client_not_found, for one whose connection may not be read as well */
    async look(id: string, extent: ReadableExtent): Promise<LabState> {
      const client = await known(id);
      if (!readsConnectionOf(extent, id)) throw new DomainError('client_not_found', { client: id });
      const now = clock.now();
      const { lab, roles, ledger } = stores;
      const signIns = await lab.listSignIns(id);
      const run = await lab.findRun(id);
      const held = await roles.listRoles(id);
      const sent = await ledger.countSince(daysAfter(now, -1));
      const verdicts = checklist({
        metadata: client.metadata,
        roles: held.map(({ code, extent }) => ({ code, isLimited: extent !== 'none' })),
        signIns,
        run,
        undelivered: sent.find(({ destination }) => destination === id)?.waiting ?? 0,
        now,
      });
      const { watchedUntil: until = null } = client;
      const watchedUntil = until !== null && until > now ? until : null;
      return { client, verdicts, signIns, run, watchedUntil };
    },

    /** Watches the sign-ins of a relying party for 30 minutes from now. @throws client_not_found */
    async open(id: string, actor: Actor): Promise<void> {
      await known(id);
      const at = clock.now();
      const until = new Date(at.getTime() + WATCHED_MS);
      await transact(async ({ lab, audit }) => {
        if (!(await lab.watch(id, until))) throw new DomainError('client_not_found', { client: id });
        const details = { until: until.toISOString() };
        await audit.append({ type: 'client.watched', at, actor, clientId: id, details });
      });
    },

    /**
     * Tries the logout receiver, within 20 seconds, and keeps what it answered.
     * @returns false when somebody else is doing that at this moment
     * @throws client_not_found
     */
    async run(id: string, actor: Actor): Promise<boolean> {
      const client = await known(id);
      const startedAt = clock.now();
      const stale = new Date(startedAt.getTime() - RUN_MS);
      if (!(await stores.lab.beginRun(id, startedAt, stale))) return false;
      const report = await probe(client);
      return transact(async ({ lab, audit }) => {
        const at = clock.now();
        if (!(await lab.endRun(id, startedAt, { finishedAt: at, report }))) return false;
        const count = (outcome: string) => report.answers.filter((each) => each.outcome === outcome).length;
        const details = {
          sent: report.answers.length,
          accepted: count('accepted'),
          refused: count('refused'),
        };
        await audit.append({ type: 'client.checked', at, actor, clientId: id, details });
        return true;
      });
    },
  };
}

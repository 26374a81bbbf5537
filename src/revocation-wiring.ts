import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { MAX_LIST_MB } from './domain/certificates/tree-policy.ts';
import type { Clock } from './domain/clock.ts';
import { createOutboundFetch } from './outbox/outbound.ts';
import { createRevocation, type Revocation } from './pki/revocation/revocation.ts';
import type { TrustBundle } from './pki/trust-bundle.ts';
import { sampleListOrigin } from './sample-places.ts';
import type { Storage } from './storage/stores.ts';
import type { Background } from './web/background.ts';
import type { Metrics } from './web/metrics.ts';

/** Lists have megabytes, and authorities are slower than relying parties. */
const LIMITS = { connectMs: 5000, timeoutMs: 10_000, bodyBytes: MAX_LIST_MB * 1024 * 1024 };
const PREFETCH_EVERY_MS = 60_000;

/**
 * Proves revocation for the trees of this installation; calls what OUTBOUND_ALLOW and the tree's policy both allow, in
 * sample mode also where the sample lists are.
 */
export function createTreeRevocation(
  config: Pick<Config, 'outboundAllow' | 'sampleData' | 'samplePort'>,
  bundles: readonly TrustBundle[],
  { stores, transact }: Pick<Storage, 'stores' | 'transact'>,
): Revocation {
  return createRevocation({
    trees: bundles.map(({ tree, policy, anchors, intermediates }) => ({
      name: tree,
      policy: policy.revocation,
      authorities: [...anchors, ...intermediates].map(({ der }) => der),
    })),
    stores,
    transact,
    fetch: createOutboundFetch({
      allowed: config.outboundAllow,
      allowedOrigins: config.sampleData ? [sampleListOrigin(config)] : [],
      limits: LIMITS,
    }),
    random: Math.random,
    randomBytes,
  });
}

/** Keeps the lists of a running server, and tells officers of them. */
export function keepRevocationLists(
  { revocation, clock }: { revocation: Revocation; clock: Clock },
  { background, metrics, log }: { background: Background; metrics: Metrics; log: Logger },
): { start(): void; stop(): Promise<void> } {
  revocation.onAlarm(({ tree, url, problem }) => {
    if (problem === null) log.info({ tree, url }, 'the revocation list is renewed again');
    else log.warn({ tree, url, problem }, 'the revocation list cannot be renewed');
  });
  measure(metrics, revocation, clock);
  let timer: NodeJS.Timeout | undefined;
  const prefetch = () => background.run(() => revocation.prefetch(clock.now()));
  return {
    start() {
      timer = setInterval(prefetch, PREFETCH_EVERY_MS);
      timer.unref();
      prefetch();
    },
    async stop() {
      clearInterval(timer);
      await revocation.stop();
    },
  };
}

function measure(metrics: Metrics, revocation: Revocation, clock: Clock): void {
  const secondsFrom = (one: Date | null, other: Date | null) =>
    one === null || other === null ? Number.NaN : (other.getTime() - one.getTime()) / 1000;
  const gauge = (
    name: string,
    help: string,
    read: (list: ReturnType<Revocation['lists']>[number]) => number,
  ) =>
    metrics.gauges(`revocation_list_${name}`, help, ['tree', 'url'], () =>
      revocation.lists().map((list) => ({ labels: { tree: list.tree, url: list.url }, value: read(list) })),
    );
  gauge('age_seconds', 'Since the revocation list in use was issued', ({ thisUpdate }) =>
    secondsFrom(thisUpdate, clock.now()),
  );
  gauge(
    'left_seconds',
    'Until the next update of the revocation list in use; below 0 it is over',
    ({ nextUpdate }) => secondsFrom(clock.now(), nextUpdate),
  );
  gauge('failures', 'Tries in a row that brought no revocation list', ({ failures }) => failures);
}

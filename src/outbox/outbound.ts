import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type AddressPolicy, createAddressPolicy, literalAddressOf } from './address-policy.ts';
import { CallBudget } from './call-budget.ts';

export interface OutboundOptions {
  /** Hosts, IP addresses and CIDR networks of OUTBOUND_ALLOW. */
  allowed: readonly string[];
  /** Exact `scheme://host:port`, for example the sample relying systems. */
  allowedOrigins: readonly string[];
  /** Name resolution; another one only in tests. */
  lookup?: typeof systemLookup | undefined;
  /** For what is larger or takes longer than a message; 5 seconds and 1 MB unless said otherwise. */
  limits?: Partial<OutboundLimits>;
}

interface OutboundLimits {
  /** Milliseconds until a connection stands. */
  connectMs: number;
  /** Milliseconds for the whole exchange. */
  timeoutMs: number;
  /** Of the body, decompressed. */
  bodyBytes: number;
}

export type OutboundFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** A call that was refused before anything left the machine. */
export class OutboundRefusedError extends Error {
  override readonly name = 'OutboundRefusedError';
}

type Dispatcher = NonNullable<RequestInit['dispatcher']>;
type AgentClass = new (options: object) => Dispatcher;

const LIMITS: OutboundLimits = { connectMs: 5000, timeoutMs: 5000, bodyBytes: 1024 * 1024 };

/**
 * The only way to call another system over HTTP. It is `fetch` with these rules:
 * - http and https; redirects are returned, never followed;
 * - 5 seconds for the whole exchange, reading the body included, or as `limits` say, or less if `init.signal` says so;
 * - reading more than 1 MB of (decompressed) body, or as `limits` say, fails with `BodyTooLargeError`;
 * - loopback, private and every other special address is refused, unless the host or origin was named by the
 *   operator or the address lies in a network he named. What counts is the address the socket connects to:
 *   the check sits in the name resolution of the connection itself, so a second, different answer changes nothing.
 * `init.redirect` and `init.dispatcher` are overruled. Read the body or `body?.cancel()` it: otherwise its
 * connection stays until the 5 seconds are over.
 * @returns a function that throws OutboundRefusedError for a forbidden address, a DOMException `TimeoutError`, or
 *   fetch's TypeError when the other side cannot be reached
 * @throws Error when this runtime offers no agent to put the check into, or an entry of the lists is malformed
 */
export function createOutboundFetch(options: OutboundOptions): OutboundFetch {
  const policy = createAddressPolicy(options.allowed, options.allowedOrigins);
  const Agent = agentClass();
  const resolve = options.lookup ?? systemLookup;
  const limits = { ...LIMITS, ...options.limits };

  return async (input, init = {}) => {
    const url = new URL(input);
    const isNamed = policy.isNamed(url);
    refuseForbidden(url, isNamed, policy);
    const lookup = isNamed ? resolve : guardedLookup(policy, resolve);
    // An agent of its own for each call: whatever way the call ends, no socket stays behind (undici 6 of Node 20
    // keeps one after an abort) and no receiver that restarted is met through a half-dead connection.
    const dispatcher = new Agent({ connect: { lookup, timeout: limits.connectMs } });
    const release = () => void dispatcher.destroy().catch(() => {});
    const budget = new CallBudget({ ...limits, callerSignal: init.signal ?? undefined, release });
    try {
      return budget.bound(
        await fetch(url, { ...init, redirect: 'manual', signal: budget.signal, dispatcher }),
      );
    } catch (error) {
      budget.end();
      if (error instanceof Error && error.cause instanceof OutboundRefusedError) throw error.cause;
      throw error;
    }
  };
}

function refuseForbidden(url: URL, isNamed: boolean, policy: AddressPolicy): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new OutboundRefusedError(`${url.protocol} is not called`);
  }
  // A literal address is never looked up, so the lookup of the agent would not see it.
  const address = literalAddressOf(url);
  if (address !== null && !isNamed && !policy.isAllowedAddress(address)) throw refusal(url.hostname, address);
}

/** Resolves all addresses of a name and fails when any of them is forbidden: which one is tried is not ours to say. */
function guardedLookup(policy: AddressPolicy, resolve: typeof systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const answers: LookupAddress[] = found;
      const forbidden = answers.find(({ address }) => !policy.isAllowedAddress(address));
      const [first] = answers;
      if (!first || forbidden) return callback(refusal(hostname, forbidden?.address ?? 'no address'), []);
      if (options.all) callback(null, answers);
      else callback(null, first.address, first.family);
    });
  };
}

function refusal(host: string, address: string): OutboundRefusedError {
  const which = host === address ? host : `${host} (${address})`;
  return new OutboundRefusedError(`${which} is not a public address and not listed in OUTBOUND_ALLOW`);
}

/**
 * Node's fetch runs on a bundled undici that cannot be imported; the class of its default agent is reachable
 * through the global under which undici registers it (oidc-provider does the same).
 */
function agentClass(): AgentClass {
  // Touching a fetch global makes Node load undici, which then registers the agent.
  void Response;
  const registry = globalThis as unknown as Record<symbol, { constructor: AgentClass } | undefined>;
  const agent =
    registry[Symbol.for('undici.globalDispatcher.2')] ?? registry[Symbol.for('undici.globalDispatcher.1')];
  // With NODE_USE_ENV_PROXY it is a proxy agent, which would connect and resolve elsewhere, unchecked.
  if (agent?.constructor.name !== 'Agent') {
    throw new Error(
      'outgoing calls cannot be checked: fetch has no plain agent (is NODE_USE_ENV_PROXY set?)',
    );
  }
  return agent.constructor;
}

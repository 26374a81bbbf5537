import ipaddr from 'ipaddr.js';
import type { Ids } from '../../domain/clock.ts';
import type { Context, Next } from '../context.ts';

interface EdgeOptions {
  issuer: string;
  /** CIDRs whose forwarding headers count. */
  trustedProxies: readonly string[];
  /** CIDRs of the ministry's own networks. */
  networks: readonly string[];
  ids: Pick<Ids, 'uuid' | 'supportCode'>;
}

/** Headers that speak of another host, scheme or client than the socket's; nobody behind the edge sees them. */
const FORWARDING = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
  'client-cert',
  'client-cert-chain',
];

/**
 * The outermost step: who is asking, and under which name we answer. Host and scheme are pinned to the
 * issuer, so that no link, cookie or discovery document ever follows a header.
 */
export function edge({ issuer, trustedProxies, networks, ids }: EdgeOptions) {
  const { host, protocol } = new URL(issuer);
  const proxies = trustedProxies.map(toNetwork);
  const inside = networks.map(toNetwork);

  return async function pinRequest(ctx: Context, next: Next): Promise<void> {
    noteOrigin(ctx, { proxies, inside, ids });
    for (const name of FORWARDING) delete ctx.req.headers[name];
    ctx.req.headers.host = host;
    ctx.req.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    ctx.set('X-Request-Id', ctx.state.requestId);
    await next();
  };
}

/** Notes who is asking, before any forwarding header is taken away, and under which codes the request is found. */
export function noteOrigin(
  ctx: Context,
  {
    proxies,
    inside,
    ids,
  }: { proxies: readonly Network[]; inside: readonly Network[]; ids: EdgeOptions['ids'] },
): void {
  const address = clientAddress(ctx.req.socket.remoteAddress ?? '', ctx.get('x-forwarded-for'), proxies);
  ctx.state.requestId = ids.uuid();
  ctx.state.origin = {
    address,
    networkPrefix: networkPrefix(address),
    isOutside: isOutside(address, inside),
    userAgent: ctx.get('user-agent').slice(0, 300) || null,
    supportCode: ids.supportCode(),
  };
}

export type Network = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * The address of whoever spoke to the last proxy that we trust: from the right, the first that is none.
 * Anything that is not an address ends the walk at the last one known (authentik CVE-2024-47070).
 */
export function clientAddress(peer: string, forwardedFor: string, proxies: readonly Network[]): string {
  let current = normal(peer) ?? '0.0.0.0';
  for (const hop of forwardedFor.split(',').reverse()) {
    if (!proxies.some((network) => isWithin(current, network))) return current;
    const address = normal(hop.trim());
    if (address === undefined) return current;
    current = address;
  }
  return current;
}

/** Whether an address is none of the ministry's; never when its networks are not named. */
export function isOutside(address: string, inside: readonly Network[]): boolean {
  return inside.length > 0 && !inside.some((network) => isWithin(address, network));
}

/** The bucket of an address: itself for IPv4, its /64 for IPv6, which one household or office holds. */
export function networkPrefix(address: string): string {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const bytes = parsed.toByteArray().map((byte, index) => (index < 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/64`;
}

/** `10.0.0.0/8`, or a single address. */
export function toNetwork(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function normal(text: string): string | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : undefined;
}

export function isWithin(address: string, [network, bits]: Network): boolean {
  const parsed = ipaddr.process(address);
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

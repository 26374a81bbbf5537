import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.process>;

/** Which places the server may call beside the public internet. */
export interface AddressPolicy {
  /** Whether the operator named this URL's host or origin: then its address does not matter. */
  isNamed(url: URL): boolean;
  /** Whether a connection to this IP address (v4 or v6, textual) is allowed. False for anything else. */
  isAllowedAddress(address: string): boolean;
}

// IANA gives global unicast addresses from 2000::/3 only; the rest holds old and new forms that embed IPv4.
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Reads the operator's lists.
 * @param allowed host names (exact), IP addresses and CIDR networks
 * @param origins exact `scheme://host:port`
 * @throws TypeError or Error when an entry is neither
 */
export function createAddressPolicy(allowed: readonly string[], origins: readonly string[]): AddressPolicy {
  const networks = allowed.filter(isNetwork).map((entry) => {
    return ipaddr.parseCIDR(entry.includes('/') ? entry : `${entry}/${entry.includes(':') ? 128 : 32}`);
  });
  const hosts = new Set(
    allowed.filter((entry) => !isNetwork(entry)).map((host) => new URL(`http://${host}`).hostname),
  );
  const namedOrigins = new Set(origins.map((origin) => new URL(origin).origin));
  return {
    isNamed: (url) => hosts.has(url.hostname) || namedOrigins.has(url.origin),
    isAllowedAddress(text) {
      if (!ipaddr.isValid(text)) return false;
      // IPv4-mapped IPv6 becomes the IPv4 address that the kernel would connect to.
      const address = ipaddr.process(text);
      return isPublic(address) || networks.some((network) => isInside(address, network));
    },
  };
}

/** The literal IP address that a URL names, without brackets; null when it names a host. */
export function literalAddressOf(url: URL): string | null {
  // The URL parser has turned decimal, octal, hexadecimal and full-width forms into dotted quads already.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(host) ? host : null;
}

function isNetwork(entry: string): boolean {
  return entry.includes('/') || ipaddr.IPv4.isValidFourPartDecimal(entry) || ipaddr.IPv6.isValid(entry);
}

// Every special range is refused, not only private ones: documentation, benchmarking, NAT64, 6to4, Teredo …
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || isInside(address, GLOBAL_IPV6);
}

function isInside(address: Address, network: ReturnType<typeof ipaddr.parseCIDR>): boolean {
  return address.kind() === network[0].kind() && address.match(network);
}

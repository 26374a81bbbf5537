/** Rules for the addresses of a registration (RFC 9700 section 4.1, RFC 8252 section 7). */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** `com.example.app:/callback`: a reversed domain name, as RFC 8252 section 7.1 asks. */
const PRIVATE_SCHEME = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/;

/**
 * What is wrong with an address to which a browser is sent back; undefined when nothing is.
 * Only https, http on the machine itself, and an app's own scheme for native clients.
 */
export function redirectProblem(text: string, isNative: boolean): string | undefined {
  const url = plainUrl(text);
  if (typeof url === 'string') return url;
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:') {
    return LOOPBACK.has(url.hostname) ? undefined : 'must be https (http only for localhost)';
  }
  if (isNative && PRIVATE_SCHEME.test(url.protocol)) return undefined;
  return 'has a scheme that is not allowed';
}

/** What is wrong with an address that the server itself calls, or that a tile links to. */
export function webProblem(text: string): string | undefined {
  const url = plainUrl(text);
  if (typeof url === 'string') return url;
  return ['https:', 'http:'].includes(url.protocol) ? undefined : 'has a scheme that is not allowed';
}

/** What is wrong with a resource indicator (RFC 8707 section 2). */
export function resourceProblem(text: string): string | undefined {
  const url = plainUrl(text);
  if (typeof url === 'string') return url;
  return url.protocol === 'urn:' && text.startsWith('urn:micconnect:')
    ? 'urn:micconnect: names are given by MicConnect'
    : undefined;
}

function plainUrl(text: string): URL | string {
  if (!URL.canParse(text)) return 'is not an absolute address';
  if (/[\s\\]/.test(text)) return 'must not hold spaces or backslashes';
  const url = new URL(text);
  if (text.includes('#')) return 'must not have a fragment';
  if (url.username !== '' || url.password !== '') return 'must not have a user name or password';
  if (text.includes('*')) return 'must not have a wildcard';
  return url;
}

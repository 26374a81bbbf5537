import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_FORM_BYTES = 65_536;

export interface Reply {
  status: number;
  type: 'html' | 'json' | 'css' | 'crl' | 'none';
  body: string | Uint8Array;
  location?: string;
  cookies?: string[];
  /** Everything says something about one person, so nothing is kept unless a reply says otherwise. */
  cacheSeconds?: number;
}

const TYPES: Readonly<Record<Exclude<Reply['type'], 'none'>, string>> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  css: 'text/css; charset=utf-8',
  crl: 'application/pkix-crl',
};

/** A page. */
export function page(status: number, body: string): Reply {
  return { status, type: 'html', body };
}

/** A JSON answer. */
export function json(status: number, value: object): Reply {
  return { status, type: 'json', body: JSON.stringify(value) };
}

/** Sends the browser on. */
export function redirect(location: string, cookies: string[] = []): Reply {
  return { status: 302, type: 'none', body: '', location, cookies };
}

/** Writes a reply with the headers that every answer carries. */
export function send(response: ServerResponse, reply: Reply): void {
  response.statusCode = reply.status;
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  const { cacheSeconds } = reply;
  response.setHeader(
    'cache-control',
    cacheSeconds === undefined ? 'no-store' : `public, max-age=${cacheSeconds}`,
  );
  if (reply.type !== 'none') response.setHeader('content-type', TYPES[reply.type]);
  if (reply.location !== undefined) response.setHeader('location', reply.location);
  if (reply.cookies !== undefined && reply.cookies.length > 0)
    response.setHeader('set-cookie', reply.cookies);
  response.end(reply.body);
}

/** The address that was asked for, on our own origin whatever the request line and the Host header say. */
export function addressOf(request: IncomingMessage, origin: string): URL {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const url = new URL(origin);
  url.pathname = path;
  url.search = query.join('?');
  return url;
}

/** The value of a cookie of the request. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** A `Set-Cookie` value; an age of 0 removes the cookie. */
export function cookieLine(name: string, value: string, seconds: number, isSecure: boolean): string {
  const gone = seconds === 0 ? '; Expires=Thu, 01 Jan 1970 00:00:00 GMT' : '';
  const secure = isSecure ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${seconds}${gone}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/**
 * The fields of a posted form.
 * @throws TypeError when it is another type of body, or a large one
 */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new TypeError('not a form');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_FORM_BYTES) throw new TypeError('form too large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

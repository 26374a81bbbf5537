import type { RevocationProblem } from '../../domain/certificates/revocation-proof.ts';
import { Unproven } from './unproven.ts';

/** The guarded outgoing call: returns redirects, never follows them. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export interface BoundedRequest {
  url: string;
  maxBytes: number;
  headers?: Record<string, string>;
  /** Posted. */
  body?: Uint8Array;
}

export interface Fetched {
  /** Null when nothing has changed since what the request's headers name. */
  bytes: Buffer | null;
  etag: string | null;
  lastModified: string | null;
}

/** Errors of the guarded call by name, because this folder does not know it. */
const PROBLEMS: Readonly<Record<string, RevocationProblem>> = {
  OutboundRefusedError: 'host_not_allowed',
  BodyTooLargeError: 'too_large',
};

/**
 * Fetches signed data, counting its bytes as they come.
 * @throws Unproven `unreachable` for every answer but 200 and an asked-for 304, and for none; `too_large`;
 *   `host_not_allowed` when the call may not leave
 */
export async function fetchBounded(fetch: Fetch, request: BoundedRequest): Promise<Fetched> {
  const { url, maxBytes, headers = {}, body } = request;
  try {
    const init = body === undefined ? {} : { method: 'POST', body: new Uint8Array(body) };
    const response = await fetch(url, { ...init, headers });
    const { etag, lastModified } = validatorsOf(response);
    const isUnchanged =
      response.status === 304 && Object.keys(headers).some((name) => name.startsWith('if-'));
    if (response.status !== 200) await response.body?.cancel();
    if (isUnchanged) return { bytes: null, etag, lastModified };
    if (response.status !== 200) throw new Unproven('unreachable', `status ${response.status}`);
    return { bytes: await readBounded(response, maxBytes), etag, lastModified };
  } catch (error) {
    if (error instanceof Unproven) throw error;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    throw new Unproven(PROBLEMS[name] ?? 'unreachable', message);
  }
}

async function readBounded(response: Response, maxBytes: number): Promise<Buffer> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    total += next.value.byteLength;
    if (total > maxBytes || declared > maxBytes) {
      await reader?.cancel();
      throw new Unproven('too_large', `more than ${maxBytes} bytes`);
    }
    parts.push(next.value);
  }
  return Buffer.concat(parts, total);
}

function validatorsOf({ headers }: Response) {
  const short = (name: string) => {
    const value = headers.get(name);
    return value !== null && value.length <= 200 ? value : null;
  };
  return { etag: short('etag'), lastModified: short('last-modified') };
}

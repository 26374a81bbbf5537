import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as oidc from 'openid-client';
import {
  addressOf,
  cookieLine,
  cookieOf,
  json,
  page,
  type Reply,
  readForm,
  redirect,
  send,
} from './relying-system-http.ts';
import { createLogoutTokenVerifier } from './relying-system-logout-token.ts';
import { errorPage, notFoundPage, signedInPage, signedOutPage } from './relying-system-pages.ts';
import { type KnownProvider, lazyProvider } from './relying-system-provider.ts';
import { LocalSessions } from './relying-system-sessions.ts';
import { refusalCode, SignIns } from './relying-system-sign-in.ts';
import { STYLE } from './relying-system-style.ts';

const SESSION_SECONDS = 36_000;
const VISIT_SECONDS = 3_600;
const DRAIN_MS = 2_000;
/** What HEAD may ask for; on the other pages it would sign in or out. */
const READ_ONLY = new Set(['/', '/status', '/signed-out', '/style.css', '/favicon.ico']);

export interface RelyingSystemOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  title: string;
  titleEn: string;
  port: number;
  /** The public origin, as registered: `${origin}/callback`, `/signed-out` and `/backchannel-logout`. */
  origin: string;
  now: () => Date;
  /** Revocation lists that it keeps for the ministry, by their paths; each made when it is asked for. */
  lists?: ReadonlyMap<string, () => Promise<Uint8Array>>;
}

export interface RelyingSystem {
  origin: string;
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, url: URL) => Reply | Promise<Reply>;

interface Parts {
  options: RelyingSystemOptions;
  origin: string;
  provider: () => Promise<KnownProvider>;
  sessions: LocalSessions;
  signIns: SignIns;
  verifyLogoutToken: ReturnType<typeof createLogoutTokenVerifier>;
  cookies: CookieNames;
}

interface CookieNames {
  session: string;
  visit: string;
  isSecure: boolean;
}

/**
 * Starts a sample relying system: a small site of its own that signs people in through the provider, shows
 * who they are and which roles came along, and ends its sessions when the provider says so. The provider need
 * not run yet.
 */
export async function startRelyingSystem(options: RelyingSystemOptions): Promise<RelyingSystem> {
  const { origin } = new URL(options.origin);
  const routes = createRoutes({
    options,
    origin,
    provider: lazyProvider(options),
    sessions: new LocalSessions(options.now),
    signIns: new SignIns(`${origin}/callback`, options.now),
    verifyLogoutToken: createLogoutTokenVerifier(options.clientId, options.now),
    // Browsers share the cookies of localhost between its ports, so the names differ.
    cookies: {
      session: `${options.clientId}_session`,
      visit: `${options.clientId}_visit`,
      isSecure: origin.startsWith('https:'),
    },
  });
  const server = createServer((request, response) => {
    void answer(routes, options, addressOf(request, origin), request, response);
  });
  server.requestTimeout = 15_000;
  await listen(server, options.port);
  return { origin, close: () => close(server) };
}

function createRoutes(parts: Parts): ReadonlyMap<string, Handler> {
  const { options, sessions, cookies } = parts;
  const sessionOf = (request: IncomingMessage) => sessions.find(cookieOf(request, cookies.session));
  return new Map<string, Handler>([
    [
      'GET /',
      (request) => {
        const session = sessionOf(request);
        return session === undefined ? redirect('/login') : page(200, signedInPage(options, session));
      },
    ],
    [
      'GET /status',
      (request) => {
        const person = sessionOf(request)?.person;
        return json(200, {
          signed_in: person !== undefined,
          sub: person?.sub ?? null,
          roles: person?.roles ?? [],
        });
      },
    ],
    ['GET /login', (request) => beginSignIn(parts, request)],
    ['GET /callback', (request, url) => finishSignIn(parts, request, url)],
    ['GET /sign-out', (request) => signOut(parts, request)],
    [
      'GET /signed-out',
      (request) => (sessionOf(request) ? redirect('/') : page(200, signedOutPage(options))),
    ],
    ['POST /backchannel-logout', (request) => backchannelLogout(parts, request)],
    ['GET /style.css', () => ({ status: 200, type: 'css', body: STYLE, cacheSeconds: 300 })],
    ['GET /favicon.ico', () => ({ status: 204, type: 'none', body: '', cacheSeconds: 86_400 })],
    ...[...(options.lists ?? [])].map(([path, make]): [string, Handler] => [
      `GET ${path}`,
      async () => ({ status: 200, type: 'crl', body: await make() }),
    ]),
  ]);
}

async function answer(
  routes: ReadonlyMap<string, Handler>,
  options: RelyingSystemOptions,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isGet = request.method === 'GET' || (request.method === 'HEAD' && READ_ONLY.has(url.pathname));
  const handler = routes.get(`${isGet ? 'GET' : request.method} ${url.pathname}`);
  try {
    send(response, handler ? await handler(request, url) : page(404, notFoundPage(options)));
  } catch {
    // Nothing about the failure reaches the browser.
    if (response.headersSent) response.destroy();
    else send(response, page(500, errorPage(options, 'server_error')));
  }
}

async function beginSignIn(parts: Parts, request: IncomingMessage): Promise<Reply> {
  const { options, cookies, signIns } = parts;
  const known = cookieOf(request, cookies.visit);
  const browserId =
    known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
  try {
    const address = await signIns.begin(await parts.provider(), browserId);
    return redirect(address.href, [cookieLine(cookies.visit, browserId, VISIT_SECONDS, cookies.isSecure)]);
  } catch (error) {
    return page(502, errorPage(options, refusalCode(error)));
  }
}

async function finishSignIn(parts: Parts, request: IncomingMessage, url: URL): Promise<Reply> {
  const { options, cookies, sessions, signIns } = parts;
  try {
    const session = await signIns.finish(parts.provider, url, cookieOf(request, cookies.visit));
    if (session.sid !== null && sessions.hasEnded(session.sid))
      return page(400, errorPage(options, 'session_ended'));
    sessions.end(cookieOf(request, cookies.session));
    const id = sessions.start(session);
    return redirect('/', [cookieLine(cookies.session, id, SESSION_SECONDS, cookies.isSecure)]);
  } catch (error) {
    const code = refusalCode(error);
    return page(code === 'provider_unavailable' ? 502 : 400, errorPage(options, code));
  }
}

async function signOut(parts: Parts, request: IncomingMessage): Promise<Reply> {
  const { options, cookies, origin, sessions } = parts;
  const id = cookieOf(request, cookies.session);
  const session = sessions.find(id);
  // First the local session: it ends even when the provider cannot be reached.
  sessions.end(id);
  const gone = [cookieLine(cookies.session, '', 0, cookies.isSecure)];
  try {
    const { config } = await parts.provider();
    const address = oidc.buildEndSessionUrl(config, {
      post_logout_redirect_uri: `${origin}/signed-out`,
      state: oidc.randomState(),
      ...(session && { id_token_hint: session.idToken }),
    });
    return redirect(address.href, gone);
  } catch (error) {
    return { ...page(502, errorPage(options, refusalCode(error))), cookies: gone };
  }
}

async function backchannelLogout(parts: Parts, request: IncomingMessage): Promise<Reply> {
  try {
    const tokens = (await readForm(request)).getAll('logout_token');
    const [token = ''] = tokens;
    if (tokens.length !== 1) throw new TypeError('not one logout_token');
    parts.sessions.endNamed(await parts.verifyLogoutToken(token, await parts.provider()));
    return { status: 200, type: 'none', body: '' };
  } catch {
    return json(400, { error: 'invalid_request', error_description: 'the logout token was not accepted' });
  }
}

/** On all addresses, IPv6 and IPv4. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const drained = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(drained);
      resolve();
    });
    server.closeIdleConnections();
  });
}

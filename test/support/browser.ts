/** A page as a browser without JavaScript sees it. */
export interface Page {
  url: string;
  status: number;
  headers: Headers;
  text: string;
}

interface Cookie {
  value: string;
  path: string;
}

/**
 * A browser for journeys: keeps cookies (of one host, as browsers do for localhost, whatever the port),
 * follows redirects, and posts forms with the headers that browsers send.
 */
export class Browser {
  readonly #cookies = new Map<string, Cookie>();
  /** Redirects to addresses that start with one of these are not followed. */
  readonly stopAt: string[] = [];
  /** Sent along with every request. */
  readonly headers: Record<string, string> = {};
  readonly #route: (url: string) => string;

  /** @param route where requests to an address really go, as a balancer decides it */
  constructor(route: (url: string) => string = (url) => url) {
    this.#route = route;
  }

  get(url: string): Promise<Page> {
    return this.#visit(url, { method: 'GET' });
  }

  /** Fills in and sends a form of a page; fields the page has hidden are kept. */
  submit(page: Page, fields: Record<string, string>): Promise<Page> {
    const form = /<form[^>]*method="post"[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g;
    for (const [, action = '', body = ''] of page.text.matchAll(form)) {
      const names = [...body.matchAll(/<(?:input|button|select|textarea)[^>]*\bname="([^"]+)"/g)].map(
        ([, name]) => name,
      );
      if (!Object.keys(fields).every((name) => names.includes(name))) continue;
      return this.post(
        new URL(unescaped(action), page.url).href,
        { ...hiddenFields(body), ...fields },
        page.url,
      );
    }
    throw new Error(
      `no form with ${Object.keys(fields).join(', ')} at ${page.url}:\n${page.text.slice(0, 2000)}`,
    );
  }

  /** @param fields as pairs, where one is to be sent twice */
  post(url: string, fields: Record<string, string> | [string, string][], from = url): Promise<Page> {
    return this.#visit(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: {
        origin: new URL(from).origin,
        'sec-fetch-site': new URL(from).origin === new URL(url).origin ? 'same-origin' : 'cross-site',
      },
    });
  }

  /** A form with files. */
  postForm(url: string, form: FormData): Promise<Page> {
    const headers = { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' };
    return this.#visit(url, { method: 'POST', body: form, headers });
  }

  cookie(name: string): string | undefined {
    return [...this.#cookies.entries()].find(([key]) => key.startsWith(`${name} `))?.[1].value;
  }

  /** Loses one cookie, wherever it is for. */
  forget(name: string): void {
    for (const key of this.#cookies.keys()) if (key.startsWith(`${name} `)) this.#cookies.delete(key);
  }

  clearCookies(): void {
    this.#cookies.clear();
  }

  async #visit(url: string, init: RequestInit): Promise<Page> {
    let target = url;
    let request = init;
    for (let hops = 0; hops < 20; hops += 1) {
      const headers = {
        accept: 'text/html,application/xhtml+xml',
        ...this.headers,
        ...(request.headers as object),
        cookie: this.#cookieHeader(target),
      };
      const response = await fetch(this.#route(target), { ...request, headers, redirect: 'manual' });
      this.#store(target, response);
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399)
        return this.#page(target, response);
      const next = new URL(location, target).href;
      if (this.stopAt.some((prefix) => next.startsWith(prefix))) {
        await response.text();
        return { url: next, status: response.status, headers: response.headers, text: '' };
      }
      await response.text();
      target = next;
      request = { method: 'GET' };
    }
    throw new Error(`too many redirects from ${url}`);
  }

  async #page(url: string, response: Response): Promise<Page> {
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  #cookieHeader(url: string): string {
    const { pathname } = new URL(url);
    return [...this.#cookies.entries()]
      .filter(
        ([, { path }]) =>
          path === '/' || pathname === path || pathname.startsWith(`${path.replace(/\/$/, '')}/`),
      )
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');
  }

  #store(url: string, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const [name = '', ...rest] = pair.split('=');
      const attribute = (key: string) =>
        attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const path = attribute('path') ?? new URL(url).pathname;
      const expires = attribute('expires');
      const isGone = rest.join('=') === '' || (expires !== undefined && Date.parse(expires) < Date.now());
      if (isGone) this.#cookies.delete(`${name} ${path}`);
      else this.#cookies.set(`${name} ${path}`, { value: rest.join('='), path });
    }
  }
}

function hiddenFields(body: string): Record<string, string> {
  const inputs = body.matchAll(/<input[^>]*type="hidden"[^>]*>/g);
  return Object.fromEntries(
    [...inputs].flatMap(([input]) => {
      const name = /name="([^"]+)"/.exec(input)?.[1];
      return name === undefined ? [] : [[name, unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? '')]];
    }),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}

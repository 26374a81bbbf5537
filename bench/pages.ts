import { registerProduct } from '../src/product-client.ts';
import type { Services } from '../src/services.ts';
import { consolePages } from '../src/web/admin/console.ts';
import type { WebParts } from '../src/web/web-parts.ts';
import { Browser } from '../test/support/browser.ts';
import { PASSWORD } from '../test/support/ministry.ts';
import { administer } from './administer.ts';
import { rolesOf } from './explain.ts';
import { prepareProduct } from './ours.ts';
import { percentile } from './percentile.ts';
import type { Figure } from './report.ts';
import { fillPeople, UNITS } from './search.ts';

const TARGETS = { milliseconds: 150, kilobytes: 200 };
const SYSTEM = { kind: 'system' } as const;
/** Addresses of one kind of page, as links lead to them. */
const ADDRESSES_EACH = 3;
/** What no link leads to: what officers type and choose. */
const TYPED = [
  '/admin/people?q=nguyen',
  '/admin/people?q=an&unit=G15.1',
  '/admin/people?page=500',
  '/admin/role-grants?q=nguyen',
  '/admin/role-grants?page=500',
  '/admin/role-matrix?client=client-3',
  '/admin/audit?page=100',
  '/admin/audit?type=session.ended',
  '/admin/sessions?page=20',
];

export interface PagesEffort {
  people: number;
  roleGrants: number;
  events: number;
  sessions: number;
  /** Requests of each address. */
  visits: number;
}

interface Measured {
  address: string;
  p95: number;
  kilobytes: number;
}

/**
 * Time and size of every page of the console that links lead to, in a large ministry, one request after the other,
 * with what the loopback adds.
 */
export async function pageFigures(serverUrl: string, effort: PagesEffort): Promise<Figure[]> {
  await administer(serverUrl, 'create database pages');
  const url = new URL(serverUrl);
  url.pathname = '/pages';
  const product = await prepareProduct(url.href);
  const login = product.people[0]?.login ?? '';
  try {
    await fill(product.services, url.href, effort, login);
    const { child } = await product.start();
    try {
      const measured = await visitAll(product.issuer, login, effort.visits);
      return figuresOf(measured, effort);
    } finally {
      await child.stop();
    }
  } finally {
    await product.close();
    await administer(serverUrl, 'drop database pages with (force)');
  }
}

async function fill(services: Services, url: string, effort: PagesEffort, administrator: string) {
  const { people, roleGrants, events, sessions } = effort;
  await registerProduct(services);
  const to = { person: administrator };
  const own = { clientId: 'micconnect', code: 'system-administrator', to, decision: '1/QĐ' };
  await services.roles.grantRole(SYSTEM, own);
  await services.settings.set('multi_factor.administrators', '0', SYSTEM);
  await fillPeople(services, people);
  const roles = rolesOf({ people, units: UNITS, roleGrants });
  await administer(url, ...roles, eventsOf(events, people), sessionsOf(sessions), 'vacuum analyze');
}

/** Sign-ins, refusals and reads of the last ninety days; their hashes are none, which nothing here asks. */
function eventsOf(events: number, people: number): string {
  return `insert into audit_event (seq, at, type, actor, person_id, client_id, network, support_code, details, previous_hash, hash)
      select last + nth, now() - (${events} - nth) * interval '90 days' / ${events},
        (array['sign_in.succeeded','sign_in.succeeded','session.ended','sign_in.refused','person.viewed'])[1 + nth % 5],
        '{"kind":"system"}', '00000001-0000-4000-8000-' || lpad((nth * 7919 % ${people})::text, 12, '0'),
        'client-' || nth % 10, '10.0.' || nth % 250 || '.7', null, '{"reason":"bench"}', 'none', 'none'
      from generate_series(1::bigint, ${events}) as nth, (select coalesce(max(seq), 0) as last from audit_event) as head`;
}

function sessionsOf(sessions: number): string {
  return `insert into session (uid, person_id, signed_in_at, seen_at, address, user_agent)
    select 'session-' || nth, ('00000001-0000-4000-8000-' || lpad(nth::text, 12, '0'))::uuid,
      now() - nth * interval '1 second', now() - nth * interval '1 second', '10.0.0.7', 'Mozilla/5.0 (Windows NT 10.0)'
    from generate_series(0, ${sessions - 1}) as nth`;
}

async function visitAll(issuer: string, login: string, visits: number): Promise<Measured[]> {
  const browser = new Browser();
  const first = await browser.get(`${issuer}/admin`);
  const start = await browser.submit(first, { username: login, password: PASSWORD });
  if (!isPage(start.text)) throw new Error(`the console did not open: ${start.status} at ${start.url}`);
  const measured: Measured[] = [];
  for (const address of await linkedPages(browser, issuer)) {
    const taken: number[] = [];
    let kilobytes = 0;
    for (let visit = 0; visit < visits; visit += 1) {
      const began = performance.now();
      const page = await browser.get(issuer + address);
      taken.push(performance.now() - began);
      if (page.status !== 200) throw new Error(`${page.status} at ${address}`);
      kilobytes = Buffer.byteLength(page.text) / 1000;
    }
    measured.push({ address, kilobytes, p95: percentile(taken, 0.95) });
  }
  return measured;
}

/** Addresses that links of the console lead to from its start, and those that are typed; of each page a few. */
async function linkedPages(browser: Browser, issuer: string): Promise<string[]> {
  const patterns = consolePages({} as WebParts)
    .filter(({ method }) => method === 'get')
    .map(({ path }) => new RegExp(`^/admin${path.replace(/:\w+/g, '[^/]+')}$`));
  const found = new Map<number, string[]>();
  const waiting = ['/admin', ...TYPED];
  const all: string[] = [];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const [path = ''] = address.split('?');
    const pattern = patterns.findIndex((each) => each.test(path));
    const known = found.get(pattern) ?? [];
    const isWanted = TYPED.includes(address) || known.length < ADDRESSES_EACH;
    if (pattern < 0 || known.includes(address) || !isWanted) continue;
    found.set(pattern, [...known, address]);
    const page = await browser.get(issuer + address);
    // What is downloaded is no page; what is asked of it is as long as it is.
    if (!isPage(page.text)) continue;
    all.push(address);
    for (const [, link = ''] of page.text.matchAll(/href="(\/admin[^"#]*)"/g))
      waiting.push(link.replaceAll('&amp;', '&'));
  }
  return all;
}

function isPage(text: string): boolean {
  return text.includes('class="console-nav"');
}

function figuresOf(measured: Measured[], { people }: PagesEffort): Figure[] {
  const name = (what: string, address = '') =>
    `console, ${people} people, ${measured.length} pages: ${what} (${address})`;
  const [slowest, second, third] = measured.toSorted((one, other) => other.p95 - one.p95);
  const [largest] = measured.toSorted((one, other) => other.kilobytes - one.kilobytes);
  const milliseconds = [slowest, second, third].map((page) => ({
    name: name('p95 of a slowest one', page?.address),
    value: Math.round(page?.p95 ?? 0),
    unit: 'ms',
    atMost: TARGETS.milliseconds,
  }));
  const kilobytes = {
    name: name('size of the largest', largest?.address),
    value: Math.round(largest?.kilobytes ?? 0),
    unit: 'kB',
    atMost: TARGETS.kilobytes,
  };
  return [...milliseconds, kilobytes];
}

import { strict as assert } from 'node:assert';
import { type AddressInfo, connect as connectPlain, createServer } from 'node:net';
import { parseLdapSource } from '../../src/domain/directory/ldap-source.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { withLdapSession } from '../../src/staff-ldap/connect.ts';
import { LDAP_LIMITS } from '../../src/staff-ldap/limits.ts';
import { type LdapEntry, pagedSearch } from '../../src/staff-ldap/paged-search.ts';
import { AnswerTooLargeError } from '../../src/staff-ldap/refusals.ts';
import { LdapSession } from '../../src/staff-ldap/session.ts';
import { freePort } from '../support/free-port.ts';
import { type FakeDirectory, type Page, startFakeDirectory } from './fake-directory.ts';

const SECRETS = { password: 'sync-password', ca: undefined };

const person = (number: number) => ({
  dn: `uid=${number}`,
  attributes: { employeeNumber: [`CB${number}`], displayName: ['Lê An'] },
});

function sourceAt(port: number, changes: object = {}) {
  return parseLdapSource({
    url: `ldap://127.0.0.1:${port}`,
    bind_dn: 'cn=sync',
    password_file: 'password',
    base: 'ou=people',
    attributes: { so_hieu: 'employeeNumber', ho_va_ten: 'displayName' },
    ...changes,
  });
}

describe('staff-ldap/paged-search', () => {
  let directory: FakeDirectory | undefined;
  afterEach(async () => {
    await directory?.close();
    directory = undefined;
  });

  /** Searches a server that answers with these pages, one after the other. */
  async function search(
    pages: Page[] | ((request: number) => Page),
    changes: object = {},
  ): Promise<LdapEntry[]> {
    const page = Array.isArray(pages) ? (request: number) => pages[request - 1] ?? {} : pages;
    directory = await startFakeDirectory(page);
    const source = sourceAt(directory.port, changes);
    return withLdapSession(source, SECRETS, (session) => pagedSearch(session, source.people, source));
  }

  async function refusalOf(work: Promise<unknown>): Promise<[string, DomainError['details']]> {
    try {
      await work;
    } catch (error) {
      assert.ok(error instanceof DomainError, String(error));
      assert.ok(!JSON.stringify(error.details).includes(SECRETS.password));
      return [error.code, error.details];
    }
    assert.fail('nothing was refused');
  }

  it('reads page after page until the server says that it was the last', async () => {
    const entries = await search([
      { entries: [person(1), person(2)], cookie: 'c:1' },
      { entries: [person(3)], cookie: 'c:2' },
      { entries: [person(4)], cookie: '' },
    ]);
    assert.deepEqual(
      entries.map(({ dn }) => dn),
      ['uid=1', 'uid=2', 'uid=3', 'uid=4'],
    );
    assert.deepEqual(entries[0]?.attributes.get('employeenumber'), ['CB1']);
    assert.deepEqual(directory?.asked, ['', 'c:1', 'c:2']);
    assert.deepEqual(directory?.binds, ['cn=sync sync-password']);
  });

  it('goes on past a page without entries, as RFC 2696 allows the server to send', async () => {
    const entries = await search([
      { entries: [person(1)], cookie: 'c:1' },
      { cookie: 'c:2' },
      { entries: [person(2)], cookie: '' },
    ]);
    assert.equal(entries.length, 2);
  });

  it('takes the whole answer of a server that knows no pages', async () => {
    assert.equal((await search([{ entries: [person(1), person(2)] }])).length, 2);
    assert.equal(directory?.asked.length, 1);
  });

  const cut: Record<string, [Page, RegExp]> = {
    'a size limit': [{ entries: [person(2)], status: 4 }, /size_limit/],
    'a time limit': [{ entries: [person(2)], status: 3 }, /time_limit/],
    'an administrative limit': [{ status: 11 }, /administrative_limit/],
    'a referral of the base': [{ status: 10 }, /referral/],
    'a referral inside': [
      { entries: [person(2)], referral: 'ldap://far.example', cookie: '' },
      /far\.example/,
    ],
    'a lost right': [{ status: 50 }, /no_right_to_read/],
    'a busy server': [{ status: 51 }, /51/],
    'a page without its control': [{ entries: [person(2)] }, /page_missing/],
    'a closed connection': [{ entries: [person(2)], instead: 'close' }, /closed the connection/],
    'what is no LDAP': [{ entries: [person(2)], instead: 'garbage' }, /reason/],
  };
  for (const [name, [page, reason]] of Object.entries(cut)) {
    it(`never takes for all what ended with ${name}`, async () => {
      const [code, details] = await refusalOf(search([{ entries: [person(1)], cookie: 'c:1' }, page]));
      assert.equal(code, 'ldap_incomplete');
      assert.match(JSON.stringify(details), reason);
    });
  }

  it('leaves out other servers when told so, and follows none', async () => {
    const pages = [{ entries: [person(1)], referral: 'ldap://127.0.0.1:1', cookie: '' }];
    assert.equal((await search(pages, { ignore_referrals: true })).length, 1);
  });

  it('tells a base that does not exist', async () => {
    const [code, details] = await refusalOf(search([{ status: 32 }]));
    assert.deepEqual([code, details], ['ldap_base_not_found', { base: 'ou=people' }]);
  });

  /** Searches with a session of its own, bounded otherwise. */
  async function searchWithin(limits: Partial<typeof LDAP_LIMITS>, page: (request: number) => Page) {
    directory = await startFakeDirectory(page);
    const source = sourceAt(directory.port);
    const bounds = { ...LDAP_LIMITS, ...limits };
    const session = new LdapSession(connectPlain(directory.port, '127.0.0.1'), bounds);
    return pagedSearch(session, source.people, source, bounds);
  }

  it('stops at the most entries that one sync takes, without asking for more', async () => {
    const entries = [person(1), person(2)];
    const [code] = await refusalOf(searchWithin({ entries: 5 }, () => ({ entries, cookie: 'c:1' })));
    assert.equal(code, 'ldap_too_large');
    assert.equal(directory?.asked.length, 3);
  });

  it('stops at the most bytes, of many entries and of one', async () => {
    const entries = [person(1), person(2)];
    const endless = searchWithin({ bytes: 20_000 }, () => ({ entries, cookie: 'c:1' }));
    await assert.rejects(endless, AnswerTooLargeError);
    await directory?.close();
    const large = { dn: 'uid=1', attributes: { displayName: [Buffer.alloc(2_000_000, 'x')] } };
    await assert.rejects(
      searchWithin({}, () => ({ entries: [large], cookie: '' })),
      AnswerTooLargeError,
    );
    await directory?.close();
    const [code] = await refusalOf(search([{ entries: [large], cookie: '' }]));
    assert.equal(code, 'ldap_too_large');
  });

  it('gives up on a server that falls silent', async () => {
    const silent = searchWithin({ silenceMs: 50 }, () => ({ instead: 'silence' }));
    await assert.rejects(silent, /does not answer/);
  });

  it('gives up on a server that never comes to an end, or never greets', async () => {
    directory = await startFakeDirectory(() => ({ cookie: 'c:1' }));
    const source = sourceAt(directory.port);
    const endless = withLdapSession(
      source,
      SECRETS,
      (session) => pagedSearch(session, source.people, source),
      {
        ...LDAP_LIMITS,
        totalMs: 100,
      },
    );
    const [code, { reason }] = await refusalOf(endless);
    assert.deepEqual([code, reason], ['ldap_incomplete', 'out of time']);

    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const waiting = withLdapSession(
      sourceAt(port, { url: `ldaps://127.0.0.1:${port}` }),
      SECRETS,
      async () => {},
      { ...LDAP_LIMITS, connectMs: 50 },
    );
    const [mutes, details] = await refusalOf(waiting);
    assert.deepEqual([mutes, details.reason], ['ldap_unreachable', 'no connection in time']);
    mute.close();
  });

  it('sends nothing more once the connection was lost, and so never anonymously', async () => {
    directory = await startFakeDirectory((request) =>
      request === 1 ? { instead: 'close' } : { cookie: '' },
    );
    const source = sourceAt(directory.port);
    const twice = withLdapSession(source, SECRETS, async (session) => {
      await pagedSearch(session, source.people, source).catch(() => {});
      return pagedSearch(session, source.people, source);
    });
    assert.equal((await refusalOf(twice))[0], 'ldap_incomplete');
    assert.equal(directory.asked.length, 1);
  });

  it('says nothing about the password before TLS is up', async () => {
    for (const options of [{ startTls: 2 }, { startTls: 0, afterStartTls: 'injected' }]) {
      directory = await startFakeDirectory(() => ({}), options);
      const source = sourceAt(directory.port, { starttls: true });
      const [code, { reason }] = await refusalOf(withLdapSession(source, SECRETS, async () => {}));
      assert.equal(code, 'ldap_unreachable');
      assert.match(String(reason), options.startTls === 0 ? /closed|ECONNRESET/ : /refuses STARTTLS/);
      assert.deepEqual(directory.binds, []);
      await directory.close();
    }
  });

  it('binds as nobody under no circumstances', async () => {
    directory = await startFakeDirectory(() => ({}));
    const source = sourceAt(directory.port);
    const [code] = await refusalOf(withLdapSession(source, { ...SECRETS, password: '' }, async () => {}));
    assert.deepEqual([code, directory.binds], ['ldap_source_invalid', []]);
  });

  it('tells a server that is not there', async () => {
    const [code, details] = await refusalOf(
      withLdapSession(sourceAt(await freePort()), SECRETS, async () => {}),
    );
    assert.deepEqual([code, details.reason], ['ldap_unreachable', 'ECONNREFUSED']);
  });
});

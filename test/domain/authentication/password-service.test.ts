import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type {
  CredentialStore,
  SignInStore,
} from '../../../src/domain/authentication/authentication-store.ts';
import { judgePassword } from '../../../src/domain/authentication/new-password.ts';
import type { PasswordStrength } from '../../../src/domain/authentication/password-checks.ts';
import type { PasswordHasher } from '../../../src/domain/authentication/password-hasher.ts';
import { sweepExpiringPasswords } from '../../../src/domain/authentication/password-notices.ts';
import { createPasswordService } from '../../../src/domain/authentication/password-service.ts';
import { WEIGHING_RULE, weighingKey } from '../../../src/domain/authentication/throttle.ts';
import { daysAfter } from '../../../src/domain/clock.ts';
import { DomainError, type ErrorCode } from '../../../src/domain/errors.ts';
import { registerProduct } from '../../../src/product-client.ts';
import type { Services } from '../../../src/services.ts';
import { PASSWORD, seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const OPERATOR = { kind: 'operator', name: 'an' } as const;
const STAFF = 'staff@mic.example';
const HEAD = 'head@mic.example';
const LEAKED = 'một câu đã bị lộ ở nơi khác';

const isCode = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

describe('domain/authentication/password-service', () => {
  let now = new Date('2026-11-20T02:00:00Z');
  let test: TestServices;
  let services: Services;
  before(async function () {
    this.timeout(60_000);
    test = await openTestServices({ now: () => now });
    services = test.services;
    await registerProduct(services);
    await seedMinistry(test);
    await services.roles.grantRole(OPERATOR, {
      clientId: 'micconnect',
      code: 'auditor',
      to: { person: HEAD },
    });
  });
  after(() => test.close());

  const personOf = async (login: string) => (await services.staff.show(login)).person;
  const credentialOf = async (login: string) =>
    (await services.stores.credentials.findPassword((await personOf(login)).id)) ?? assert.fail();

  /** Hashes for what many changes are needed for; the real ones take a second for each of these tests. */
  const cheap: Pick<PasswordHasher, 'hash' | 'verify'> = {
    hash: async (password) => `$argon2id$${Buffer.from(password).toString('base64')}`,
    verify: async (encoded, password) => encoded === (await cheap.hash(password)),
  };

  interface Parts {
    credentials?: Partial<CredentialStore>;
    signIns?: Partial<SignInStore>;
    hasher?: Partial<PasswordHasher>;
    strength?: PasswordStrength;
  }

  /** The service with what a test puts in the place of its parts. */
  function serviceWith({ credentials, signIns, hasher, strength }: Parts = {}) {
    const { stores, checks } = services;
    return createPasswordService({
      ...services,
      stores: {
        ...stores,
        credentials: { ...stores.credentials, ...credentials },
        signIns: { ...stores.signIns, ...signIns },
      },
      hasher: { ...services.hasher, ...hasher },
      issuer: 'http://localhost',
      checks: {
        strength: strength ?? checks.strength,
        breached: { has: async (password) => password === LEAKED },
        houseWords: checks.houseWords,
      },
    });
  }
  const quick = () => serviceWith({ hasher: cheap, strength: { score: async () => 4 } });

  async function set(login: string, password: string, service = serviceWith()): Promise<void> {
    // History is told by time, and two changes at one instant would be a race.
    now = new Date(now.getTime() + 1000);
    await service.set(await personOf(login), password, { mustChange: false, actor: OPERATOR });
  }

  const refused: [string, ErrorCode][] = [
    ['mười ba chữ..', 'password_too_short'],
    ['dài quá '.repeat(33), 'password_too_long'],
    ['Đặng Thị Ngọc Ánh 26', 'password_contains_name'],
    ['staff@@@staff2026', 'password_contains_name'],
    ['014-00001-014-00001', 'password_contains_name'],
    ['Phòng Thẩm định G14', 'password_contains_name'],
    ['CucAnToanThongTin1', 'password_contains_name'],
    ['MicConnect-2026-11', 'password_contains_name'],
    ['Truyền thông @ 2026', 'password_contains_name'],
    ['matkhau1234567890', 'password_too_common'],
    ['abababababababab', 'password_too_common'],
    [LEAKED, 'password_breached'],
    ['việt nam vô địch', 'password_weak'],
    ['qwertyuiop[]asdf', 'password_weak'],
    ['P@ssw0rd12345678', 'password_weak'],
    [PASSWORD, 'password_unchanged'],
  ];
  for (const [password, code] of refused) {
    it(`refuses “${password.slice(0, 24)}”: ${code}`, async () => {
      const before = await credentialOf(STAFF);
      await assert.rejects(set(STAFF, password), isCode(code));
      assert.deepEqual(await credentialOf(STAFF), before);
    });
  }

  it('weighs what is being typed, and neither stores it nor tells whether it is the present one', async () => {
    const before = await credentialOf(STAFF);
    const service = serviceWith();
    const weigh = async (password: string) => service.weigh(await personOf(STAFF), password);
    assert.deepEqual(await weigh('ngắn'), { score: 0, problem: 'password_too_short' });
    assert.deepEqual(await weigh(LEAKED), { score: 0, problem: 'password_breached' });
    assert.deepEqual(await weigh('việt nam vô địch'), { score: 0, problem: 'password_weak' });
    assert.deepEqual(await weigh('năm con ngựa vàng qua cầu'), { score: 4, problem: undefined });
    assert.equal((await weigh(PASSWORD)).problem, undefined);
    assert.deepEqual(await credentialOf(STAFF), before);
  });

  it('weighs only so much for one person at a time, and for others all the same', async () => {
    const { limit, windowMs } = WEIGHING_RULE;
    await services.stores.throttle.clear(weighingKey((await personOf(STAFF)).id));
    const weigh = async (login: string) => quick().weigh(await personOf(login), 'năm con ngựa vàng');
    for (let asked = 0; asked < limit; asked += 1) await weigh(STAFF);
    await assert.rejects(weigh(STAFF), isCode('busy'));
    await weigh(HEAD);
    now = new Date(now.getTime() + windowMs);
    await weigh(STAFF);
  });

  it('lets nobody have one of the last 5 again, and administrators none of the last 10', async () => {
    for (const [login, history] of [
      [STAFF, 5],
      [HEAD, 10],
    ] as const) {
      const chosen = Array.from({ length: history + 2 }, (_, index) => `câu dài thứ ${index} của riêng ai`);
      for (const password of chosen.slice(0, history + 1)) await set(login, password, quick());
      for (const former of [chosen[0], chosen[history - 1]])
        await assert.rejects(set(login, former ?? '', quick()), isCode('password_reused'), login);
      await set(login, chosen[history + 1] ?? '', quick());
      await set(login, chosen[0] ?? '', quick());
    }
  });

  it('keeps as many hashes as an administrator’s history, nothing in clear, and none once it is off', async () => {
    const { id } = await personOf(HEAD);
    const kept = () => services.stores.credentials.listFormerHashes(id, 100);
    assert.equal((await kept()).length, 10);
    for (const hash of await kept()) assert.match(hash, /^\$argon2id\$/);
    for (const name of ['password.history', 'password.admin_history'])
      await services.settings.set(name, '0', OPERATOR);
    await set(HEAD, 'bốn con trâu trắng ăn cỏ', quick());
    assert.deepEqual(await kept(), []);
    for (const name of ['password.history', 'password.admin_history'])
      await services.settings.reset(name, OPERATOR);
  });

  it('takes 8 code points beside a second factor, and remembers that this one cannot stand alone', async () => {
    const { signIns } = services.stores;
    const withFactor = serviceWith({
      credentials: { listSecondMethods: async () => ['totp'] },
      signIns: {
        loadBasis: async (...asked) => ({ ...(await signIns.loadBasis(...asked)), secondMethods: ['totp'] }),
      },
    });
    await assert.rejects(set(STAFF, 'kH7$mQ2'.slice(0, 7), withFactor), isCode('password_too_short'));
    await assert.rejects(set(STAFF, 'kH7$mQ2p'), isCode('password_too_short'));
    await set(STAFF, 'kH7$mQ2p', withFactor);
    assert.equal((await credentialOf(STAFF)).isLong, false);
    const record = await services.stores.directory.findPersonRecord((await personOf(STAFF)).id);
    assert.equal(await withFactor.changeReason(record ?? assert.fail()), undefined);
    assert.equal((await withFactor.requirements(await personOf(STAFF))).minimumLength, 8);
    assert.deepEqual(await serviceWith().requirements(await personOf(STAFF)), {
      reason: 'too_short',
      minimumLength: 14,
    });
    await set(STAFF, 'năm con ngựa vàng qua cầu', withFactor);
    assert.equal((await credentialOf(STAFF)).isLong, true);
  });

  it('changes nothing when the gate for hashes is full', async () => {
    const busy = async () => Promise.reject(new DomainError('busy'));
    const before = await credentialOf(STAFF);
    await assert.rejects(
      set(STAFF, 'sáu cái bánh chưng xanh', serviceWith({ hasher: { verify: busy } })),
      isCode('busy'),
    );
    await assert.rejects(
      set(STAFF, 'sáu cái bánh chưng xanh', serviceWith({ hasher: { hash: busy } })),
      isCode('busy'),
    );
    assert.deepEqual(await credentialOf(STAFF), before);
  });

  it('hashes exactly what was typed, for any text of 64 code points and more', async () => {
    let hashed: string | undefined;
    const hasher: Partial<PasswordHasher> = {
      ...cheap,
      hash: async (password) => {
        hashed = password;
        return cheap.hash(password);
      },
    };
    const record = await services.stores.directory.findPersonRecord((await personOf(STAFF)).id);
    const parts = {
      stores: services.stores,
      hasher: { ...services.hasher, ...hasher },
      checks: { ...services.checks, strength: { score: async () => 4 } },
    };
    const edge = fc.constantFrom('', ' ', '\u00a0', '\t', 'e\u0302\u0301', '\ufb01');
    const text = fc.string({ unit: 'binary', minLength: 60, maxLength: 240 });
    await fc.assert(
      fc.asyncProperty(text, edge, async (middle, end) => {
        const password = `năm con${end}${middle}${end}`;
        fc.pre(new Set(middle).size > 5);
        await judgePassword(parts, record ?? assert.fail(), password, now);
        assert.equal(hashed, password);
      }),
      { numRuns: 15 },
    );
  });

  it('writes to administrators a week before the end, once for each password, and to nobody else', async () => {
    const letters = async () => {
      await sweepExpiringPasswords({ ...services, issuer: 'http://localhost' });
      const rows = await services.stores.deliveries.claim(now, daysAfter(now, 1), 1000);
      for (const { id } of rows) await services.stores.deliveries.succeed(id, now);
      return rows.flatMap(({ delivery }) =>
        delivery.kind === 'mail' && delivery.template === 'password-expiring' ? [delivery] : [],
      );
    };
    await set(STAFF, 'ba quả bưởi năm roi chín', quick());
    await set(HEAD, 'hai lần hai là bốn đấy nhé', quick());
    const { changedAt } = await credentialOf(HEAD);
    now = new Date(daysAfter(changedAt, 53).getTime() - 1);
    assert.deepEqual(await letters(), []);
    now = daysAfter(changedAt, 53);
    const [letter, ...others] = await letters();
    assert.deepEqual(
      [letter?.to, letter?.expiresAt, others],
      [HEAD, daysAfter(changedAt, 60).toISOString(), []],
    );
    now = daysAfter(changedAt, 54);
    assert.deepEqual(await letters(), []);

    await set(HEAD, 'một câu khác hẳn câu trước', quick());
    now = daysAfter(now, 53);
    assert.equal((await letters()).length, 1);
    // Too late for a letter: the next sign-in asks.
    await set(HEAD, 'lại một câu khác hẳn nữa', quick());
    now = daysAfter(now, 61);
    assert.deepEqual(await letters(), []);
  });
});

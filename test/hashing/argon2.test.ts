import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createArgon2Hasher } from '../../src/hashing/argon2.ts';
import { createGate } from '../../src/hashing/gate.ts';

const hasher = createArgon2Hasher(createGate({ slots: 2, queue: 1000 }));
const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
const HASH = 'A'.repeat(43);
const encodedWith = (parameters: string, algorithm = 'argon2id', version = 19) =>
  `$${algorithm}$v=${version}$${parameters}$${SALT}$${HASH}`;

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[2] ?? 0;
}

describe('hashing/argon2', () => {
  it('verifies what it hashed and nothing else', async () => {
    const encoded = await hasher.hash('Mật khẩu của Bình 2026');
    assert.match(encoded, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.notEqual(encoded, await hasher.hash('Mật khẩu của Bình 2026'), 'a salt of its own');
    assert.equal(await hasher.verify(encoded, 'Mật khẩu của Bình 2026'), true);
    for (const wrong of ['Mật khẩu của Bình 2027', ' Mật khẩu của Bình 2026', 'mật khẩu của bình 2026', '']) {
      assert.equal(await hasher.verify(encoded, wrong), false);
    }
    assert.equal(hasher.isOutdated(encoded), false);
  });

  it('takes composed and decomposed Vietnamese for one password, look-alikes for others', async () => {
    const encoded = await hasher.hash('tiếng Việt'.normalize('NFD'));
    assert.equal(await hasher.verify(encoded, 'tiếng Việt'.normalize('NFC')), true);
    const ligature = await hasher.hash('ﬁle²');
    assert.equal(await hasher.verify(ligature, 'file2'), false);
  });

  it('bounds passwords at 1,024 bytes, not characters', async () => {
    for (const fits of ['a'.repeat(1024), 'ế'.repeat(341), 'ế'.repeat(341).normalize('NFD')]) {
      assert.equal(await hasher.verify(await hasher.hash(fits), fits), true);
    }
    for (const tooLong of ['a'.repeat(1025), 'ế'.repeat(342), 'a'.repeat(5_000_000)]) {
      await assert.rejects(hasher.hash(tooLong), { code: 'password_too_long' });
      assert.equal(await hasher.verify(hasher.decoy, tooLong), false);
    }
  });

  it('has a decoy like a hash of today that fits nothing', async () => {
    assert.equal(hasher.isOutdated(hasher.decoy), false);
    assert.equal((await hasher.hash('x')).length, hasher.decoy.length);
    for (const guess of ['', 'password', hasher.decoy]) {
      assert.equal(await hasher.verify(hasher.decoy, guess), false);
    }
  });

  it('knows weaker parameters and other algorithms', () => {
    const outdated = [
      encodedWith('m=19455,t=2,p=1'),
      encodedWith('m=19456,t=1,p=1'),
      encodedWith('m=19456,t=2,p=1', 'argon2i'),
      encodedWith('m=19456,t=2,p=1', 'argon2id', 16),
      `$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$${HASH}`,
      `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$${'A'.repeat(22)}`,
      '$2b$12$C6UzMDM.H6dfI/f/IKcEeO4p9Q1jJxwF5yQd8gOqWQ4ZqZ0Z0Z0Z0',
      '',
    ];
    for (const encoded of outdated) assert.equal(hasher.isOutdated(encoded), true, encoded);
    for (const strong of ['m=19456,t=2,p=1', 'p=1,t=2,m=19456', 'm=65536,t=3,p=4']) {
      assert.equal(hasher.isOutdated(encodedWith(strong)), false, strong);
    }
  });

  it('verifies older Argon2 hashes, so that they can be replaced at the next sign-in', async () => {
    const { default: argon2 } = await import('argon2');
    for (const type of [argon2.argon2i, argon2.argon2d, argon2.argon2id] as const) {
      const options = { type, memoryCost: 1024, timeCost: 1, parallelism: 2 };
      const encoded = await argon2.hash('an old password', options);
      assert.equal(await hasher.verify(encoded, 'an old password'), true);
      assert.equal(hasher.isOutdated(encoded), true);
    }
  });

  it('answers false for absurd parameters, at the price of the decoy', async () => {
    const absurd = [
      'm=1048577,t=2,p=1',
      'm=4294967295,t=1,p=1',
      'm=19456,t=21,p=1',
      'm=19456,t=2,p=17',
      'm=19456,m=19456,t=2',
      'm=7,t=1,p=1',
    ];
    const usual = await timeOf(() => hasher.verify(hasher.decoy, 'guess'));
    for (const parameters of absurd) {
      const took = await timeOf(() => hasher.verify(encodedWith(parameters), 'guess'));
      assert.ok(took > usual / 4 && took < usual * 10, `${parameters}: ${took} ms instead of ${usual} ms`);
      assert.equal(await hasher.verify(encodedWith(parameters), 'guess'), false);
    }
  });

  it('never throws for what is stored', async () => {
    const encoded = await hasher.hash('the right one');
    const mutation = fc.tuple(fc.nat(encoded.length - 1), fc.nat(3), fc.string({ maxLength: 3 }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), mutation), async (change) => {
        const broken =
          typeof change === 'string'
            ? change
            : encoded.slice(0, change[0]) + change[2] + encoded.slice(change[0] + change[1]);
        hasher.isOutdated(broken);
        assert.equal(await hasher.verify(broken, 'a wrong one'), false);
      }),
      { numRuns: 40 },
    );
  });

  it('says busy when the gate is full', async () => {
    const narrow = createArgon2Hasher(createGate({ slots: 1, queue: 1 }));
    const results = await Promise.allSettled([1, 2, 3].map((n) => narrow.verify(narrow.decoy, `guess ${n}`)));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected'],
    );
    const [, , last] = results;
    assert.ok(last?.status === 'rejected' && last.reason.code === 'busy');
  });
});

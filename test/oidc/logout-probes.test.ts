import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type JWK,
  jwtVerify,
} from 'jose';
import { PROBES } from '../../src/domain/integration-lab/probe.ts';
import { createLogoutProbes } from '../../src/oidc/logout-probes.ts';
import { publicPart } from '../../src/oidc/signed-tokens.ts';

const ISSUER = 'https://id.example';
const TARGET = { clientId: 'app', uri: 'https://app.example/logout', alg: 'ES256' };

describe('oidc: probes of a logout receiver', () => {
  const keys: JWK[] = [];
  let sent: { url: string; token: string }[];

  before(async () => {
    for (const alg of ['ES256', 'RS256', 'ES256']) {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = await exportJWK(privateKey);
      keys.push({ ...jwk, alg, kid: await calculateJwkThumbprint(jwk) });
    }
  });

  function probes(
    respond: (index: number, signal: RequestInit['signal']) => Promise<Response>,
    jwks = { keys },
    limitMs?: number,
  ) {
    sent = [];
    return createLogoutProbes({
      issuer: ISSUER,
      keys: async () => jwks,
      clock: { now: () => new Date() },
      ids: { uuid: randomUUID } as never,
      limitMs,
      fetch: (url, init) => {
        const token = new URLSearchParams(String(init.body)).get('logout_token') ?? '';
        sent.push({ url: String(url), token });
        return respond(sent.length - 1, init.signal);
      },
    });
  }
  const ok = async () => new Response(null, { status: 200 });

  it('are each wrong in one thing, and name nobody who exists', async () => {
    const report = await probes(ok)(TARGET);
    assert.deepEqual(
      report.answers.map(({ probe }) => probe),
      [...PROBES],
    );
    assert.equal(report.isOtherKeyOfSameAlg, true);
    const published = createLocalJWKSet({ keys: keys.map(publicPart) });
    const verdicts = await Promise.all(
      sent.map(({ token }) =>
        jwtVerify(token, published, { issuer: ISSUER, audience: 'app', typ: 'logout+jwt' }).then(
          ({ payload }) => ('nonce' in payload ? 'nonce' : 'right'),
          ({ code, claim }: { code: string; claim?: string }) => claim ?? code,
        ),
      ),
    );
    assert.deepEqual(verdicts, [
      'right',
      'aud',
      'iss',
      'exp',
      'nonce',
      'ERR_JWKS_NO_MATCHING_KEY',
      'ERR_JOSE_NOT_SUPPORTED',
      'right',
    ]);
    assert.notEqual(decodeProtectedHeader(sent.at(-1)?.token ?? '').kid, keys[0]?.kid);
    const tokens = sent.map(({ token }) => decodeJwt(token));
    for (const name of ['sub', 'sid', 'jti'])
      assert.equal(new Set(tokens.map((each) => each[name])).size, 8, name);
  });

  it('use another algorithm for the other key only where there is no second key of the registered one', async () => {
    const report = await probes(ok, { keys: keys.slice(0, 2) })(TARGET);
    assert.equal(report.isOtherKeyOfSameAlg, false);
    assert.equal(decodeProtectedHeader(sent.at(-1)?.token ?? '').alg, 'RS256');
    const alone = await probes(ok, { keys: keys.slice(0, 1) })(TARGET);
    assert.deepEqual(
      alone.answers.map(({ probe }) => probe),
      PROBES.slice(0, -1),
    );
  });

  it('stop at a receiver that does not answer, and say why', async () => {
    for (const [name, fault] of [
      ['TimeoutError', 'late'],
      ['OutboundRefusedError', 'forbidden'],
      ['TypeError', 'unreachable'],
    ] as const) {
      const failure = Object.assign(new Error('no'), { name });
      const { answers } = await probes(() => Promise.reject(failure))(TARGET);
      assert.deepEqual(
        answers.map(({ outcome, fault: told }) => [outcome, told]),
        [['failed', fault]],
      );
    }
  });

  it('share one limit, so that a slow receiver makes nobody wait eight times', async () => {
    const startedAt = performance.now();
    const { answers } = await probes(
      (_index, signal) =>
        new Promise((resolve, reject) => {
          setTimeout(() => resolve(new Response()), 60);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
      { keys },
      100,
    )(TARGET);
    assert.ok(performance.now() - startedAt < 1000);
    assert.deepEqual(
      answers.map(({ outcome, fault }) => [outcome, fault]),
      [
        ['accepted', null],
        ['failed', 'late'],
      ],
    );
  });
});

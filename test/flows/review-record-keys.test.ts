import { strict as assert } from 'node:assert';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { RecordFile } from '../../src/domain/reviews/review-record.ts';
import { createServices, type Services } from '../../src/services.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const AN = { kind: 'operator', name: 'an' } as const;
const START = new Date('2026-11-20T01:00:00Z');
const REFUSED = { code: 'review_record_invalid' };

describe('flow: the record of an access review when its key has gone', () => {
  let opened: TestServices;
  /** The same product with another signing key. */
  let later: Services;
  let files: RecordFile[];
  let oldKey: JWK;

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => START });
    const { services } = opened;
    await seedMinistry(opened);
    await seedClient(opened, { client_id: 'documents' });
    files = await closed(services);
    oldKey = (await services.signingKeys()).keys.find(({ alg }) => alg === 'ES256') ?? assert.fail();
    rmSync(join(services.config.keysDir, 'signing-keys.jwe'));
    await services.database.source.query('delete from signing_key');
    later = createServices(services.config, services.database, { now: () => START });
    const [newKey] = (await later.signingKeys()).keys;
    assert.notEqual(newKey?.kid, oldKey.kid);
  });
  after(() => opened.close());

  async function closed({ reviews }: Services): Promise<RecordFile[]> {
    const { review, counts } = await reviews.open(AN, { name: 'Rà soát', client: 'documents' });
    for (let item = 1; item <= counts.items; item += 1)
      await reviews.decide(AN, { reviewId: review.id, item, verdict: 'keep' });
    await reviews.close(AN, review.id);
    return reviews.exportRecord(AN, review.id);
  }
  const verify = (given: readonly RecordFile[]) =>
    later.reviews.verify(
      async (name) => (given.find((file) => file.name === name) ?? assert.fail(name)).bytes,
    );
  const signed = (jws: string) =>
    files.map((file) => (file.name === 'review.jws' ? { ...file, bytes: Buffer.from(jws) } : file));
  const jwsOf = (given: readonly RecordFile[]) =>
    Buffer.from(given.find(({ name }) => name === 'review.jws')?.bytes ?? [])
      .toString()
      .trim();
  const claims = (): Record<string, unknown> =>
    JSON.parse(Buffer.from(jwsOf(files).split('.')[1] ?? '', 'base64url').toString());
  const header = (): Record<string, unknown> =>
    JSON.parse(Buffer.from(jwsOf(files).split('.')[0] ?? '', 'base64url').toString());
  const sign = (payload: object, key: Parameters<CompactSign['sign']>[0], more: object = {}) =>
    new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ ...header(), ...more, alg: 'ES256' })
      .sign(key);

  it('proves itself by the key that was noted when it was signed, in the audit log too', async () => {
    const { isRetired, files: judged } = await verify(files);
    assert.ok(isRetired && judged.every(({ isIntact }) => isIntact));
    assert.equal((await opened.services.reviews.verify(async (name) => fileOf(name))).isRetired, false);
    const noted = (await later.stores.audit.list(0, 1000)).filter(({ type }) => type === 'keys.noted');
    assert.deepEqual(
      noted.map(({ details }) => details?.thumbprint),
      [await calculateJwkThumbprint(oldKey)],
    );
    const stored = await later.stores.recordKeys.find(String(noted[0]?.details?.thumbprint));
    assert.deepEqual(Object.keys(stored?.jwk ?? {}).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  function fileOf(name: string): Uint8Array {
    return (files.find((file) => file.name === name) ?? assert.fail(name)).bytes;
  }

  it('is refused by a key that comes with it, however it names itself', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const own = await calculateJwkThumbprint(jwk);
    for (const more of [{}, { jwk }, { jwk, kid: own, jkt: own }, { jkt: own }, { jwk, jkt: 7 }])
      await assert.rejects(verify(signed(await sign(claims(), privateKey, more))), REFUSED);
  });

  it('is refused when the row of the key was changed to another', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const thumbprint = String(header().jkt);
    const { source } = opened.services.database;
    const replace = (jwk: object) =>
      source.query('update record_key set jwk = $2 where thumbprint = $1', [thumbprint, JSON.stringify(jwk)]);
    const stored = await later.stores.recordKeys.find(thumbprint);
    await replace(await exportJWK(publicKey));
    await assert.rejects(verify(signed(await sign(claims(), privateKey))), REFUSED);
    await replace(stored?.jwk ?? {});
    await verify(files);
  });

  it('is refused when a retired key signs what was not closed here', async () => {
    const { files: hashes } = claims() as { files: Record<string, string> };
    const other = { ...claims(), files: { ...hashes, 'review.jsonl': 'f'.repeat(64) } };
    const unknown = { ...claims(), review: '6f1f1a53-8a1c-4bb6-9b6d-000000000000' };
    for (const payload of [other, unknown, { ...claims(), review: 'x' }])
      await assert.rejects(verify(signed(await sign(payload, oldKey))), REFUSED);
    await verify(signed(await sign(claims(), oldKey)));
  });

  it('is signed by the new key from then on, which is noted as well', async () => {
    const fresh = await closed(later);
    const verdict = await verify(fresh);
    assert.equal(verdict.isRetired, false);
    assert.equal(
      (await later.stores.audit.list(0, 1000)).filter(({ type }) => type === 'keys.noted').length,
      2,
    );
  });
});

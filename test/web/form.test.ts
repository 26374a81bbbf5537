import { strict as assert } from 'node:assert';
import { Readable } from 'node:stream';
import { DomainError } from '../../src/domain/errors.ts';
import type { Context } from '../../src/web/context.ts';
import { readForm } from '../../src/web/form.ts';

const FORM = 'application/x-www-form-urlencoded';

/** A posted request, as much of it as a form reader sees. */
function posted(body: string | Buffer | Buffer[], type = FORM): Context {
  const chunks = Array.isArray(body) ? body : [Buffer.from(body)];
  return {
    req: Readable.from(chunks),
    is: (wanted: string) => (type.split(';')[0]?.trim() === wanted ? wanted : false),
  } as unknown as Context;
}

const read = (body: string | Buffer | Buffer[], type?: string) =>
  readForm(posted(body, type), ['username', 'password']);

function refused(code: string, details: Record<string, unknown>) {
  return (error: unknown) => {
    assert.ok(error instanceof DomainError);
    assert.deepEqual({ code: error.code, details: error.details }, { code, details });
    return true;
  };
}

describe('web/form', () => {
  it('reads the named fields, decoded', async () => {
    const fields = await read('username=staff%40mic.example&password=n%C4%83m+con%20ng%E1%BB%B1a');
    assert.deepEqual(fields, { username: 'staff@mic.example', password: 'năm con ngựa' });
  });

  it('gives an empty text for a field that is missing', async () => {
    assert.deepEqual(await read(''), { username: '', password: '' });
    assert.deepEqual(await read('username=a'), { username: 'a', password: '' });
  });

  it('changes nothing of a password: no trim, no fold, no cut', async () => {
    const password = '  Ạ\u0323 \t& = % + 🐎 ';
    const fields = await read(new URLSearchParams({ username: 'a', password }).toString());
    assert.equal(fields.password, password);
  });

  it('reads a text whose letters were cut between two packets', async () => {
    const bytes = Buffer.from('username=ngựa&password=x');
    const chunks = [...bytes].map((byte) => Buffer.from([byte]));
    assert.equal((await read(chunks)).username, 'ngựa');
  });

  it('refuses a field twice, and a field that the form does not have', async () => {
    await assert.rejects(read('username=a&username=b'), refused('bad_request', { reason: 'repeated' }));
    await assert.rejects(read('username=a&username=a'), refused('bad_request', { reason: 'repeated' }));
    for (const name of ['is_admin', '__proto__', 'constructor', 'Username', 'username[]', '']) {
      const body = new URLSearchParams([[name, 'x']]).toString();
      await assert.rejects(read(body), refused('bad_request', { reason: 'unknown' }), name);
    }
    assert.equal(({} as Record<string, unknown>).x, undefined);
  });

  it('refuses every other kind of body', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', '']) {
      await assert.rejects(
        read('username=a', type),
        refused('bad_request', { reason: 'content_type' }),
        type,
      );
    }
    assert.equal((await read('username=a', `${FORM}; charset=utf-8`)).username, 'a');
  });

  it('refuses what is not UTF-8', async () => {
    const broken = Buffer.concat([Buffer.from('username='), Buffer.from([0xc3, 0x28])]);
    await assert.rejects(read(broken), refused('bad_request', { reason: 'encoding' }));
  });

  it('refuses more than 16 KiB, and reads no further than that', async () => {
    const edge = `username=${'a'.repeat(16 * 1024 - 'username='.length)}`;
    assert.equal((await read(edge)).username.length, 16 * 1024 - 9);
    await assert.rejects(read(`${edge}a`), refused('too_large', { limit: 16 * 1024 }));
    let pulled = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          pulled += 1;
          yield Buffer.alloc(1024, 'a');
        }
      })(),
    );
    const ctx = { ...posted(''), req: endless } as unknown as Context;
    await assert.rejects(readForm(ctx, ['username']), refused('too_large', { limit: 16 * 1024 }));
    assert.ok(pulled < 64, `${pulled} KiB were read`);
  });
});

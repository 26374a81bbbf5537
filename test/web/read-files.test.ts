import { strict as assert } from 'node:assert';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { Context } from '../../src/web/context.ts';
import { readFiles, readFormWithFile } from '../../src/web/read-files.ts';

const LIMIT = 1024;

/** A request with a body, which arrives in pieces of some size. */
function requestOf(type: string, body: Buffer, piece = 7): Context {
  const pieces = Array.from({ length: Math.ceil(body.length / piece) }, (_, index) =>
    body.subarray(index * piece, (index + 1) * piece),
  );
  return {
    req: Readable.from(pieces),
    get: () => type,
    is: (wanted: string) => (type.startsWith(wanted) ? wanted : false),
  } as unknown as Context;
}

async function sent(form: FormData): Promise<Context> {
  const response = new Response(form);
  const type = response.headers.get('content-type') ?? '';
  return requestOf(type, Buffer.from(await response.arrayBuffer()));
}

const raw = (body: string, type = 'multipart/form-data; boundary=x') => requestOf(type, Buffer.from(body));

describe('web/api/read-files', () => {
  it('gives back every file, byte by byte', async () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(contents, async (bytes) => {
        const form = new FormData();
        for (const [index, each] of bytes.entries())
          form.append('file', new Blob([each]), `tệp ${index}.csv`);
        const files = await readFiles(await sent(form), LIMIT);
        assert.deepEqual(
          files.map((file) => [file.name, [...file.bytes]]),
          bytes.map((each, index) => [`tệp ${index}.csv`, [...each]]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('keeps of a name what a report may show', async () => {
    const part = (name: string) =>
      `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\na\r\n--x--\r\n`;
    const nameOf = async (name: string) => (await readFiles(raw(part(name)), LIMIT))[0]?.name;
    assert.equal(await nameOf('../../etc/passwd'), 'passwd');
    assert.equal(await nameOf('C:\\\\secret\\\\nhan-su.csv'), 'nhan-su.csv');
    assert.equal(await nameOf('a\u202egnp.csv'), 'agnp.csv');
    assert.equal(await nameOf('x'.repeat(300)), 'x'.repeat(100));
  });

  it('refuses more bytes, files or fields than it takes', async () => {
    const large = new FormData();
    large.append('file', new Blob([new Uint8Array(LIMIT + 70_000)]), 'a.csv');
    await assert.rejects(readFiles(await sent(large), LIMIT), { code: 'staff_file_too_large' });
    const many = new FormData();
    for (let index = 0; index < 21; index += 1) many.append('file', new Blob(['x']), `${index}.csv`);
    await assert.rejects(readFiles(await sent(many), LIMIT), { code: 'request_invalid' });
    const field = new FormData();
    field.append('file', new Blob(['x']), 'a.csv');
    field.append('partial', 'true');
    await assert.rejects(readFiles(await sent(field), LIMIT), { code: 'request_invalid' });
    await assert.rejects(readFiles(await sent(new FormData()), LIMIT), { code: 'request_invalid' });
  });

  it('refuses what is broken off or something else', async () => {
    const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
    for (const body of ['', 'x', '--x', head, `${head}abc`, `${head}abc\r\n--x`, '--x--\r\n'])
      await assert.rejects(readFiles(raw(body), LIMIT), { code: 'request_invalid' }, body);
    await assert.rejects(readFiles(raw('a', 'multipart/form-data'), LIMIT), { code: 'request_invalid' });
    await assert.rejects(readFiles(raw('a', 'text/csv'), LIMIT), { code: 'media_type_unsupported' });
  });
});

describe('web/read-files of a form', () => {
  const formOf = (fields: Record<string, string>, files: Uint8Array[] = []) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const bytes of files) form.append('document', new Blob([bytes]), 'a.pdf');
    return sent(form);
  };
  const read = async (ctx: Promise<Context>) => readFormWithFile(await ctx, ['csrf', 'reason'], LIMIT);

  it('gives the fields, absent ones empty, and the bytes of the file if one was chosen', async () => {
    const reason = 'ở'.repeat(1000);
    const { fields, file } = await read(formOf({ reason }, [Buffer.from('x')]));
    assert.deepEqual(fields, { csrf: '', reason });
    assert.equal(file?.toString(), 'x');
    assert.equal((await read(formOf({ reason }))).file, undefined);
    assert.equal((await read(formOf({ reason }, [new Uint8Array()]))).file, undefined);
  });

  it('refuses what is too large, unknown, too long or not one file', async () => {
    const one = Buffer.from('x');
    await assert.rejects(read(formOf({}, [new Uint8Array(LIMIT + 70_000)])), { code: 'too_large' });
    for (const ctx of [
      formOf({ other: 'x' }, [one]),
      formOf({ reason: 'x'.repeat(5000) }, [one]),
      formOf({}, [one, one]),
      formOf({ reason: 'a\0b' }, [one]),
      Promise.resolve(raw('--y\r\n')),
    ])
      await assert.rejects(read(ctx), { code: 'bad_request' });
  });
});

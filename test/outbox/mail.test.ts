import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermanentFailure } from '../../src/outbox/attempt.ts';
import { createMailer, type MailerOptions } from '../../src/outbox/mail.ts';

const mail = {
  to: 'an.nguyen@mic.example',
  template: 'password-reset',
  facts: { name: 'Nguyễn An' },
} as const;

/** An SMTP server that takes everything and keeps what it was told. */
function createSink(heard: string[], answerToRecipient = '250 ok'): Server {
  return createServer((socket: Socket) => {
    let inData = false;
    socket.write('220 sink\r\n');
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      if (inData && !chunk.toString().endsWith('\r\n.\r\n')) return;
      const startsData = chunk.toString().startsWith('DATA');
      inData = startsData;
      const isRecipient = chunk.toString().startsWith('RCPT');
      socket.write(startsData ? '354 go on\r\n' : `${isRecipient ? answerToRecipient : '250 ok'}\r\n`);
    });
  });
}

describe('outbox/mail', () => {
  let directory: string;
  const options = (more: Partial<MailerOptions> = {}): MailerOptions => ({
    smtpUrl: null,
    from: 'MicConnect <no-reply@mic.example>',
    directory: join(directory, 'mail'),
    render: (template, facts) => ({
      subject: `Đặt lại mật khẩu – ${template}`,
      html: `<p>${facts.name}</p>`,
      text: `Chào ${facts.name}`,
    }),
    ...more,
  });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'micconnect-mail-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('writes one private file per mail, in the order of sending', async () => {
    const send = createMailer(options());
    for (const name of ['một', 'hai', 'ba']) await send({ ...mail, facts: { name } });
    const names = (await readdir(join(directory, 'mail'))).sort();
    assert.equal(names.length, 3);
    const texts = await Promise.all(names.map((name) => readFile(join(directory, 'mail', name), 'utf8')));
    const bodies = texts.map((text) =>
      ['một', 'hai', 'ba'].findIndex((name) => decoded(text).includes(`Chào ${name}`)),
    );
    assert.deepEqual(bodies, [0, 1, 2]);
    for (const name of names) {
      assert.match(name, /^\d{8}T\d{9}Z-\d{6}-[0-9a-f]{8}\.eml$/);
      assert.equal((await stat(join(directory, 'mail', name))).mode & 0o777, 0o600);
    }
    assert.match(texts[0] ?? '', /^To: an\.nguyen@mic\.example\r$/m);
    assert.match(texts[0] ?? '', /^Auto-Submitted: auto-generated\r$/m);
  });

  it('cannot be talked into other recipients', async () => {
    const send = createMailer(options());
    const bad = [
      'an@mic.example, evil@evil.example',
      'an@mic.example\r\nBcc: b@c.example',
      '"a@b"@c.example',
      'a <b@c.d>',
      '',
    ];
    for (const to of bad) await assert.rejects(send({ ...mail, to }), /not one mail address/);
    await assert.rejects(readdir(join(directory, 'mail')), { code: 'ENOENT' });
  });

  for (const [answer, isPermanent] of [
    ['550 no such mailbox', true],
    ['451 try later', false],
  ] as const) {
    it(`takes ${answer} for ${isPermanent ? 'final' : 'passing'}`, async () => {
      const server = createSink([], answer).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      try {
        const sent = createMailer(options({ smtpUrl: `smtp://127.0.0.1:${port}` }))(mail);
        await assert.rejects(sent, (error) => error instanceof PermanentFailure === isPermanent);
      } finally {
        server.close();
      }
    });
  }

  it('speaks SMTP', async () => {
    const heard: string[] = [];
    const sink = createSink(heard).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => sink.once('listening', resolve));
      const { port } = sink.address() as AddressInfo;
      await createMailer(options({ smtpUrl: `smtp://127.0.0.1:${port}` }))(mail);
      assert.match(heard.join(''), /RCPT TO:<an\.nguyen@mic\.example>/);
      assert.deepEqual(await readdir(directory), []);
    } finally {
      sink.close();
    }
  });

  it('fails when nobody listens', async () => {
    await assert.rejects(createMailer(options({ smtpUrl: 'smtp://127.0.0.1:1' }))(mail), /ECONNREFUSED/);
  });
});

/** The text part, whichever encoding it was given. */
function decoded(eml: string): string {
  const quoted = eml.replace(/=\r\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (hex) => {
    return Buffer.from(hex.replaceAll('=', ''), 'hex').toString();
  });
  const base64 = eml.match(/^[A-Za-z0-9+/=]{8,}\r$/gm) ?? [];
  return quoted + base64.map((line) => Buffer.from(line, 'base64').toString()).join('');
}

import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SendMailOptions } from 'nodemailer';
import type { Delivery, MailTemplate } from '../domain/deliveries/delivery.ts';
import { PermanentFailure } from './attempt.ts';

/** A mail as the outbox keeps it. */
export type QueuedMail = Omit<Extract<Delivery, { kind: 'mail' }>, 'kind'>;

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

export interface MailerOptions {
  /** `smtp://` or `smtps://`; null = write files instead. */
  smtpUrl: string | null;
  /** `Name <address>` */
  from: string;
  /** Where the files go without SMTP. */
  directory: string;
  render: (template: MailTemplate, facts: QueuedMail['facts']) => RenderedMail;
}

/** Sends one mail; throws when the server did not take it. */
export type Mailer = (mail: QueuedMail) => Promise<void>;

// What else nodemailer would take apart into several recipients, or quote into a mailbox elsewhere.
const SINGLE_ADDRESS = /^[^\s@,;:<>()"\p{Cc}]+@[^\s@,;:<>()"\p{Cc}]+$/u;

const STEP_TIMEOUT_MS = 10_000;
// Under the worker's limit for one try: a mail must not leave after it was counted as failed.
const WHOLE_TIMEOUT_MS = 14_000;

/**
 * The way mails leave: SMTP, or one `.eml` file per mail where no server is configured.
 * Files are `<UTC time>-<counter>-<random>.eml`, readable by the owner only, and appear under this name complete.
 */
export function createMailer(options: MailerOptions): Mailer {
  let opened: Promise<Send> | undefined;
  const open = () =>
    options.smtpUrl === null ? createFileSink(options.directory) : createSmtp(options.smtpUrl);
  return async ({ to, template, facts }) => {
    if (!SINGLE_ADDRESS.test(to)) throw new Error('the recipient is not one mail address');
    const { subject, html, text } = options.render(template, facts);
    opened ??= open();
    const send = await opened;
    await send({
      from: options.from,
      // An object, because a string would be read as a list and could name further recipients.
      to: { name: '', address: to },
      subject,
      html,
      text,
      // RFC 3834: no out-of-office answers.
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
}

type Send = (message: SendMailOptions) => Promise<void>;

// The library is loaded with the first mail: it takes as much memory as all our own code.
async function createSmtp(url: string): Promise<Send> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    socketTimeout: STEP_TIMEOUT_MS,
    dnsTimeout: STEP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (message) => {
    try {
      await transport.sendMail({ ...message, signal: AbortSignal.timeout(WHOLE_TIMEOUT_MS) });
    } catch (error) {
      // RFC 5321 section 4.2.1: 5yz is final. To signing in (EAUTH), an officer's remedy may still come in time.
      const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
      throw responseCode >= 500 && code !== 'EAUTH'
        ? new PermanentFailure((error as Error).message, { cause: error })
        : error;
    }
  };
}

async function createFileSink(directory: string): Promise<Send> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  let written = 0;
  return async (message) => {
    const { message: eml } = await transport.sendMail(message);
    const time = new Date().toISOString().replace(/[-:.]/g, '');
    written += 1;
    const name = `${time}-${String(written).padStart(6, '0')}-${randomBytes(4).toString('hex')}`;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const unfinished = join(directory, `.${name}.part`);
    await writeFile(unfinished, eml, { mode: 0o600, flag: 'wx' });
    await rename(unfinished, join(directory, `${name}.eml`));
  };
}

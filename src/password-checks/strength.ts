import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PasswordStrength } from '../domain/authentication/password-checks.ts';
import { DomainError } from '../domain/errors.ts';

export interface StrengthRequest {
  password: string;
  words: readonly string[];
}

export interface StrengthAnswer {
  score: number;
}

export interface StrengthLimits {
  /** How long the thread stays when nobody asks. */
  idleMs: number;
  /** How long an estimate may take; the costliest text of 128 signs takes under a second, the first start as much. */
  patienceMs: number;
  /** Questions that may wait for those before them. */
  queue: number;
}

const LIMITS: StrengthLimits = { idleMs: 30_000, patienceMs: 10_000, queue: 20 };

/** The dictionaries need 20 MB; a small nursery keeps the thread from taking as much again. */
const RESOURCES = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 };

/**
 * zxcvbn on a thread that starts with the first question and ends when nobody asks any more: the dictionaries cost
 * neither the start nor the memory of a server where nobody changes a password, and a costly text holds up no page.
 */
export function createPasswordStrength(limits: StrengthLimits = LIMITS): PasswordStrength {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function started(): Worker {
    const thread = startWorker();
    thread.once('exit', () => {
      if (worker === thread) worker = undefined;
    });
    return thread;
  }

  function stop(): void {
    void worker?.terminate();
    worker = undefined;
  }

  async function ask(request: StrengthRequest): Promise<number> {
    clearTimeout(idle);
    worker ??= started();
    try {
      return await answerOf(worker, request, limits.patienceMs);
    } catch (error) {
      stop();
      throw error;
    } finally {
      idle = setTimeout(stop, limits.idleMs).unref();
    }
  }

  return {
    async score(password, words, { givesWay = false } = {}) {
      if (waiting > (givesWay ? 0 : limits.queue)) throw new DomainError('busy');
      waiting += 1;
      const mine = last.then(() => ask({ password, words }));
      last = mine.catch(() => {});
      return mine.finally(() => {
        waiting -= 1;
      });
    },
  };
}

function startWorker(): Worker {
  // Sources run as .ts, their build as .js.
  const file = new URL(`./strength-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(file, { resourceLimits: RESOURCES });
  // An error is told to whoever waits; without a listener of its own it would end the process.
  worker.on('error', () => {});
  return worker;
}

/** Throws busy when it takes too long, unavailable when the thread dies. */
function answerOf(worker: Worker, request: StrengthRequest, patienceMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new DomainError('busy'))), patienceMs);
    const died = () => settle(() => reject(new DomainError('unavailable')));
    const answered = ({ score }: StrengthAnswer) => settle(() => resolve(score));
    const settle = (done: () => void) => {
      clearTimeout(timer);
      worker.off('message', answered).off('exit', died);
      // A command of the tool ends although the thread would wait for more.
      worker.unref();
      done();
    };
    worker.on('message', answered).on('exit', died);
    worker.ref();
    worker.postMessage(request);
  });
}

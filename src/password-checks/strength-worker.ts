import { parentPort } from 'node:worker_threads';
import { loadEstimate } from './estimate.ts';
import type { StrengthAnswer, StrengthRequest } from './strength.ts';

/** The thread that estimates live on: one question after the other. */

const port = parentPort;
if (port === null) throw new Error('strength-worker runs as a worker thread');

const estimate = loadEstimate();
port.on('message', ({ password, words }: StrengthRequest) => {
  port.postMessage({ score: estimate(password, words) } satisfies StrengthAnswer);
});

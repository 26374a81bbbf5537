import { isMainThread } from 'node:worker_threads';
import 'tsx';

// On Node 20 tsx leaves worker threads without it, and sources start one as TypeScript.
if (!isMainThread) (await import('tsx/esm/api')).register();

import { snapshotPath } from './package-root.ts';
import { makeSnapshot } from './storage/snapshot.ts';

/** Run once by `npm ci`, after the build, so that the first `npm start` is quick. */
await makeSnapshot(snapshotPath(), process.pid);

/** Writes the committed files of the sample ministry: `node --import tsx src/samples/write-ministry.ts`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeMinistry, SAMPLE_MINISTRY } from './make-ministry.ts';

const folder = join(import.meta.dirname, 'ministry');
mkdirSync(folder, { recursive: true });
for (const [kind, text] of Object.entries(makeMinistry(SAMPLE_MINISTRY))) {
  writeFileSync(join(folder, `${kind}.csv`), text);
}

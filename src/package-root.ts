import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, from the sources as well as from their build: `views` and samples lie there. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json was not found above the program');
    folder = parent;
  }
  return folder;
}

/** Where `npm ci` leaves the dump that a new embedded database starts from. */
export function snapshotPath(): string {
  return join(packageRoot(), 'dist', 'embedded-database.tar.gz');
}

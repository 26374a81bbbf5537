import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** A short name for what a migrated database comes out as: another one after every change of migrations or packages. */
export function schemaState(): string {
  const folder = new URL('migrations/', ROOT);
  const migrations = readdirSync(folder).sort();
  const files = [new URL('package-lock.json', ROOT), ...migrations.map((name) => new URL(name, folder))];
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config.ts';
import type { Clock } from '../src/domain/clock.ts';
import { readTrustBundles } from '../src/pki/trust-bundle.ts';
import { createCertificateValidator } from '../src/pki/validate-certificate.ts';
import { createServices } from '../src/services.ts';
import { openPostgres } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';
import { openRevocationWorld, type RevocationWorld, TREE } from '../test/support/revocation-world.ts';
import type { TestServices } from '../test/support/test-services.ts';
import { administer } from './administer.ts';
import { percentile } from './percentile.ts';
import type { Figure } from './report.ts';

const ENTRIES = 100_000;
const ROUNDS = 200;
const TARGETS = { validationMs: 15, loadMs: 300 };

/** A login certificate judged whole, against a list of revoked ones that the process has, and that it has to load. */
export async function certificateFigures(serverUrl: string): Promise<Figure[]> {
  const world = await openRevocationWorld((clock) => openServices(serverUrl, clock));
  try {
    return await measure(world);
  } finally {
    await world.close();
  }
}

async function openServices(serverUrl: string, clock: Clock): Promise<TestServices> {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-bench-'));
  await administer(serverUrl, 'create database certificates');
  const url = new URL(serverUrl);
  url.pathname = '/certificates';
  const database = await openPostgres(url.href, 5);
  await migrate(database);
  return {
    services: createServices(
      loadConfig({ KEYS_DIR: directory, DATA_DIR: directory }, directory),
      database,
      clock,
    ),
    async close() {
      await database.close();
      await administer(serverUrl, 'drop database certificates with (force)');
      rmSync(directory, { recursive: true });
    },
  };
}

async function measure(world: RevocationWorld): Promise<Figure[]> {
  const { authority, server } = world;
  const json = JSON.stringify({
    name: 'Chính phủ',
    name_en: 'Government',
    revocation: { order: ['crl'], hosts: [server.host] },
  });
  const { bundles } = readTrustBundles([{ tree: TREE, pem: Buffer.from(authority.pem), json }]);
  const { leaf } = await world.issue({ crl: await world.list({ many: ENTRIES }) });
  // The first node fetches the list into the table; the second finds it there.
  await world.node({ order: ['crl'] }).ask({ leaf });
  const source = world.node({ order: ['crl'] });
  const load = await timed(() => source.ask({ leaf }));
  const { validate } = createCertificateValidator({ bundles, source });
  const judge = async () => {
    const { accepted } = await validate({ leaf: leaf.der, others: [] }, world.now());
    if (!accepted) throw new Error('the certificate was refused');
  };
  const [proofs, judgements]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    proofs.push(await timed(() => source.ask({ leaf })));
    judgements.push(await timed(judge));
  }
  const name = (what: string) => `${what}, list of ${ENTRIES} revoked`;
  return [
    figure(name('certificate judged, p95'), percentile(judgements, 0.95), TARGETS.validationMs),
    figure(name('of that its revocation, p95'), percentile(proofs, 0.95), 1),
    figure(name('loaded from the database'), load, TARGETS.loadMs),
  ];
}

function figure(name: string, value: number, atMost: number): Figure {
  return { name, value: Number(value.toFixed(2)), unit: 'ms', atMost };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

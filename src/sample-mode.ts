import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { parseClientMetadata } from './domain/clients/client-metadata.ts';
import { OWN_CLIENT_ID } from './domain/clients/client-service.ts';
import { DomainError } from './domain/errors.ts';
import { packageRoot } from './package-root.ts';
import {
  prepareSampleCertificates,
  sampleRevocationLists,
  startLocalSignerOf,
} from './sample-certificates.ts';
import { sampleListOrigin } from './sample-places.ts';
import { startRelyingSystem } from './samples/relying-system.ts';
import { SAMPLE_ROLE_GRANTS, SAMPLE_ROLES, sampleClients } from './samples/sample-roles.ts';
import type { Services } from './services.ts';
import { readStaffFile } from './staff-files/read-staff-file.ts';

/** The password of every sample person; its hash is made once and shared, in sample mode only. */
export const SAMPLE_PASSWORD = 'Sample-2026-MicConnect';
const SYSTEM = { kind: 'system' } as const;
const FILES = ['units.csv', 'people.csv', 'mailboxes.csv'];

/** Imports the sample ministry through the ordinary import when the directory is empty. */
export async function seedSampleMinistry({
  staff,
  staffPlans,
  stores,
  transact,
  hasher,
  clock,
  settings,
}: Services): Promise<void> {
  if ((await stores.directory.listUnits()).length > 0) return;
  const folder = join(packageRoot(), 'src', 'samples', 'ministry');
  const tables = await Promise.all(
    FILES.map(async (name) => readStaffFile(name, await readFile(join(folder, name)))),
  );
  // Everybody has the sample password.
  const options = { isDryRun: false, isPartial: false, withoutActivation: true };
  const plan = await staffPlans.importStaff(tables, options, SYSTEM);
  if (plan.refused.length > 0) throw new DomainError('staff_file_refused', { rows: plan.refused.length });
  // The made-up administrators have no phones; `settings reset multi_factor.administrators` asks them for one.
  await settings.set('multi_factor.administrators', '0', SYSTEM);
  const hash = await hasher.hash(SAMPLE_PASSWORD);
  const now = clock.now();
  const people = await staff.list();
  await transact(async ({ credentials }) => {
    await credentials.addPasswords(
      people.map(({ id }) => ({ personId: id, hash, mustChange: false, changedAt: now, isLong: true })),
    );
  });
}

/** Registers the six sample relying systems with their roles and role grants, once. */
export async function seedSampleSystems(services: Services): Promise<void> {
  const { clients, roles, stores, config } = services;
  const isNew = new Set<string>();
  const systems = sampleClients(config.samplePort);
  for (const { input } of systems) {
    const id = String(input.client_id);
    const known = await stores.clients.find(id);
    const wanted = parseClientMetadata(input);
    if (known === undefined) isNew.add(id);
    // Only another port changes a sample registration: a restart writes nothing.
    else if (known.metadata.redirect_uris[0] === wanted.redirect_uris[0]) continue;
    const action = known === undefined ? 'create' : 'update';
    await clients[action]({ ...input, client_secret: sampleSecret(services, id) }, SYSTEM);
  }
  // At the first start, so that a role which somebody took away stays away.
  if (isNew.size === systems.length) isNew.add(OWN_CLIENT_ID);
  for (const role of SAMPLE_ROLES.filter(({ clientId }) => isNew.has(clientId)))
    await roles.createRole(SYSTEM, role);
  for (const { clientId, role, ...rest } of SAMPLE_ROLE_GRANTS.filter((each) => isNew.has(each.clientId))) {
    await roles.grantRole(SYSTEM, { clientId, code: role, ...rest });
  }
}

/** Makes what the sample certificates need, before the services read which trees are trusted. */
export function prepareSamples(config: Config): Promise<void> {
  return prepareSampleCertificates(config, SAMPLE_PASSWORD);
}

export interface SampleSystems {
  /** Whether the simulated signer answers; not where its port is taken. */
  hasSigner: boolean;
  close(): Promise<void>;
}

/** Starts the six sample relying systems, each on its own origin, and the simulated signer. */
export async function startSampleSystems(services: Services): Promise<SampleSystems> {
  const { config, clock } = services;
  const signer = await startLocalSignerOf(config);
  const systems = await Promise.all(
    sampleClients(config.samplePort).map(({ input }, index) => {
      const port = config.samplePort + index;
      const { title, title_en } = input.launcher as { title: string; title_en: string };
      const origin = `http://localhost:${port}`;
      return startRelyingSystem({
        issuer: config.issuer,
        clientId: String(input.client_id),
        clientSecret: sampleSecret(services, String(input.client_id)),
        title,
        titleEn: title_en,
        port,
        origin,
        now: () => clock.now(),
        ...(origin === sampleListOrigin(config) && { lists: sampleRevocationLists(config, clock) }),
      });
    }),
  );
  return {
    hasSigner: signer !== undefined,
    async close() {
      await Promise.all([signer?.stop(), ...systems.map((system) => system.close())]);
    },
  };
}

/** Origins that logout messages may reach although they are on this machine. */
export function sampleOrigins(firstPort: number): string[] {
  return sampleClients(firstPort).map((_client, index) => `http://localhost:${firstPort + index}`);
}

/** The same at every start, and different in every installation. */
function sampleSecret({ secrets }: Services, clientId: string): string {
  return createHmac('sha256', secrets.secretsKey).update(`sample client ${clientId}`).digest('base64url');
}

import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { REST_SCOPES } from '../../src/domain/clients/scopes.ts';
import type { EffectiveRole } from '../../src/domain/roles/effective-roles.ts';
import { permissionsOf } from '../../src/domain/roles/permissions.ts';
import { readingRightsOf } from '../../src/domain/roles/reading-rights.ts';
import type { Caller } from '../../src/oidc/access-tokens.ts';
import { registerProduct } from '../../src/product-client.ts';
import type { Services } from '../../src/services.ts';

export const OPERATOR = { kind: 'operator', name: 'an' } as const;
const UNITS = ['G14,Bộ,', 'G14.05,Cục A,G14', 'G14.05.1,Phòng B,G14.05', 'G14.06,Cục C,G14'];

/** Where the holder stands, as seen from an actor's unit, G14.05. */
export const PLACES = ['own', 'sub', 'other', 'ancestor', 'self'] as const;
export type Place = (typeof PLACES)[number];
export const UNIT_OF = { own: 'G14.05', sub: 'G14.05.1', other: 'G14.06', ancestor: 'G14', self: 'G14.05' };

/** Product roles by their holders; everybody sits in G14.05. `owner` and `peer` own `documents`. */
const HELD = {
  'system-administrator': 'system-administrator',
  'hr-officer': 'hr-officer',
  'unit-administrator': 'unit-administrator',
  'help-desk': 'help-desk',
  auditor: 'auditor',
  owner: 'owner.documents',
  administrator2: 'system-administrator',
  peer: 'owner.documents',
} as const;

const COLLEAGUES = ['own', 'sub', 'other', 'ancestor'] as const;

/** `CLIENT:CODE`, extent, and whether privileged; `held` is a composite that everybody holds. */
const ROLES: [string, string, boolean][] = [
  ['documents:author', 'own-unit', false],
  ['documents:signer', 'own-unit', true],
  ['documents:chief', 'none', true],
  ['documents:reader', 'none', false],
  ['documents:desk', 'own-unit', false],
  ['documents:office', 'own-unit', true],
  ['documents:held', 'own-unit', false],
  ['hr:viewer', 'own-unit', false],
];

export interface Cast {
  callers: Map<string, Caller>;
  /** E-mail of the colleague in a place, or of the actor. */
  holderAt(place: Place, actor: string): string;
  actorOf(name: string): Actor;
}

/** A small ministry with somebody for each product role, two relying systems and roles of every weight. */
export async function seedCast(services: Services): Promise<Cast> {
  const { staffPlans, clients, roles, stores, clock } = services;
  await registerProduct(services);
  const person = (name: string, unit: string, index: number) =>
    `CB${index},Lê Ánh,${name}@mic.example,công chức,đang công tác,${unit},Chuyên viên`;
  const seats = [
    ...COLLEAGUES.map((place): [string, string] => [place, UNIT_OF[place]]),
    ...[...Object.keys(HELD), 'nobody'].map((name): [string, string] => [name, 'G14.05']),
  ];
  const people = seats.map(([name, unit], index) => person(name, unit, index + 1));
  const table = (file: string, lines: string[]) => {
    const [header = [], ...rows] = lines.map((line) => line.split(','));
    return { file, header, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
  };
  const tables = [
    table('units.csv', ['ma_don_vi,ten_don_vi,ma_don_vi_cha', ...UNITS]),
    table('people.csv', ['so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu', ...people]),
  ];
  await staffPlans.importStaff(tables, { isDryRun: false, isPartial: false }, OPERATOR);
  for (const id of ['documents', 'hr'])
    await clients.create({ client_id: id, redirect_uris: [`https://${id}.example/`] }, OPERATOR);
  for (const [name, extent, isPrivileged] of ROLES) {
    const [clientId = '', code = ''] = name.split(':');
    await roles.createRole(OPERATOR, { clientId, code, name: code, extent, isPrivileged });
  }
  const office = { role: role('documents:office'), parts: [role('documents:signer')] };
  await roles.includeRoles(OPERATOR, office);
  const desk = { role: role('documents:desk'), parts: [role('documents:author')] };
  await roles.includeRoles(OPERATOR, desk);
  await roles.grantRole(OPERATOR, { ...role('documents:held'), to: { unit: 'G14.05' } });
  for (const [name, code] of Object.entries(HELD)) {
    const to = { person: `${name}@mic.example` };
    await roles.grantRole(OPERATOR, { clientId: 'micconnect', code, to });
  }
  const scopes = new Set<string>(REST_SCOPES);
  const callers = new Map<string, Caller>([
    ['operator', callerFor(OPERATOR, scopes)],
    ['program', callerFor({ kind: 'client', id: 'hr' }, scopes)],
  ]);
  for (const name of [...Object.keys(HELD), 'nobody']) {
    const found = await stores.directory.findPersonByLogin(`${name}@mic.example`);
    const record = found && (await stores.directory.findPersonRecord(found.id));
    if (record === undefined) throw new Error(`${name} is not there`);
    const held = await roles.effectiveRolesOf(record, 'micconnect', clock.now());
    const permissions = permissionsOf(held.map((each) => each.role.code));
    callers.set(name, callerFor({ kind: 'person', id: record.person.id }, permissions, held));
  }
  const actorOf = (name: string) => callers.get(name)?.actor ?? OPERATOR;
  const holderAt = (place: Place, actor: string) => {
    // The operator and programs are nobody in the directory.
    const isPerson = actorOf(actor).kind === 'person';
    return `${place === 'self' && isPerson ? actor : place === 'self' ? 'own' : place}@mic.example`;
  };
  return { callers, holderAt, actorOf };

  function callerFor(actor: Actor, permissions: ReadonlySet<string>, held: EffectiveRole[] = []): Caller {
    const personId = actor.kind === 'person' ? actor.id : undefined;
    const reading = readingRightsOf(held);
    return { actor, clientId: 'console', personId, scopes, permissions, reading, lacksSecondFactor: false };
  }
}

/** `CLIENT:CODE` in its parts. */
export function role(name: string): { clientId: string; code: string } {
  const [clientId = '', code = ''] = name.split(':');
  return { clientId, code };
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseClientMetadata } from '../../src/domain/clients/client-metadata.ts';
import { OWN_CLIENT_ID } from '../../src/domain/clients/client-service.ts';
import type { Directory } from '../../src/domain/directory/directory-store.ts';
import { effectiveRoles } from '../../src/domain/roles/effective-roles.ts';
import { parsePeriod } from '../../src/domain/roles/parse-period.ts';
import { PRODUCT_ROLES } from '../../src/domain/roles/permissions.ts';
import { type Role, validateRole } from '../../src/domain/roles/role.ts';
import { type RoleGrant, validateRoleGrant } from '../../src/domain/roles/role-grant.ts';
import { packageRoot } from '../../src/package-root.ts';
import {
  SAMPLE_ROLE_GRANTS,
  SAMPLE_ROLES,
  type SampleRoleGrant,
  sampleClients,
} from '../../src/samples/sample-roles.ts';
import { readStaffFile } from '../../src/staff-files/read-staff-file.ts';
import { emptyDirectory, imported } from '../domain/directory/staff-fixture.ts';

const SYSTEMS = ['email', 'documents', 'intranet', 'portal', 'hr', 'reporting'];
const AT = new Date('2026-11-20T02:00:00Z');

async function sampleDirectory(): Promise<Directory> {
  const folder = join(packageRoot(), 'src/samples/ministry');
  const names = ['units.csv', 'people.csv', 'mailboxes.csv'];
  const tables = names.map((name) => readStaffFile(name, readFileSync(join(folder, name))));
  return imported(emptyDirectory(), await Promise.all(tables));
}

const productRoles = PRODUCT_ROLES.map(({ code, name, nameEn }) => {
  return { clientId: OWN_CLIENT_ID, code, name, nameEn, extent: 'none', isPrivileged: true };
});
const roles = [...SAMPLE_ROLES, ...productRoles].map(
  (role): Role => validateRole({ ...role, id: `${role.clientId}:${role.code}` }),
);

/** The row that a sample grant becomes; fails when the ministry does not have what it names. */
function roleGrantRow(directory: Directory, sample: SampleRoleGrant, index: number): RoleGrant {
  const { clientId, role: code, to, from, until, decision, reason } = sample;
  const idOf = <Row extends { id: string }>(rows: Row[], matches: (row: Row) => boolean, text?: string) => {
    const row = text === undefined ? undefined : rows.find(matches);
    assert.ok(text === undefined || row !== undefined, `${text} is unknown`);
    return row?.id ?? null;
  };
  const role = roles.find(({ id }) => id === `${clientId}:${code}`);
  assert.ok(role !== undefined, `${clientId}:${code} is unknown`);
  const row: RoleGrant = {
    id: `grant-${index}`,
    roleId: role.id,
    personId: idOf(directory.people, ({ email }) => email === to.person, to.person),
    unitId: idOf(directory.units, (unit) => unit.code === to.unit, to.unit),
    includesSubtree: to.subtree ?? false,
    positionId: idOf(directory.positions, (position) => position.code === to.position, to.position),
    category: null,
    decisionSha256: null,
    extentUnitId: null,
    ...parsePeriod(from, until),
    decision,
    reason,
    grantedBy: 'system',
    createdAt: AT,
    revokedAt: null,
    revokedBy: null,
  };
  validateRoleGrant(row, role);
  return row;
}

describe('the sample relying systems', () => {
  it('are six registrations, one a port', () => {
    const clients = sampleClients(4001).map(({ input }) => ({ input, metadata: parseClientMetadata(input) }));
    assert.deepEqual(
      clients.map(({ input }) => input.client_id),
      SYSTEMS,
    );
    for (const [index, { metadata }] of clients.entries()) {
      const origin = `http://localhost:${4001 + index}`;
      assert.deepEqual(metadata.redirect_uris, [`${origin}/callback`]);
      assert.deepEqual(metadata.post_logout_redirect_uris, [`${origin}/signed-out`]);
      assert.equal(metadata.backchannel_logout_uri, `${origin}/backchannel-logout`);
      assert.equal(metadata.scope, 'openid profile email staff roles');
      assert.equal(metadata.launcher?.url, `${origin}/`);
    }
  });

  it('have three to five roles each', () => {
    for (const system of SYSTEMS) {
      const count = SAMPLE_ROLES.filter(({ clientId }) => clientId === system).length;
      assert.ok(count >= 3 && count <= 5, `${system}: ${count}`);
    }
    assert.equal(new Set(roles.map(({ id }) => id)).size, roles.length);
  });
});

describe('the sample role grants', () => {
  let directory: Directory;
  let roleGrants: RoleGrant[];

  before(async () => {
    directory = await sampleDirectory();
    roleGrants = SAMPLE_ROLE_GRANTS.map((sample, index) => roleGrantRow(directory, sample, index));
  });

  /** Roles of a sample account as `client:code`. */
  function held(account: string, at = AT): string[] {
    const person = directory.people.find(({ email }) => email === `${account}@mic.example`);
    assert.ok(person !== undefined, account);
    const appointments = directory.appointments.filter(({ personId }) => personId === person.id);
    const facts = { ...directory, person, appointments, roles, parts: [], roleGrants, handoverDays: 0, at };
    return effectiveRoles(facts)
      .map(({ role }) => role.id)
      .sort();
  }

  it('give staff@ a role in every system, now and in years', () => {
    const expected = [
      'documents:author',
      'email:user',
      'hr:self-service',
      'intranet:reader',
      'portal:contributor',
      'reporting:reporter',
    ];
    assert.deepEqual(held('staff'), expected);
    assert.deepEqual(held('staff', new Date()), expected);
    assert.deepEqual(held('staff', new Date('2040-01-01T00:00:00Z')), expected);
  });

  it('give clerk@ a role in documents only', () => {
    assert.deepEqual(held('clerk'), ['documents:clerk']);
  });

  it('give the other accounts what their work needs', () => {
    assert.ok(held('admin').includes('email:administrator'));
    assert.ok(held('admin').includes('micconnect:system-administrator'));
    assert.ok(held('hr').includes('hr:officer'));
    assert.ok(held('hr').includes('micconnect:hr-officer'));
    assert.ok(held('auditor').includes('micconnect:auditor'));
    assert.ok(held('unit-admin').includes('hr:unit-officer'));
    assert.ok(held('unit-admin').includes('micconnect:unit-administrator'));
    assert.ok(held('auditor').includes('hr:viewer'));
    assert.ok(held('leaver').includes('reporting:reporter'));
  });

  it('use every kind of holder, and every role', () => {
    const kinds = SAMPLE_ROLE_GRANTS.map(({ to }) => Object.keys(to).sort().join('+'));
    assert.deepEqual([...new Set(kinds)].sort(), [
      'person',
      'position',
      'position+subtree+unit',
      'position+unit',
      'subtree+unit',
      'unit',
    ]);
    const given = new Set(roleGrants.map(({ roleId }) => roleId));
    assert.deepEqual(
      roles.filter(({ id }) => !given.has(id)).map(({ id }) => id),
      [],
    );
  });
});

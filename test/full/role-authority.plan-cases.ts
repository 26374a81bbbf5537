import type { Services } from '../../src/services.ts';
import { readStaffFile } from '../../src/staff-files/read-staff-file.ts';
import { type Cast, OPERATOR, role, UNIT_OF } from '../flows/role-authority.actors.ts';
import type { MutationCase } from './role-authority.cases.ts';

const OK = 'ok';
const OUT = 'role_grant_outside_extent';
const SELF = 'role_grant_to_self';
const FILE = 'staff_file_refused';
const FREE = { operator: OK, 'system-administrator': OK, program: OK, owner: OK } as const;

/** What nobody plans for herself, nor beyond her units. */
const TO_OTHERS = {
  operator: OK,
  'system-administrator': [OK, OK, OK, OK, FILE],
  program: OK,
  'unit-administrator': [OK, OK, FILE, FILE, FILE],
  owner: [OK, OK, OK, OK, FILE],
} as const;

/** Plans of role grants: files, edits, the way back, and a second person's decision. */
export function rolePlanCases(services: Services, cast: Cast): MutationCase[] {
  const { roles, rolePlans, pendingRolePlans, database } = services;
  let made = 0;
  /** A decision of its own makes each file give something new. */
  const fileFor = (holder: string) => {
    const row = `documents,author,${holder},${++made}/QĐ`;
    const text = `ung_dung,vai_tro,thu_dien_tu,so_quyet_dinh\n${row}\n`;
    return { kind: 'files', files: [{ name: 'roles.csv', bytes: Buffer.from(text) }] } as const;
  };
  /** A file that an administrator submitted. */
  const decidePlan = (verb: 'approve' | 'reject', answers: MutationCase['answers']): MutationCase => ({
    mutation: `POST /role-plans/{plan}/${verb}`,
    name: 'a role by file',
    async prepare({ place, actor }) {
      const { name, bytes } = fileFor(cast.holderAt(place, actor)).files[0];
      const input = { kind: 'import', tables: [await readStaffFile(name, bytes)] } as const;
      await database.source.query('delete from pending_role_plan');
      const { plan } = await pendingRolePlans.submit(input, cast.actorOf('administrator2'));
      return { path: { plan: plan.plan } };
    },
    answers,
  });
  return [
    {
      mutation: 'POST /role-plans',
      name: 'a role by file',
      prepare: async ({ place, actor }) => ({ upload: fileFor(cast.holderAt(place, actor)) }),
      answers: TO_OTHERS,
    },
    {
      mutation: 'POST /role-plans/{plan}/undo',
      name: 'of a role by file',
      async prepare({ place, actor }) {
        const { name, bytes } = fileFor(cast.holderAt(place, actor)).files[0];
        // The removal guard counts the plans of a day together.
        await database.source.query('delete from role_plan');
        const asked = { isDryRun: false };
        const { plan } = await rolePlans.importRoles([await readStaffFile(name, bytes)], asked, OPERATOR);
        return { path: { plan } };
      },
      answers: { ...FREE, 'unit-administrator': [OK, OK, FILE, FILE, OK] },
    },
    {
      mutation: 'POST /role-grants/{role_grant}/plans',
      name: 'a later end',
      async prepare({ place, actor }) {
        await database.source.query('delete from role_plan');
        const person = cast.holderAt(place, actor);
        const { id } = await roles.grantRole(OPERATOR, { ...role('documents:author'), to: { person } });
        return { path: { role_grant: id }, body: { until: '2027-12-31' } };
      },
      answers: TO_OTHERS,
    },
    {
      mutation: 'POST /role-grants/{role_grant}/plans',
      name: 'a rule for another unit',
      async prepare({ place }) {
        await database.source.query('delete from role_plan');
        const asked = { ...role('documents:author'), to: { unit: UNIT_OF.sub, subtree: true } };
        const { id } = await roles.grantRole(OPERATOR, asked);
        return { path: { role_grant: id }, body: { unit: UNIT_OF[place] } };
      },
      answers: {
        operator: OK,
        'system-administrator': [FILE, OK, OK, FILE, FILE],
        program: OK,
        'unit-administrator': [FILE, OK, FILE, FILE, FILE],
        owner: [FILE, OK, OK, FILE, FILE],
      },
    },
    decidePlan('approve', {
      operator: OK,
      'system-administrator': [OK, OK, OK, OK, SELF],
      owner: [OK, OK, OK, OK, SELF],
      program: 'approver_not_person',
      'unit-administrator': [OK, OK, OUT, OUT, SELF],
    }),
    decidePlan('reject', { ...FREE, 'unit-administrator': [OK, OK, OUT, OUT, OK] }),
  ];
}

import type { ThrottleRule } from '../authentication/authentication-store.ts';
import type { RequestOrigin } from '../authentication/request-origin.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import { HR_OFFICER } from '../roles/permissions.ts';
import { findHolders, type RoleHolder } from '../roles/role-holders.ts';
import type { Stores, Transact } from '../transact.ts';

/** What HR keeps of a person, as far as she sees it. */
export const PROFILE_FIELDS = [
  'name',
  'birth_date',
  'unit',
  'position',
  'category',
  'rank',
  'email',
  'phone',
  'citizen_id',
] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Letters about one person's record, so that no mistake becomes a flood. */
const REPORT_RULE: ThrottleRule = { limit: 5, windowMs: 24 * 60 * 60_000 };
/** More than a ministry has. */
const MOST_OFFICERS = 200;
/** Characters. */
export const REPORT_LENGTH = 500;

interface Dependencies {
  transact: Transact;
  clock: Clock;
  issuer: string;
}

export type ProfileReports = ReturnType<typeof createProfileReports>;

/** Mistakes in the HR record that people report themselves; HR mends them where they are, in its own file. */
export function createProfileReports({ transact, clock, issuer }: Dependencies) {
  return {
    /**
     * Tells every HR officer by letter what is wrong in a person's own record. The audit log names the field alone:
     * what is right may be a number that does not belong there.
     * @param field one of `PROFILE_FIELDS`
     * @param text what is right, up to `REPORT_LENGTH` characters
     * @throws profile_report_invalid, too_many_profile_reports, nobody_to_tell
     */
    async report(
      person: Person,
      { field, text }: { field: string; text: string },
      { address, supportCode }: RequestOrigin,
    ): Promise<void> {
      const now = clock.now();
      const known = PROFILE_FIELDS.find((each) => each === field);
      const note = text.normalize('NFC').trim();
      if (known === undefined || note === '' || note.length > REPORT_LENGTH)
        throw new DomainError('profile_report_invalid', { most: REPORT_LENGTH });
      await transact(async (inside) => {
        const officers = await listOfficers(inside, now);
        if (officers.length === 0) throw new DomainError('nobody_to_tell');
        if (!(await inside.throttle.reserve(`profile-report:${person.id}`, REPORT_RULE, now)))
          throw new DomainError('too_many_profile_reports', { limit: REPORT_RULE.limit });
        const actor = { kind: 'person', id: person.id } as const;
        const event = { type: 'profile.reported', at: now, actor, personId: person.id } as const;
        await inside.audit.append({ ...event, network: address, supportCode, details: { field: known } });
        for (const officer of officers) await inside.deliveries.add(letterTo(officer, known, note), now);
      });

      function letterTo({ fullName, email }: Officer, change: ProfileField, note: string) {
        const requester = [person.fullName, person.employeeNo].filter((each) => each !== null).join(', ');
        const url = `${issuer}/admin/people?q=${encodeURIComponent(person.employeeNo ?? person.fullName)}`;
        const facts = { fullName, requester, change, note, url };
        return { kind: 'mail', to: email, template: 'profile-mistake', facts } as const;
      }
    },
  };
}

interface Officer {
  fullName: string;
  email: string;
}

/** The HR officers of a moment who have an address. */
async function listOfficers(inside: Stores, at: Date): Promise<Officer[]> {
  // Before the product is registered nobody holds its roles.
  if ((await inside.roles.findRole(OWN_CLIENT_ID, HR_OFFICER)) === undefined) return [];
  const asked = { clientId: OWN_CLIENT_ID, code: HR_OFFICER, at, limit: MOST_OFFICERS };
  const { holders } = await findHolders(inside, asked);
  return holders.flatMap(({ name, email }: RoleHolder) =>
    email === null ? [] : [{ fullName: name, email }],
  );
}

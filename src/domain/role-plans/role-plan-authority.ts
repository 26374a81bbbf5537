import type { Actor } from '../audit/audit-event.ts';
import { grantWithAuthority, refuseRevocation } from '../roles/grant-authority.ts';
import { refusalOf } from './draft-role-rows.ts';
import type { RoleReads } from './reads-in-memory.ts';
import type { PlannedRoleGrant, RoleDraft, RoleRefusal } from './role-plan-draft.ts';

/** The rows of a draft that somebody may not carry out, each refused as the single act would be. */
export async function refuseWithoutAuthority(
  reads: RoleReads,
  context: { actor: Actor; at: Date },
  { granted, revoked }: RoleDraft,
): Promise<RoleRefusal[]> {
  const refused: RoleRefusal[] = [];
  const check = async (row: PlannedRoleGrant, judge: (id: string) => Promise<void>) => {
    try {
      await judge(row.roleGrant.id);
    } catch (error) {
      refused.push(refusalOf(error, row));
    }
  };
  for (const row of granted)
    await check(row, (id) => grantWithAuthority(reads, { ...context, id }, row.asked, async () => {}));
  for (const row of revoked) await check(row, (id) => refuseRevocation(reads, context, id));
  return refused;
}

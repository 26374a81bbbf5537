import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { refusalAt } from '../directory/staff-refusal.ts';
import {
  grantWithAuthority,
  refuseGiving,
  refuseRevocation,
  refuseTaking,
} from '../roles/grant-authority.ts';
import { loadContents } from '../roles/load-rights.ts';
import { isOperator, needsSecondPerson } from '../roles/role-rights.ts';
import { roleLabel } from '../roles/separation-report.ts';
import { refusalOf } from './draft-role-rows.ts';
import type { RoleReads } from './reads-in-memory.ts';
import type { PlannedRoleGrant, RoleDraft, RoleRefusal } from './role-plan-draft.ts';

/**
 * The rows of a draft that somebody may not carry out, each refused as the single act would be. A privileged role needs a
 * second person unless the operator gives it, and a plan applies everything at once or nothing: it gives none.
 */
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
  for (const row of granted) {
    const before = refused.length;
    await check(row, (id) => grantWithAuthority(reads, { ...context, id }, row.asked, async () => {}));
    if (refused.length > before || isOperator(context.actor)) continue;
    if (needsSecondPerson(context.actor, await loadContents(reads, [row.role])))
      refused.push(refusalAt(row.place, 'vai_tro', roleLabel(row.role), 'privileged_role'));
  }
  for (const row of revoked) await check(row, (id) => refuseRevocation(reads, context, id));
  return refused;
}

type Changes = Pick<RoleDraft, 'granted' | 'revoked'>;

/** Throws what `refusalOf` names unless a second person may give and take back all that a plan does. */
export async function refuseApproval(
  reads: RoleReads,
  context: { actor: Actor; at: Date },
  { granted, revoked }: Changes,
): Promise<void> {
  for (const { role, roleGrant } of granted) await refuseGiving(reads, context, role, roleGrant);
  for (const { role, roleGrant } of revoked) await refuseTaking(reads, context, role, roleGrant);
}

/** Throws what `refusalOf` names for somebody who may not end a plan that waits; its author always may. */
export async function refuseRejection(
  reads: RoleReads,
  context: { actor: Actor; at: Date },
  { granted, revoked }: Changes,
  author: string,
): Promise<void> {
  if (actorLabel(context.actor) === author) return;
  for (const { role, roleGrant } of [...granted, ...revoked])
    await refuseTaking(reads, context, role, roleGrant);
}

import type { Actor } from '../audit/audit-event.ts';
import type { Refusal } from '../directory/staff-refusal.ts';
import type { StaffTable } from '../directory/staff-table.ts';
import { DomainError } from '../errors.ts';
import type { Role } from '../roles/role.ts';
import { draftRoleRows, matchRoleRows } from './draft-role-rows.ts';
import type { RoleReads } from './reads-in-memory.ts';
import { parseRoleRows } from './role-file-rows.ts';
import type { RoleDraft } from './role-plan-draft.ts';
import type { RolePlanFacts } from './role-plan-facts.ts';
import type { AppliedRolePlan, RolePlanKind, RolePlanRecord, RolePlanStore } from './role-plan-store.ts';
import { undoRolePlan } from './undo-role-plan.ts';

/** What a source drafts with. */
export interface Drafting {
  facts: RolePlanFacts;
  reads: RoleReads;
  actor: Actor;
  newId: () => string;
}

/** Where a plan comes from, once what it says is known. */
export interface RolePlanSource {
  kind: RolePlanKind;
  /** Ids of the roles that it is about. */
  touched(roles: readonly Role[]): Iterable<string>;
  draft(drafting: Drafting): Promise<RoleDraft> | RoleDraft;
  /** What else belongs to the transaction once the plan is written. */
  applied(inside: { rolePlans: RolePlanStore }, applied: AppliedRolePlan): Promise<void>;
}

/**
 * Files of role grants.
 * @param decision number of the decision for rows that name none
 * @throws staff_file_unknown_kind
 */
export function roleFilesSource(tables: readonly StaffTable[], decision?: string): RolePlanSource {
  const { rows, refused } = parseRoleRows(tables, decision);
  const named = new Set(rows.map(({ asked }) => `${asked.clientId}:${asked.code}`));
  return {
    kind: 'import',
    touched: (roles) =>
      roles.flatMap(({ id, clientId, code }) => (named.has(`${clientId}:${code}`) ? [id] : [])),
    async draft({ facts, reads, actor, newId }) {
      const found = await draftRoleRows(reads, { actor, at: facts.now, newId }, rows);
      const draft = matchRoleRows(found.drafted, facts.rules.roleGrants, facts.now);
      return { ...draft, refused: inFileOrder([...refused, ...found.refused, ...draft.refused]) };
    },
    applied: async () => {},
  };
}

/**
 * The way back from an applied plan.
 * @throws plan_not_found, plan_undone
 */
export async function roleUndoSource(rolePlans: RolePlanStore, name: string): Promise<RolePlanSource> {
  const found = await rolePlans.find(name);
  if (found === undefined) throw new DomainError('plan_not_found', { plan: name });
  const { applied: undone, record } = found;
  if (undone.undoneBy !== null) throw new DomainError('plan_undone', { plan: name });
  return {
    kind: 'undo',
    touched: () => rolesOf(record),
    draft: ({ facts, actor, newId }) => undoRolePlan(facts, name, record, { actor, newId }),
    async applied(inside, { id }) {
      if (!(await inside.rolePlans.markUndone(undone.id, id)))
        throw new DomainError('plan_undone', { plan: name });
    },
  };
}

function rolesOf({ granted, revoked }: RolePlanRecord): Set<string> {
  return new Set([...granted, ...revoked].map(({ roleId }) => roleId));
}

/** By line, whichever step found it; the files stay in the order in which they were named. */
function inFileOrder<Each extends Pick<Refusal, 'file' | 'line'>>(refused: readonly Each[]): Each[] {
  const files = [...new Set(refused.map(({ file }) => file))];
  return files.flatMap((file) =>
    refused.filter((each) => each.file === file).sort((one, other) => one.line - other.line),
  );
}

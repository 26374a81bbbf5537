import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { ownerRoleCode } from '../clients/owner-role.ts';
import type { EffectiveRole } from '../roles/effective-roles.ts';
import { SYSTEM_ADMINISTRATOR, UNIT_ADMINISTRATOR } from '../roles/permissions.ts';
import type { Role } from '../roles/role.ts';

/** Who is asked in turn: the administrator of the requester's unit, then the owner of the relying system. */
export const APPROVAL_STEPS = ['unit', 'owner'] as const;
export type ApprovalStep = (typeof APPROVAL_STEPS)[number];

/** `expired`: nobody decided in time. */
export type RequestState = 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'expired';

/** What one approver said. */
export interface RequestDecision {
  step: ApprovalStep;
  verdict: 'approved' | 'rejected';
  /** As `actorLabel` writes it. */
  by: string;
  /** RFC 3339. */
  at: string;
  note: string | null;
}

/** A person's wish for a role of a relying system, for a time. */
export interface RoleRequest {
  id: string;
  /** Who asks, and is to hold the role. */
  personId: string;
  roleId: string;
  /** The unit that the role is to be limited to: the requester's own, for a role that can be limited to any. */
  extentUnitId: string | null;
  /** The end of the role grant that is asked for. */
  until: Date;
  reason: string;
  state: RequestState;
  /** The steps that its approval takes. */
  steps: ApprovalStep[];
  /** One a step, in their order; the request waits at the first step without one. */
  decisions: RequestDecision[];
  requestedAt: Date;
  /** When the step that waits has waited for too long. */
  dueAt: Date;
  /** When the approvers of the step that waits were reminded. */
  remindedAt: Date | null;
  endedAt: Date | null;
  /** What came of it. */
  roleGrantId: string | null;
}

/** Who asks, as far as it decides on who may approve. */
export interface Requester {
  personId: string;
  /** Codes of the unit of the main appointment and of all above it; empty without one. */
  lineage: readonly string[];
}

/** The step at which a request waits; undefined when it waits no more. */
export function waitingStep({ state, steps, decisions }: RoleRequest): ApprovalStep | undefined {
  return state === 'pending' ? steps[decisions.length] : undefined;
}

/**
 * Which roles can be asked for: neither the product's own nor a privileged one, which an officer gives with a second
 * person's approval. No other composite contains one of these.
 */
export function isRequestable(role: Pick<Role, 'clientId' | 'isPrivileged'>): boolean {
  return !role.isPrivileged && role.clientId !== OWN_CLIENT_ID;
}

/**
 * Whether somebody may decide on a step of a request: a unit administrator whose units have the requester in or below
 * them, the owner of the system, or for both a system administrator. Nobody decides on her own request. Pure; deny by
 * default.
 * @param held what the one who decides holds at the product's own client
 */
export function mayDecide(
  step: ApprovalStep,
  { clientId }: Pick<Role, 'clientId'>,
  requester: Requester,
  approver: { personId: string; held: readonly Pick<EffectiveRole, 'role' | 'units'>[] },
): boolean {
  if (approver.personId === requester.personId) return false;
  return approver.held
    .filter(({ role }) => role.clientId === OWN_CLIENT_ID)
    .some(({ role, units }) => {
      if (role.code === SYSTEM_ADMINISTRATOR) return true;
      return step === 'owner'
        ? role.code === ownerRoleCode(clientId)
        : role.code === UNIT_ADMINISTRATOR && isWithin(requester.lineage, units);
    });
}

/** An administrator without a limit is nobody's in particular: the role is given for units. */
function isWithin(lineage: readonly string[], units: readonly string[] | null): boolean {
  return units?.some((code) => lineage.includes(code)) ?? false;
}

/** Code, at the product's own client, of the role of those who are asked first at a step. */
export function approverRole(step: ApprovalStep, { clientId }: Pick<Role, 'clientId'>): string {
  return step === 'unit' ? UNIT_ADMINISTRATOR : ownerRoleCode(clientId);
}

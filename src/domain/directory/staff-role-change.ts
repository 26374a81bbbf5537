import { createHash } from 'node:crypto';
import type { Day } from '../clock.ts';
import type { ErrorCode } from '../errors.ts';
import type { PlannedRoleGrant } from '../role-plans/role-plan-draft.ts';
import type { RefusalCode } from './staff-refusal.ts';

/** A role grant that a plan of the directory leaves for an officer to decide. */
export interface UndecidedRoleGrant extends Pick<PlannedRoleGrant, 'place' | 'asked' | 'role' | 'roleGrant'> {
  /** Why. */
  code: RefusalCode | ErrorCode;
}

/** What a plan of the directory does to role grants beside it. */
export interface StaffRoleChange {
  granted: PlannedRoleGrant[];
  revoked: PlannedRoleGrant[];
  undecided: UndecidedRoleGrant[];
  /** When roles are compared: now, or on the day on which it all begins. */
  at: Date;
}

/** A row of HR's units file, in the words of its columns. */
export interface HrUnitRow {
  ma_don_vi: string;
  hieu_luc_den: Day;
  thay_the_boi: string;
}

/** The name of a plan together with what it does to role grants; random ids of new ones do not count. */
export function digestWith(plan: string, { granted, revoked, undecided }: StaffRoleChange): string {
  const given = granted.map(({ roleGrant: { id: _, createdAt: __, grantedBy: ___, ...meaning } }) => meaning);
  const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  const parts = [
    lines(given),
    revoked.map(({ roleGrant }) => roleGrant.id).sort(),
    lines(undecided.map(({ roleGrant, code }) => [roleGrant.id, code])),
  ];
  return createHash('sha256')
    .update(JSON.stringify([plan, parts]))
    .digest('hex');
}

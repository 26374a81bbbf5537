import type {
  WaitingDecision,
  WaitingRoleGrant,
  WaitingRoleGrantStore,
} from '../../../src/domain/roles/waiting-role-grant.ts';

/** The port on an array; hands out copies, as a database does. */
export class InMemoryWaitingRoleGrantStore implements WaitingRoleGrantStore {
  rows: WaitingRoleGrant[] = [];

  async add(waiting: WaitingRoleGrant): Promise<void> {
    this.rows.push(structuredClone(waiting));
  }

  async find(id: string): Promise<WaitingRoleGrant | undefined> {
    return structuredClone(this.rows.find((row) => row.id === id));
  }

  async listOpen(now: Date): Promise<WaitingRoleGrant[]> {
    return structuredClone(this.rows.filter((row) => this.#isOpen(row, now)).reverse());
  }

  async decide(id: string, decision: WaitingDecision): Promise<boolean> {
    const row = this.rows.find((each) => each.id === id && this.#isOpen(each, decision.decidedAt));
    if (row !== undefined) Object.assign(row, decision);
    return row !== undefined;
  }

  #isOpen({ state, expiresAt }: WaitingRoleGrant, now: Date): boolean {
    return state === 'waiting' && expiresAt > now;
  }
}

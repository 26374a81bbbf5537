/** What ends with a relying system when it is removed. */
export interface ClientEnd {
  /** Sessions of people that it knows. */
  sessions: number;
  /** Access and refresh tokens that the database keeps of it. */
  tokens: number;
  roles: number;
  /** Role grants that stand. */
  roleGrants: number;
}

/** Port of what the console shows of relying systems beside their registrations. */
export interface ClientOverviewStore {
  /** When somebody last got tokens of each, to the day; a system that nobody used is not there. */
  listLastUses(): Promise<Map<string, Date>>;
  /** How many people got tokens of one since a moment. */
  countUsers(clientId: string, since: Date): Promise<number>;
  countEnd(clientId: string, now: Date): Promise<ClientEnd>;
}

/** Port of applied plans of one kind, each with a record by which it can be undone. */
export interface AppliedPlanStore<Applied, Content> {
  add(applied: Applied, record: Content): Promise<void>;
  /** The newest first; of those that somebody applied, as `actorLabel` writes her, if she is named. */
  list(limit: number, appliedBy?: string): Promise<Applied[]>;
  /** The newest one with this name. */
  find(plan: string): Promise<{ applied: Applied; record: Content } | undefined>;
  /** The sum of `guardedRemovals` of the plans applied after an instant and not undone. */
  guardedRemovalsSince(after: Date): Promise<number>;
  /** Notes by a conditional statement which plan undid it; false when one did before. */
  markUndone(id: string, undoneBy: string): Promise<boolean>;
}

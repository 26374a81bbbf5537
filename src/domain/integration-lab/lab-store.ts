import type { ProbeReport } from './probe.ts';
import type { TracedSignIn, TraceStep } from './trace.ts';

/** A finished run of the checks. */
export interface CheckRun {
  finishedAt: Date;
  report: ProbeReport;
}

/** How a step finds the sign-in that it belongs to: keyed hashes, by any of which later steps find it. */
export interface TraceMark {
  clientId: string;
  /** Of the sign-ins that carry one of these, the newest. */
  found: readonly string[];
  /** Whether one begins when none is found; otherwise nothing is noted. */
  begins: boolean;
  /** What later steps find it by. */
  left: readonly string[];
}

/** Sign-ins that are kept of a relying party. */
export const KEPT_SIGN_INS = 5;
/**
 * Steps that are kept of a sign-in, half of them the first, with which it began, half the newest: a relying party that
 * asks on for ever fills no table.
 */
export const KEPT_STEPS = 40;

/** Port of what the integration lab remembers. */
export interface LabStore {
  /** Begins to watch a relying party until a moment, or ends it. False when there is none of that id. */
  watch(clientId: string, until: Date | null): Promise<boolean>;
  /** Adds steps to the sign-in that the mark finds, or begins one under the id; only the newest sign-ins of the client stay. */
  note(id: string, mark: TraceMark, steps: readonly TraceStep[]): Promise<void>;
  /** Whether a sign-in whose code was redeemed carries a hash. */
  wasRedeemedWith(clientId: string, hash: string): Promise<boolean>;
  /** The newest first. */
  listSignIns(clientId: string): Promise<TracedSignIn[]>;
  /** Takes the right to run the checks, by a conditional statement; false while another run that began after `stale` goes on. */
  beginRun(clientId: string, startedAt: Date, stale: Date): Promise<boolean>;
  /** Ends the run that began then; nothing when another has taken over. */
  endRun(clientId: string, startedAt: Date, run: CheckRun): Promise<boolean>;
  findRun(clientId: string): Promise<CheckRun | undefined>;
}

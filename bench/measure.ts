import type { Case } from './cases.ts';
import { fire, type Round } from './load.ts';
import type { Minted } from './mint.ts';
import { cpuSeconds } from './process-figures.ts';

/** A server under test. */
export interface Contender {
  port: number;
  /** The process that answers at the port. */
  readonly pid: number;
  mint(model: Minted, count: number): Promise<string[]>;
}

export interface Effort {
  rounds: number;
  seconds: number;
}

/** A round, and what it took of the server's process: a figure that other work on the machine hardly changes. */
export interface Measured extends Round {
  cpuMsPerRequest: number;
}

export interface Comparison {
  name: string;
  ours: Measured;
  bare: Measured;
}

const FIRST_SHOTS = 320;
/** Tokens that many requests share: enough of them that no row is special. */
const SHARED = 400;

/**
 * Measures one case on both servers: each is warmed up, then they take turns, so that what else happens on
 * the machine meets both. The median round counts.
 */
export async function compare(
  subject: Case,
  { ours, bare }: Record<'ours' | 'bare', Contender>,
  { rounds, seconds }: Effort,
): Promise<Comparison> {
  const ourAmount = await warmUp(subject, ours, seconds);
  const bareAmount = await warmUp(subject, bare, seconds);
  const ourRounds: Measured[] = [];
  const bareRounds: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ourRounds.push(await shoot(subject, ours, ourAmount));
    bareRounds.push(await shoot(subject, bare, bareAmount));
  }
  return { name: subject.name, ours: medianOf(ourRounds), bare: medianOf(bareRounds) };
}

/** @returns how many requests fill the time of a round */
async function warmUp(subject: Case, contender: Contender, seconds: number): Promise<number> {
  const first = await shoot(subject, contender, FIRST_SHOTS);
  const second = await shoot(subject, contender, Math.ceil((first.perSecond * seconds) / 2));
  return Math.ceil(second.perSecond * seconds);
}

async function shoot({ needs, shot }: Case, contender: Contender, amount: number): Promise<Measured> {
  const count = needs?.isSpent ? amount : SHARED;
  const values = needs === null ? [''] : await contender.mint(needs.model, count);
  const before = cpuSeconds(contender.pid);
  const round = await fire(contender.port, amount, (index) => shot(values[index % values.length] ?? ''));
  return { ...round, cpuMsPerRequest: ((cpuSeconds(contender.pid) - before) * 1000) / amount };
}

function medianOf(rounds: Measured[]): Measured {
  rounds.sort((one, other) => one.perSecond - other.perSecond);
  const middle = rounds[Math.floor(rounds.length / 2)];
  if (middle === undefined) throw new Error('no round was measured');
  return middle;
}

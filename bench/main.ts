import { startPostgres } from '../test/support/postgres.ts';
import { startBare } from './bare.ts';
import { CASES } from './cases.ts';
import { certificateFigures } from './certificates.ts';
import { explainFigures } from './explain.ts';
import { importFigures } from './import.ts';
import { type Comparison, compare, type Effort } from './measure.ts';
import { buildProduct, type Product, prepareProduct } from './ours.ts';
import { pageFigures } from './pages.ts';
import { residentMegabytes } from './process-figures.ts';
import { comparisons, type Figure, figures, heading } from './report.ts';
import { searchFigures } from './search.ts';
import { hashMilliseconds, signInMilliseconds, signIns } from './sign-ins.ts';

/**
 * `npm run bench`: one run, one table. `--quick` shows that it works, in shorter rounds whose figures mean
 * little. A missed target is printed and is no failure; an answer that is not 2xx is one.
 */

const FULL = {
  rounds: 3,
  seconds: 4,
  boots: 3,
  signIns: 1000,
  signInsAlone: 200,
  people: [10_000, 100_000],
  searches: 25,
  explain: [
    { people: 2052, units: 201, roleGrants: 20_000, atMost: 20 },
    { people: 100_000, units: 2000, roleGrants: 1_000_000, atMost: 50 },
  ],
  pages: { people: 100_000, roleGrants: 200_000, events: 500_000, sessions: 5000, visits: 40 },
  imports: [
    { people: 10_000, units: 200 },
    { people: 100_000, units: 2000 },
  ],
};
const QUICK = {
  rounds: 1,
  seconds: 0.5,
  boots: 1,
  signIns: 60,
  signInsAlone: 20,
  people: [2000, 10_000],
  searches: 20,
  explain: [
    { people: 2052, units: 201, roleGrants: 20_000, atMost: 20 },
    { people: 10_000, units: 500, roleGrants: 100_000, atMost: 50 },
  ],
  pages: { people: 5000, roleGrants: 10_000, events: 10_000, sessions: 500, visits: 3 },
  imports: [
    { people: 1000, units: 50 },
    { people: 5000, units: 100 },
  ],
};
const TARGETS = { bootSeconds: 1.5, megabytes: 200, percentOverHash: 15 };

type Releases = (() => Promise<void>)[];

async function main(): Promise<void> {
  const effort = process.argv.includes('--quick') ? QUICK : FULL;
  const releases: Releases = [];
  try {
    buildProduct();
    process.stdout.write(heading());
    const cluster = await startPostgres();
    releases.push(() => cluster.stop());
    const product = await prepareProduct(cluster.url);
    releases.push(() => product.close());
    process.stdout.write(`\n${figures(await ownFigures(product, effort))}`);
    process.stdout.write(figures(await searchFigures(cluster.url, effort)));
    process.stdout.write(figures(await certificateFigures(cluster.url)));
    process.stdout.write(figures(await explainFigures(cluster.url, effort.explain)));
    process.stdout.write(figures(await pageFigures(cluster.url, effort.pages)));
    process.stdout.write(comparisons(await throughput(product, effort, releases)));
    process.stdout.write(figures(await importFigures(cluster.url, effort.imports)));
  } finally {
    for (const release of releases.reverse()) await release();
  }
}

/** Boot, and what a process that has signed many people in takes. */
async function ownFigures(product: Product, effort: typeof FULL): Promise<Figure[]> {
  const boots: number[] = [];
  for (let boot = 0; boot < effort.boots; boot += 1) {
    const { child, readyAfterMs } = await product.start();
    await child.stop();
    boots.push(readyAfterMs);
  }
  const { child } = await product.start();
  try {
    const perSecond = await signIns(product, effort.signIns);
    const megabytes = residentMegabytes(child.pid);
    const median = boots.sort((one, other) => one - other)[Math.floor(boots.length / 2)] ?? 0;
    return [
      {
        name: 'start to ready, PostgreSQL',
        value: rounded(median / 1000, 2),
        unit: 's',
        atMost: TARGETS.bootSeconds,
      },
      {
        name: `memory (RSS) after ${effort.signIns} sign-ins`,
        value: megabytes,
        unit: 'MB',
        atMost: TARGETS.megabytes,
      },
      { name: 'password sign-ins (argon2id)', value: rounded(perSecond, 1), unit: '/s', atMost: null },
      ...(await signInCost(product, child.pid, effort)),
    ];
  } finally {
    await child.stop();
  }
}

/** What a sign-in takes beside its hash, and beside what the library takes that is not ours to save. */
async function signInCost(product: Product, pid: number, effort: typeof FULL): Promise<Figure[]> {
  const bare = await startBare();
  try {
    // As warm as ours is by now.
    await signIns(bare, effort.signIns);
    const library = await signInMilliseconds(bare, bare.pid, effort.signInsAlone);
    const each = await signInMilliseconds(product, pid, effort.signInsAlone);
    const hash = await hashMilliseconds(effort.signInsAlone / 5);
    const over = (base: number) => rounded((each / base - 1) * 100, 0);
    return [
      { name: 'processor time of a sign-in', value: rounded(each, 1), unit: 'ms', atMost: null },
      { name: 'of its argon2 hash', value: rounded(hash, 1), unit: 'ms', atMost: null },
      {
        name: 'of a bare sign-in: no hash, no database',
        value: rounded(library, 1),
        unit: 'ms',
        atMost: null,
      },
      { name: 'sign-in over its hash', value: over(hash), unit: '%', atMost: TARGETS.percentOverHash },
      { name: 'sign-in over its hash and a bare one', value: over(hash + library), unit: '%', atMost: null },
    ];
  } finally {
    await bare.stop();
  }
}

async function throughput(product: Product, effort: Effort, releases: Releases): Promise<Comparison[]> {
  const { child } = await product.start();
  releases.push(() => child.stop());
  const bare = await startBare();
  releases.push(() => bare.stop());
  const rows: Comparison[] = [];
  const ours = { ...product, pid: child.pid };
  for (const subject of CASES) rows.push(await compare(subject, { ours, bare }, effort));
  return rows;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

// What was started ends with the process, however that is told to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await main();

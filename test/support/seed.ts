import fc from 'fast-check';

/**
 * Every run draws the same cases, so that a run judges the change and not its luck. `TEST_SEED=random` draws others, which
 * fast-check names when one of them fails; `TEST_SEED=N` draws those again.
 */
const { TEST_SEED: wanted = '20261122' } = process.env;
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });

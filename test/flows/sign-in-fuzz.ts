import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { openSignInDrive, type SignInDrive } from './sign-in-drive.ts';
import { RARE, steps } from './sign-in-steps.ts';

/** Sequences of sign-in steps at random. @param kinds proofs by which somebody has to get a code, or nothing was tried */
export function fuzzSignIns(
  title: string,
  { runs, kinds }: { runs: number; kinds: readonly string[] },
): void {
  describe(title, () => {
    let drive: SignInDrive;
    let close: (() => Promise<void>) | undefined;

    before(async function () {
      this.timeout(60_000);
      ({ drive, close } = await openSignInDrive());
    });
    after(() => close?.());

    it('give a code for what was proved in that very visit, and for nothing else', async function () {
      this.timeout(60_000 + runs * 3000);
      await fc.assert(
        fc.asyncProperty(steps(30), (sequence) => drive.run(sequence)),
        { numRuns: runs, endOnFailure: true, examples: RARE.map((sequence) => [sequence]) },
      );
      assert.ok(drive.issued.size > 0);
      for (const kind of kinds)
        assert.ok(drive.issued.get(kind), `nobody got a code by ${kind}: ${[...drive.issued]}`);
    });
  });
}

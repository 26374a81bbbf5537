import { officersDesk } from '../../src/domain/authentication/factor-change.ts';
import { takeFactors } from '../../src/domain/authentication/take-factors.ts';
import { getPerson } from '../../src/domain/directory/person-lookup.ts';
import type { Services } from '../../src/services.ts';

/** Takes every second factor of a person away, whoever it is, as a reset does once it has been approved. */
export function takeFactorsOf(
  { transact, clock, ids }: Pick<Services, 'transact' | 'clock' | 'ids'>,
  email: string,
): Promise<number> {
  return transact(async (inside) => {
    const person = await getPerson(inside.directory, email);
    const actor = { kind: 'operator', name: 'test' } as const;
    return takeFactors(inside, { person, actor, at: clock.now(), origin: officersDesk(ids) }, {});
  });
}

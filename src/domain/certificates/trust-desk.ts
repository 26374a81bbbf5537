import type { Actor } from '../audit/audit-event.ts';
import type { Clock } from '../clock.ts';
import type { Stores, Transact } from '../transact.ts';
import type { ListState } from './revocation-list-store.ts';
import {
  type ListStanding,
  listStanding,
  type TrustedAuthority,
  type TrustedTree,
  type Validity,
  validityOf,
} from './trust-anchors.ts';

/** What is about to be fetched anyway is not asked for twice; an authority is not asked by every click. */
const SOON_MS = 60_000;

interface Dependencies {
  trees: readonly TrustedTree[];
  stores: Pick<Stores, 'revocationLists' | 'certificates'>;
  transact: Transact;
  clock: Clock;
}

export interface AuthorityState extends TrustedAuthority {
  validity: Validity;
  /** Whole days until it ends; negative afterwards. */
  daysLeft: number;
  /** Live bindings of certificates that carry its name as issuer. */
  bound: number;
  /** The lists that it issues, one for each address. */
  lists: (ListState & { standing: ListStanding })[];
}

export interface TreeState extends Omit<TrustedTree, 'authorities'> {
  authorities: AuthorityState[];
}

export type TrustDesk = ReturnType<typeof createTrustDesk>;

/** What officers see of the authorities that are trusted here. Which ones those are, files of the operator say. */
export function createTrustDesk({ trees, stores, transact, clock }: Dependencies) {
  return {
    /** Every tree with the state of its authorities and of their revocation lists. */
    async overview(): Promise<TreeState[]> {
      const now = clock.now();
      const [lists, counts] = await Promise.all([
        stores.revocationLists.list(),
        stores.certificates.countByIssuer(),
      ]);
      const stateOf = ({ tree, policy }: TrustedTree, authority: TrustedAuthority): AuthorityState => ({
        ...authority,
        ...validityOf(authority, now),
        bound: counts.find((each) => each.tree === tree && each.issuer === authority.name)?.count ?? 0,
        lists: lists
          .filter((list) => list.tree === tree && list.issuerId === authority.issuerId)
          .map((list) => ({ ...list, standing: listStanding(list, policy.revocation.graceMs, now) })),
      });
      return trees.map((each) => ({
        ...each,
        authorities: each.authorities.map((one) => stateOf(each, one)),
      }));
    },
    /**
     * Makes the lists of the trusted authorities due, for whichever node fetches next.
     * @returns how many; none when all are due within a minute anyway
     */
    async askForLists(actor: Actor): Promise<number> {
      const known = new Set(
        trees.flatMap(({ tree, authorities }) => authorities.map(({ issuerId }) => `${tree} ${issuerId}`)),
      );
      return transact(async ({ revocationLists, audit }) => {
        const at = clock.now();
        const later = new Date(at.getTime() + SOON_MS);
        let count = 0;
        for (const list of await revocationLists.list())
          if (known.has(`${list.tree} ${list.issuerId}`) && (await revocationLists.hasten(list, at, later)))
            count += 1;
        if (count > 0) await audit.append({ type: 'revocation.requested', at, actor, details: { count } });
        return count;
      });
    },
  };
}

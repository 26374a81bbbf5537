import type { Actor } from '../domain/audit/audit-event.ts';
import { levelOf, MULTI_FACTOR_LEVEL, PASSWORD_LEVEL, reaches } from '../domain/authentication/assurance.ts';
import { OWN_CLIENT_ID } from '../domain/clients/client-service.ts';
import { type Clock, dayOf } from '../domain/clock.ts';
import { isOpen } from '../domain/directory/account-state.ts';
import { DomainError } from '../domain/errors.ts';
import { type ProductRights, productRightsOf } from '../domain/roles/product-rights.ts';
import { type ReadingRights, readingRightsOf } from '../domain/roles/reading-rights.ts';
import type { RoleService } from '../domain/roles/role-service.ts';
import type { Stores } from '../domain/transact.ts';
import { createProofCheck } from './dpop-proof.ts';
import type { SignedToken, SignedTokens } from './signed-tokens.ts';

export { PROOF_ALGS } from './dpop-proof.ts';

/** Who calls one of our own APIs: a client for itself, or a person through a client. */
export interface Caller {
  actor: Actor;
  clientId: string;
  personId: string | undefined;
  /** What the client may do: in the token, and in its registration of this moment. */
  scopes: ReadonlySet<string>;
  /** What the caller may do: a client whatever its scopes say, a person what her roles of this moment give. */
  permissions: ReadonlySet<string>;
  /** How far a person may read; nothing for a client, which reads whatever its scopes open. */
  reading: ReadingRights;
  /** A person whose roles would permit more, had she signed in with a second factor. */
  lacksSecondFactor: boolean;
}

/** A token as it arrived, and what it arrived with. */
export interface PresentedToken {
  token: string;
  scheme: 'bearer' | 'dpop';
  /** The header `DPoP`. */
  proof: string | undefined;
  method: string;
  /** Without query. */
  url: string;
}

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'clients' | 'protocol' | 'settings'>;
  roles: Pick<RoleService, 'effectiveRolesOf'>;
  signedTokens: SignedTokens;
  clock: Clock;
}

/** The reading rights of who holds nothing at the product. */
const NOTHING = readingRightsOf([]);

export type AccessTokens = ReturnType<typeof createAccessTokens>;

/** Judges the tokens that our own APIs are called with; nothing of an earlier judgement is kept. */
export function createAccessTokens({ stores, roles, signedTokens, clock }: Dependencies) {
  const isProven = createProofCheck({ stores, clock });

  /** A token bound to a key needs a proof of it (RFC 9449 section 7); one that is not bound takes none. */
  async function checkBinding({ payload }: SignedToken, presented: PresentedToken): Promise<void> {
    const binding = payload.cnf as { jkt?: unknown } | undefined;
    if (binding === undefined && presented.scheme === 'bearer') return;
    const { jkt } = binding ?? {};
    if (typeof jkt !== 'string' || presented.scheme !== 'dpop') throw new DomainError('token_invalid');
    const { proof = '', method, url, token } = presented;
    if (!(await isProven(proof, { method, url, token, thumbprint: jkt })))
      throw new DomainError('token_proof_invalid');
  }

  /** The token's scopes that the registration still has; undefined when it is not the one that got the token. */
  async function scopesOf({ payload, clientId }: SignedToken): Promise<Set<string> | undefined> {
    const client = await stores.clients.find(clientId);
    if (client === undefined || Math.floor(client.createdAt.getTime() / 1000) > Number(payload.iat))
      return undefined;
    const registered = client.metadata.scope.split(' ');
    const given = String(payload.scope ?? '').split(' ');
    return new Set(given.filter((scope) => scope !== '' && registered.includes(scope)));
  }

  /** Undefined for a person whose account is not open. */
  async function rightsOfPerson(personId: string): Promise<ProductRights | undefined> {
    const now = clock.now();
    const record = await stores.directory.findPersonRecord(personId);
    if (record === undefined || !isOpen(record, dayOf(now))) return undefined;
    return productRightsOf(await roles.effectiveRolesOf(record, OWN_CLIENT_ID, now));
  }

  /** Whether an administrator's token comes from a sign-in that the policy finds too weak. */
  async function isTooWeak({ payload, personId }: SignedToken, permissions: ReadonlySet<string>) {
    const held = levelOf(String(payload.acr ?? '')) ?? PASSWORD_LEVEL;
    if (personId === undefined || permissions.size === 0 || reaches(held, MULTI_FACTOR_LEVEL)) return false;
    return (await stores.settings.load())['multi_factor.administrators'] === 1;
  }

  return {
    /**
     * Who presents a token to an API of ours.
     * @param resource the API's resource indicator; a token for another one is refused
     * @throws token_invalid, token_proof_invalid
     */
    async verify(presented: PresentedToken, resource: string): Promise<Caller> {
      const found = await signedTokens.read(presented.token, resource);
      if (found === undefined) throw new DomainError('token_invalid');
      await checkBinding(found, presented);
      const { clientId, personId } = found;
      const scopes = await scopesOf(found);
      const ofClient = scopes && { permissions: scopes, reading: NOTHING };
      const rights = personId === undefined ? ofClient : await rightsOfPerson(personId);
      if (scopes === undefined || rights === undefined) throw new DomainError('token_invalid');
      const lacksSecondFactor = await isTooWeak(found, rights.permissions);
      const actor: Actor =
        personId === undefined ? { kind: 'client', id: clientId } : { kind: 'person', id: personId };
      const held = { actor, clientId, personId, scopes, lacksSecondFactor };
      // Nor may she read more than hers where an operation is everybody's.
      return {
        ...held,
        ...(lacksSecondFactor ? { permissions: new Set<string>(), reading: NOTHING } : rights),
      };
    },
  };
}

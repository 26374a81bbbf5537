import type { Provider } from 'oidc-provider';
import { RELYING_PARTY } from './relying-party.ts';

/** What a request of the benchmark uses. */
export type Minted = 'AuthorizationCode' | 'RefreshToken' | 'AccessToken';

type Session = InstanceType<Provider['Session']>;
type Client = InstanceType<Provider['Client']>;

export interface Mint {
  provider: Provider;
  /** The people that sign in, one after the other. */
  accountIds: readonly string[];
  acr: string;
  /** What a product does besides when somebody signs in. */
  onSession?(session: Session): Promise<void>;
}

const PARALLEL = 10;
const SESSION_SECONDS = 10 * 60 * 60;

/**
 * Makes codes or tokens through the provider's own models, each with a session and a grant of its own, as
 * an authorization leaves them behind (oidc-provider's lib/helpers/process_response_types.js).
 */
export async function mint(plan: Mint, model: Minted, count: number): Promise<string[]> {
  const client = await plan.provider.Client.find(RELYING_PARTY.id);
  if (client === undefined) throw new Error('the relying party is not registered');
  const values: string[] = [];
  const worker = async (first: number) => {
    for (let index = first; index < count; index += PARALLEL) {
      values[index] = await mintOne(plan, client, model, index);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, (_, first) => worker(first)));
  return values;
}

async function mintOne(plan: Mint, client: Client, model: Minted, index: number): Promise<string> {
  const { provider, accountIds, acr } = plan;
  const accountId = accountIds[index % accountIds.length] ?? '';
  const { clientId } = client;
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(RELYING_PARTY.scope);
  const grantId = await grant.save();
  const session = new provider.Session();
  session.loginAccount({ accountId, acr, amr: ['pwd'] });
  session.ensureClientContainer(clientId);
  session.grantIdFor(clientId, grantId);
  await session.save(SESSION_SECONDS);
  await plan.onSession?.(session);
  const properties = {
    client,
    accountId,
    grantId,
    acr,
    amr: ['pwd'],
    authTime: session.authTime(),
    scope: RELYING_PARTY.scope,
    sessionUid: session.uid,
    sid: session.sidFor(clientId),
    expiresWithSession: true,
    nonce: `nonce-${index}`,
    gty: 'authorization_code',
  };
  if (model === 'AccessToken') return new provider.AccessToken(properties).save();
  if (model === 'RefreshToken') return new provider.RefreshToken({ ...properties, rotations: 0 }).save();
  return new provider.AuthorizationCode({ ...properties, redirectUri: RELYING_PARTY.redirectUri }).save();
}

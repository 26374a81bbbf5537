import type { JWK } from 'jose';
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { Stores } from './domain/transact.ts';
import { loadSigningKeys } from './oidc/signing-keys.ts';
import type { Secrets } from './secrets.ts';

interface Dependencies {
  config: Config;
  secrets: Secrets;
  stores: Pick<Stores, 'audit'>;
  clock: Clock;
}

/** The product's signing keys, read once; whoever asks first on a new machine makes them, on the record. */
export type SigningKeySource = () => Promise<{ keys: JWK[] }>;

export function createSigningKeySource({ config, secrets, stores, clock }: Dependencies): SigningKeySource {
  const load = async () => {
    const { jwks, areNew } = await loadSigningKeys(config.keysDir, secrets.signingKeysKey);
    if (areNew)
      await stores.audit.append({ type: 'keys.created', at: clock.now(), actor: { kind: 'system' } });
    return jwks;
  };
  let loading: ReturnType<typeof load> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}

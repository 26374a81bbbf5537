import type { Provider } from 'oidc-provider';
import type { Delivery } from '../domain/deliveries/delivery.ts';

type Logout = Extract<Delivery, { kind: 'backchannel_logout' }>;

/** A client of the library with the method that it keeps to itself. */
interface LogoutClient {
  backchannelLogoutUri?: string | undefined;
  backchannelLogout(sub: string, sid: string): Promise<void>;
}

/**
 * Sends one logout message (OpenID Back-Channel Logout 1.0) with a fresh logout token: two minutes of life and
 * a new `jti` at every try. A client that is gone, or no longer wants messages, has nothing left to end.
 */
export function createLogoutDelivery(provider: Provider) {
  return async ({ clientId, personId, sid }: Logout): Promise<void> => {
    const client = (await provider.Client.find(clientId)) as unknown as LogoutClient | undefined;
    if (client?.backchannelLogoutUri === undefined) return;
    await client.backchannelLogout(personId, sid);
  };
}

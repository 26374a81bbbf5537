import type { Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import type { PasswordService } from '../domain/authentication/password-service.ts';
import type { SignIn } from '../domain/authentication/sign-in.ts';
import type { Clock, Ids } from '../domain/clock.ts';
import type { StaffService } from '../domain/directory/staff-service.ts';
import type { RoleService } from '../domain/roles/role-service.ts';
import type { Stores } from '../domain/transact.ts';
import type { AccessTokens } from '../oidc/access-tokens.ts';
import type { Interactions } from '../oidc/interactions.ts';
import type { ProviderSessions } from '../oidc/session.ts';
import type { SignOut } from '../oidc/sign-out.ts';
import type { Assets } from './assets.ts';
import type { Background } from './background.ts';
import type { Csrf } from './csrf.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';
import type { Pages } from './page.ts';

/** Everything the pages work with; the composition root fills it. */
export interface WebParts {
  issuer: string;
  trustedProxies: readonly string[];
  provider: Provider;
  interactions: Interactions;
  accessTokens: AccessTokens;
  sessions: ProviderSessions;
  signOut: SignOut;
  signIn: SignIn;
  passwords: PasswordService;
  roles: RoleService;
  staff: StaffService;
  stores: Pick<Stores, 'clients' | 'directory' | 'audit' | 'deliveries'>;
  pages: Pages;
  assets: Assets;
  csrf: Csrf;
  health: Health;
  metrics: Metrics;
  background: Background;
  clock: Clock;
  ids: Ids;
  log: Logger;
}

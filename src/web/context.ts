import type { DefaultContext, ParameterizedContext } from 'koa';
import type { RequestOrigin } from '../domain/authentication/request-origin.ts';
import type { Caller } from '../oidc/access-tokens.ts';

/** What the edge learned about a request before anything else ran. */
export interface RequestState {
  requestId: string;
  origin: RequestOrigin;
  /** Who calls one of our own APIs; only `bearer` puts it there. */
  caller?: Caller;
}

export type Context = ParameterizedContext<RequestState, DefaultContext>;
export type Next = () => Promise<void>;

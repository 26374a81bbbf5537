import type { DefaultContext, ParameterizedContext } from 'koa';
import type { RequestOrigin } from '../domain/authentication/request-origin.ts';

/** What the edge learned about a request before anything else ran. */
export interface RequestState {
  requestId: string;
  origin: RequestOrigin;
}

export type Context = ParameterizedContext<RequestState, DefaultContext>;
export type Next = () => Promise<void>;

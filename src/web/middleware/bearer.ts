import { MULTI_FACTOR_LEVEL } from '../../domain/authentication/assurance.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { type AccessTokens, type Caller, PROOF_ALGS } from '../../oidc/access-tokens.ts';
import type { Context, Next } from '../context.ts';

const CREDENTIALS = /^(bearer|dpop) +([\w.~+/-]+=*) *$/i;
/** Tells a client which sign-in to ask for (RFC 9470 section 3). */
const STEP_UP = `Bearer error="insufficient_user_authentication", acr_values="${MULTI_FACTOR_LEVEL}"`;
const ALGS = `algs="${PROOF_ALGS.join(' ')}"`;

/**
 * Lets only callers with a token for one API pass (RFC 6750, RFC 9449); the next steps read `callerOf`. The token
 * counts in the Authorization header alone: addresses stand in logs, and forms come from browsers.
 * @param issuer our origin
 * @param resource the API's resource indicator
 */
export function bearer(
  accessTokens: AccessTokens,
  { issuer, resource }: { issuer: string; resource: string },
) {
  return async function authenticate(ctx: Context, next: Next): Promise<void> {
    const [, scheme = '', token = ''] = CREDENTIALS.exec(ctx.get('Authorization')) ?? [];
    if (token === '') {
      ctx.append('WWW-Authenticate', ['Bearer realm="MicConnect"', `DPoP realm="MicConnect", ${ALGS}`]);
      throw new DomainError('token_required');
    }
    const isDpop = scheme.toLowerCase() === 'dpop';
    try {
      ctx.state.caller = await accessTokens.verify(
        {
          token,
          scheme: isDpop ? 'dpop' : 'bearer',
          proof: ctx.get('DPoP') || undefined,
          method: ctx.method,
          url: new URL(ctx.path, issuer).href,
        },
        resource,
      );
    } catch (error) {
      if (error instanceof DomainError) ctx.set('WWW-Authenticate', challenge(isDpop, error.code));
      throw error;
    }
    await next();
  };
}

interface Operation {
  /** Every person may whose token has the scope. */
  isForOneself?: boolean;
  /** What a person needs to be allowed; named like the scope unless it says otherwise. */
  permission?: string;
}

/**
 * Lets only callers pass that are allowed something.
 * @throws scope_insufficient, second_factor_needed, permission_denied
 */
export function requireScope(scope: string, operation: Operation = {}) {
  return async function authorize(ctx: Context, next: Next): Promise<void> {
    const caller = callerOf(ctx);
    if (!caller.scopes.has(scope))
      ctx.set('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
    else if (caller.lacksSecondFactor) ctx.set('WWW-Authenticate', STEP_UP);
    allow(caller, scope, operation);
    await next();
  };
}

/**
 * Refuses a caller whose token lacks a scope, and one who may not do it herself.
 * @throws scope_insufficient, second_factor_needed, permission_denied
 */
export function allow(
  { scopes, permissions, personId, lacksSecondFactor }: Caller,
  scope: string,
  { isForOneself = false, permission = scope }: Operation = {},
): void {
  if (!scopes.has(scope)) throw new DomainError('scope_insufficient', { scope });
  // What everybody may change for herself, an administrator may change for others as well.
  const mayBeMore = lacksSecondFactor && scope.endsWith(':write');
  if (isForOneself && personId !== undefined && !mayBeMore) return;
  if (lacksSecondFactor) throw new DomainError('second_factor_needed');
  // A program may what its scopes say.
  const needed = personId === undefined ? scope : permission;
  if (!permissions.has(needed)) throw new DomainError('permission_denied', { permission: needed });
}

/** Who calls. @throws token_required where no `bearer` stands before */
export function callerOf(ctx: Context): Caller {
  if (ctx.state.caller === undefined) throw new DomainError('token_required');
  return ctx.state.caller;
}

function challenge(isDpop: boolean, code: ErrorCode): string {
  const error = code === 'token_proof_invalid' ? 'invalid_dpop_proof' : 'invalid_token';
  return isDpop ? `DPoP error="${error}", ${ALGS}` : `Bearer error="${error}"`;
}

import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Clock } from '../domain/clock.ts';
import { causeOf, type TraceFacts, type TracePlace } from '../domain/integration-lab/trace.ts';
import type { TraceRecorder } from '../domain/integration-lab/trace-recorder.ts';
import { stepsOf } from './trace-steps.ts';

/** A pushed request says nothing of its own: the one that refers to it tells the same, unless it was refused. */
const PLACES: Readonly<Record<string, TracePlace>> = {
  authorization: 'authorize',
  resume: 'authorize',
  token: 'token',
  userinfo: 'userinfo',
  introspection: 'introspection',
  end_session: 'sign_out',
};
/** The protocol's ordinary course: the client asks again, with the nonce that it was given (RFC 9449 section 8). */
const NO_FAULT = 'use_dpop_nonce';

type Parts = { trace: Pick<TraceRecorder, 'note' | 'isSpent'>; clock: Clock };

/**
 * Notes the requests of relying parties that somebody watches. Of the others their record, which the library has read
 * for the request, says that there is nothing to do. A note is made after the answer and before it leaves, so that the
 * next request of the same sign-in finds it.
 */
export function createClientTrace(provider: Provider, { trace, clock }: Parts) {
  const refusals = new WeakMap<object, errors.OIDCProviderError>();
  const codes = new WeakMap<object, string>();
  const refuse = (ctx: object, error: errors.OIDCProviderError) => void refusals.set(ctx, error);
  provider.on('authorization.error', refuse);
  provider.on('pushed_authorization_request.error', refuse);
  provider.on('grant.error', refuse);
  provider.on('userinfo.error', refuse);
  provider.on('introspection.error', refuse);
  provider.on('end_session.error', refuse);
  provider.on('authorization.success', (ctx, out) => {
    if (typeof out?.code === 'string') codes.set(ctx, out.code);
  });

  async function note(ctx: KoaContextWithOIDC, clientId: string, place: TracePlace): Promise<void> {
    const nonce = place === 'authorize' ? ctx.oidc.params?.nonce : undefined;
    const isNonceSpent = typeof nonce === 'string' && (await trace.isSpent(clientId, nonce));
    const { links, facts } = stepsOf(ctx, place, { code: codes.get(ctx), isNonceSpent, now: clock.now() });
    const refusal = refusals.get(ctx);
    if (refusal === undefined) {
      if (facts.length > 0) await trace.note(clientId, links, facts);
    } else if (refusal.error !== NO_FAULT) {
      const { error, error_description: description = '', error_detail: detail = '' } = refusal;
      const cause = causeOf(error, `${description} ${detail}`);
      const refused: TraceFacts = { kind: 'refused', place, error, cause };
      // What the client asked for stands before what it was told.
      const asked = facts.filter(({ kind }) => kind === 'asked');
      await trace.note(clientId, { ...links, begins: true }, [...asked, refused]);
    }
  }

  return async function traced(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    const { client, route } = ctx.oidc ?? {};
    const isRefusedPush = route === 'pushed_authorization_request' && refusals.has(ctx);
    const place = isRefusedPush ? 'authorize' : PLACES[route ?? ''];
    if (place === undefined || client === undefined) return;
    if (!(Number(client.watched_until) > clock.now().getTime())) return;
    // Whatever becomes of the note, the relying party gets its answer.
    await note(ctx, client.clientId, place).catch((error) => provider.emit('server_error', ctx, error));
  };
}

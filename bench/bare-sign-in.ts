import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Configuration, Provider } from 'oidc-provider';

/**
 * The least that signs somebody in by the library: a page with a form, whose answer is believed. No password is hashed,
 * nothing is written down, and the page is a line: what is left is the protocol.
 */

/** Consent without a page, as ours is given. */
export const giveConsent: NonNullable<Configuration['loadExistingGrant']> = async ({ oidc }) => {
  const { provider, client, account } = oidc;
  if (client === undefined || account === undefined) return undefined;
  const consent = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  consent.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '));
  await consent.save();
  return consent;
};

export function withSignIn(provider: Provider, acr: string): RequestListener {
  const answer = provider.callback();

  async function visit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<form method="post" action="/interaction/${uid}"><input name="username"><input name="password"></form>`,
      );
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    const accountId = new URLSearchParams(body).get('username') ?? '';
    const login = { accountId, acr, amr: ['pwd'], remember: false };
    response.statusCode = 303;
    response.setHeader('location', await provider.interactionResult(request, response, { login }));
    response.end();
  }

  return (request, response) =>
    request.url?.startsWith('/interaction/') ? void visit(request, response) : answer(request, response);
}

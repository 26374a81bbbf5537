import { askedLevel } from '../../domain/authentication/assurance.ts';
import type { SignInContext, SignInStep } from '../../domain/authentication/sign-in-step.ts';
import type { Client } from '../../domain/clients/client.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { Interaction } from '../../oidc/interactions.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { contentSecurityPolicy } from '../middleware/security-headers.ts';
import { preferencesOf } from '../preferences.ts';
import type { EnteredClientView, FaceView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { keepDevice, keptDevice } from './device-cookie.ts';

/** What the pages of a sign-in work with. */
export type SignInParts = Pick<
  WebParts,
  | 'interactions'
  | 'signIn'
  | 'breakGlass'
  | 'passwords'
  | 'certificates'
  | 'certificateTickets'
  | 'certificateOrigin'
  | 'signedChallenges'
  | 'issuer'
  | 'validator'
  | 'stores'
  | 'pages'
  | 'metrics'
  | 'clock'
>;

/** One visit: what the provider asks, the client that asks it, and the sign-in that answers. */
export interface Visit {
  interaction: Interaction;
  client: Client | undefined;
  context: SignInContext;
  /** The address of its pages. */
  path: string;
  /** Origins that a form of its pages may lead to. */
  formOrigins: readonly string[];
}

/** The visit of a request. @throws sign_in_expired unless it is this browser's */
export async function loadVisit({ issuer, interactions, stores }: SignInParts, ctx: Context): Promise<Visit> {
  const interaction = await interactions.load(ctx.req, ctx.res, ctx.params.uid);
  const { uid, clientId, requestedAcrs, held } = interaction;
  const client = clientId === null ? undefined : await stores.clients.find(clientId);
  const origins = formOrigins(client);
  ctx.set('Content-Security-Policy', contentSecurityPolicy(origins));
  const asked = askedLevel(client?.metadata.minimum_acr, requestedAcrs);
  const context = { uid, clientId, asked, held, device: keptDevice(ctx, issuer) };
  return { interaction, client, context, path: `/interaction/${uid}`, formOrigins: origins };
}

/** On to where a sign-in stands: back to the relying party when it is done, else to the page of its step. */
export async function goOn(
  { issuer, interactions, metrics }: SignInParts,
  ctx: Context,
  { path }: Visit,
  step: SignInStep,
): Promise<void> {
  // 303: a browser must not send the password on (RFC 9700 section 4.12).
  ctx.status = 303;
  if (step.step !== 'done') return ctx.redirect(path);
  metrics.countSignIn('succeeded');
  const { person, assurance, device } = step;
  keepDevice(ctx, issuer, device);
  ctx.redirect(await interactions.finish(ctx.req, ctx.res, { personId: person.id, assurance }));
}

/** The system that a sign-in leads to, as its pages name it. */
export function enteredClient(ctx: Context, { client, interaction }: Visit): EnteredClientView | null {
  if (client === undefined) return null;
  const { lang } = preferencesOf(ctx, interaction.uiLocales);
  return { title: titleOf(client, lang), icon: client.metadata.launcher?.icon ?? null };
}

/** Who signs in, once that is known. */
export function faceOf({ fullName, email, employeeNo }: Person): FaceView {
  return { fullName, login: email ?? employeeNo ?? '' };
}

/** Where a sign-in at this client may lead: browsers hold the form to it through every redirect. */
function formOrigins(client: Client | undefined): string[] {
  if (client === undefined) return [];
  const { redirect_uris, launcher } = client.metadata;
  return [...redirect_uris, ...(launcher === undefined ? [] : [launcher.url])].map((address) => {
    const { origin, protocol } = new URL(address);
    return origin === 'null' ? protocol : origin;
  });
}

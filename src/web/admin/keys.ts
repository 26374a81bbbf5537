import { KEY_ALGORITHMS, PUBLISHED_AHEAD_MS, type StagedKey } from '../../domain/signing-keys/signing-key.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { KEYS_NOTICES, type KeyRowView, type KeysRotateView, type KeysView } from './keys-view.ts';
import { choiceFrom } from './list-query.ts';

const PATH = '/admin/keys';
const DAY_MS = 86_400_000;

type Parts = Pick<WebParts, 'keyService' | 'stores' | 'clock' | 'pages'>;

/** `/admin/keys`: the keys that sign tokens, and their rotation. */
export function keyPages(parts: Parts): ConsolePage[] {
  return [
    page('/keys', 'system:read', (visit, ctx) => show(parts, visit, ctx)),
    page('/keys/rotate', 'system:write', (visit, ctx) =>
      ask(parts, visit, ctx, { isLeaked: choiceFrom(ctx, 'why', ['leaked']) === 'leaked' }),
    ),
    action('/keys/rotate', 'system:write', { fields: ['why'] }, async (visit, ctx, { fields: { why } }) => {
      const isLeaked = why === 'leaked';
      try {
        await parts.keyService.rotate(visit.actor, { leaked: isLeaked });
      } catch (error) {
        return ask(parts, visit, ctx, {
          isLeaked,
          error: parts.pages.refusalOf(ctx, error, ['keys_rotating']),
        });
      }
      leadTo(ctx, `${PATH}?notice=${isLeaked ? 'leaked' : 'planned'}`);
    }),
  ];
}

async function show({ keyService, stores, clock, pages }: Parts, visit: ConsoleVisit, ctx: Context) {
  const now = clock.now();
  const staged = await keyService.stages();
  const clients = await stores.clients.list();
  const model: KeysView = {
    ...visit.frame,
    notice: choiceFrom(ctx, 'notice', KEYS_NOTICES) ?? null,
    mayRotate: visit.rights.permissions.has('system:write'),
    nextFrom: staged.find(({ stage }) => stage === 'next')?.key.signsFrom ?? null,
    keys: staged.flatMap((each) => rowOf(each, now)),
    users: KEY_ALGORITHMS.map((algorithm) => ({
      algorithm,
      clients: clients
        .filter(({ metadata }) => metadata.id_token_signed_response_alg === algorithm)
        .map((client) => titleOf(client, visit.lang)),
    })),
  };
  pages.show(ctx, 'admin/keys', model, { csrf: visit.csrfToken });
}

async function ask(
  { keyService, stores, clock, pages }: Parts,
  visit: ConsoleVisit,
  ctx: Context,
  { isLeaked, error = null }: Pick<KeysRotateView, 'isLeaked'> & Partial<Pick<KeysRotateView, 'error'>>,
) {
  const signsFrom = new Date(clock.now().getTime() + (isLeaked ? 0 : PUBLISHED_AHEAD_MS));
  const model: KeysRotateView = {
    ...visit.frame,
    error,
    isLeaked,
    signsFrom,
    keptUntil: new Date(signsFrom.getTime() + keyService.keptMs),
    keys: (await keyService.stages()).length,
    clients: (await stores.clients.list()).length,
  };
  pages.show(ctx, 'admin/keys-rotate', model, { csrf: visit.csrfToken });
}

function rowOf({ key, stage, until }: StagedKey, now: Date): KeyRowView[] {
  if (stage === 'gone') return [];
  const { kid, algorithm, createdAt, signsFrom } = key;
  const ageDays = Math.floor((now.getTime() - createdAt.getTime()) / DAY_MS);
  return [{ kid, algorithm, stage, ageDays, createdAt, signsFrom, until }];
}

import { actorOf } from '../../domain/audit/audit-event.ts';
import { type Lang, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { WebParts } from '../web-parts.ts';

/** What actors are called who stand on rows by their labels, `person:…`, `operator:an`; people and systems by name. */
export async function actorNames(
  stores: Pick<WebParts['stores'], 'directory' | 'clients'>,
  labels: readonly string[],
  lang: Lang,
): Promise<(label: string) => string> {
  const t = translator(lang);
  const actors = labels.map(actorOf);
  const ids = [...new Set(actors.flatMap((actor) => (actor?.kind === 'person' ? [actor.id] : [])))];
  const standings = ids.length === 0 ? [] : await stores.directory.listStandings(ids);
  const people = new Map(standings.map(({ person }) => [person.id, person.fullName]));
  const isClient = actors.some((actor) => actor?.kind === 'client');
  const clients = new Map(
    (isClient ? await stores.clients.list() : []).map((client) => [client.id, titleOf(client, lang)]),
  );
  return (label) => {
    const actor = actorOf(label);
    switch (actor?.kind) {
      case 'person':
        return people.get(actor.id) ?? t('actor.gone');
      case 'client':
        return clients.get(actor.id) ?? actor.id;
      case 'operator':
        return t('actor.operator', { name: actor.name });
      case 'system':
        return t('actor.system');
      case undefined:
        return label;
    }
  };
}

import type { DirectoryStore } from '../../domain/directory/directory-store.ts';
import { wordsMatcher } from '../../domain/directory/person-search.ts';
import { pageThrough } from './paging.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

const POSITION: schema.NamedSchema = {
  name: 'Position',
  schema: schema.object({ code: schema.text, name: schema.text }),
};

/** The catalogue of positions. */
export function positionRoutes({ directory }: { directory: Pick<DirectoryStore, 'listPositions'> }): Route[] {
  return [
    route({
      method: 'GET',
      path: '/positions',
      scope: 'directory:read',
      summary: 'Positions by code',
      query: { q: { is: 'text', about: 'words of name or code' }, ...PAGING },
      answer: schema.pageOf(POSITION),
      async handle({ query: { q = '', ...paging } }) {
        const matches = wordsMatcher(q);
        const found = (await directory.listPositions()).filter(({ code, name }) => matches([code, name]));
        return pageThrough(found, paging, ({ code, name }) => ({ code, name }));
      },
    }),
  ];
}

import { dayOf } from '../../domain/clock.ts';
import { sayPosition } from '../../domain/directory/acting-position.ts';
import { wordsMatcher } from '../../domain/directory/person-search.ts';
import { boundingUnits } from '../../domain/directory/readable-extent.ts';
import { DomainError } from '../../domain/errors.ts';
import { holdersOf } from '../../domain/overview/posts-overview.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress, PAGE_SIZE, pageFrom, pagingOf, textFrom } from './list-query.ts';
import { unitAddress } from './units.ts';

const PATH = '/admin/positions';

type Parts = Pick<WebParts, 'stores' | 'pages' | 'clock'>;

/** `/admin/positions`: the catalogue of positions, and who holds each of them today. */
export function positionPages(parts: Parts): ConsolePage[] {
  return [
    page('/positions', 'directory:read', (visit, ctx) => showPositions(parts, visit, ctx)),
    page('/positions/:code', 'directory:read', (visit, ctx) => showPosition(parts, visit, ctx)),
  ];
}

async function showPositions({ stores, pages, clock }: Parts, visit: ConsoleVisit, ctx: Context) {
  const search = textFrom(ctx, 'q') ?? '';
  const matches = wordsMatcher(search);
  const positions = await stores.directory.listPositions();
  const counts = await stores.overview.countByPosition(dayOf(clock.now()), boundingUnits(visit.extent));
  const model = {
    ...visit.frame,
    search,
    total: positions.length,
    positions: positions
      .filter(({ code, name }) => matches([code, name]))
      .map(({ id, code, name }) => ({ code, name, address: addressOf(code), holders: counts.get(id) ?? 0 }))
      .sort((one, other) => other.holders - one.holders),
  };
  pages.show(ctx, 'admin/positions', model, { csrf: visit.csrfToken });
}

async function showPosition({ stores, pages, clock }: Parts, visit: ConsoleVisit, ctx: Context) {
  const code = String(ctx.params.code);
  const position = (await stores.directory.listPositions()).find((each) => each.code === code);
  if (position === undefined) throw new DomainError('not_found');
  const day = dayOf(clock.now());
  const asked = pageFrom(ctx);
  const [{ posts, next }, counts] = await Promise.all([
    holdersOf(stores, position, { day, ...asked, limit: PAGE_SIZE }, visit.extent),
    stores.overview.countByPosition(day, boundingUnits(visit.extent), [position.id]),
  ]);
  const found = { ids: posts.map(({ id }) => id), next, total: counts.get(position.id) ?? 0 };
  const model = {
    ...visit.frame,
    name: position.name,
    code,
    onDay: day,
    holders: posts.map(({ personId, fullName, unitCode, unitName, isActing, isMain }) => ({
      person: { name: fullName, address: `/admin/people/${personId}` },
      unit: { name: unitName, address: unitAddress({ code: unitCode }) },
      position: sayPosition({ name: position.name, isActing }),
      isMain,
    })),
    paging: pagingOf(asked, found, (edge) => listAddress(addressOf(code), edge)),
  };
  pages.show(ctx, 'admin/position', model, { csrf: visit.csrfToken });
}

function addressOf(code: string): string {
  return `${PATH}/${encodeURIComponent(code)}`;
}

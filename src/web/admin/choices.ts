import { dayOf } from '../../domain/clock.ts';
import { wordsMatcher } from '../../domain/directory/person-search.ts';
import { namedUnits } from '../../domain/directory/readable-extent.ts';
import { searchStaff } from '../../domain/directory/staff-search.ts';
import { DomainError } from '../../domain/errors.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { textFrom } from './list-query.ts';

type Parts = Pick<WebParts, 'stores' | 'clock'>;

/** What a field of a form may be filled with: what it takes, and what that is called. */
export interface Choice {
  value: string;
  label: string;
}

const MOST = 10;

/** `/admin/choices/:kind`: people, units and positions for a field that is being typed into, as JSON. */
export function choicePages(parts: Parts): ConsolePage[] {
  return [
    page('/choices/:kind', 'roles:write', async (visit, ctx) => {
      const text = textFrom(ctx, 'q') ?? '';
      const choices = CHOOSERS.get(String(ctx.params.kind));
      if (choices === undefined) throw new DomainError('not_found');
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { choices: text === '' ? [] : await choices(parts, visit, text) };
    }),
  ];
}

type Chooser = (parts: Parts, visit: ConsoleVisit, text: string) => Promise<Choice[]>;

const choosers: Readonly<Record<'person' | 'unit' | 'position', Chooser>> = {
  async person({ stores, clock }, { extent }, text) {
    const query = { text, limit: MOST };
    const { people } = await searchStaff(stores.directory, query, dayOf(clock.now()), extent);
    return people.flatMap(({ fullName, email, employeeNo }) => {
      const value = email ?? employeeNo;
      return value === null ? [] : [{ value, label: [fullName, employeeNo].filter(Boolean).join(' – ') }];
    });
  },
  async unit({ stores, clock }, { extent }, text) {
    const bears = wordsMatcher(text);
    const today = dayOf(clock.now());
    return namedUnits(await stores.directory.listUnits(), extent)
      .filter(({ validUntil }) => validUntil === null || validUntil >= today)
      .filter(({ code, name, shortName }) => bears([code, name, shortName]))
      .slice(0, MOST)
      .map(({ code, name }) => ({ value: code, label: name }));
  },
  async position({ stores }, _visit, text) {
    const bears = wordsMatcher(text);
    return (await stores.directory.listPositions())
      .filter(({ code, name }) => bears([code, name]))
      .slice(0, MOST)
      .map(({ code, name }) => ({ value: code, label: name }));
  },
};

/** A map, so that an address names nothing that every object has. */
const CHOOSERS: ReadonlyMap<string, Chooser> = new Map(Object.entries(choosers));

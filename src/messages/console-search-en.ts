import type { consoleSearchVi } from './console-search-vi.ts';

/** English texts of the console's search for everything. */
export const consoleSearchEn: Record<keyof typeof consoleSearchVi, string> = {
  'console.search': 'Find people, units, applications or a support code',
  'search.title': 'Search',
  'search.hint':
    'Type the name of a person, unit, position, role, application or page of the console, or a support code, in the box above.',
  'search.found': 'Results for “{text}” within your extent; diacritics are ignored.',
  'search.noneText': 'Nothing within your extent bears these words. Try fewer words.',
  'search.more': 'Show all',
  'search.clients': 'Applications',
  'search.roles': 'Roles',
  'search.pages': 'Console pages',
  'search.codes': 'Support codes',
  'search.choices': 'Search results',
};

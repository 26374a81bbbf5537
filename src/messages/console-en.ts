import { consolePostsEn } from './console-posts-en.ts';
import { consoleUnitsEn } from './console-units-en.ts';
import type { consoleVi } from './console-vi.ts';

/** English texts of the console, key by key. */
export const consoleEn: Record<keyof typeof consoleVi, string> = {
  ...consoleUnitsEn,
  ...consolePostsEn,
  'nav.console': 'Administration',
  'area.console': 'Administration',
  'console.scope': 'Extent',
  'console.scopeWhole': 'The whole ministry',
  'console.waits': 'waiting',
  'console.menu': 'Administration menu',
  'console.openUntil': 'Console open until {time}',
  'console.toPortal': 'Personal pages',
  'console.directory': 'Directory',
  'console.people': 'People',
  'console.monitoring': 'Monitoring',
  'console.audit': 'Audit log',
  'console.sessions': 'Sessions',
  'console.logouts': 'Logout ledger',

  'list.search': 'Search',
  'list.filter': 'Filter',
  'list.clear': 'Clear filters',
  'list.all': 'All',
  'list.range.exact': '{from}–{to} of {total}',
  'list.range.about': '{from}–{to} of about {total}',
  'list.range.more': '{from}–{to} of more than {total}',
  'list.pages': 'Pages of the list',
  'list.next': 'Next page',
  'list.previous': 'Previous page',
  'list.none': 'Nothing found',
  'list.noneText': 'Nothing meets the conditions of the filter.',
  'list.removeFilter': 'Remove the condition {name}',

  'conflict.title': 'Somebody else has just changed this',
  'conflict.lead':
    'Nothing was saved. Compare the three columns; the form keeps what was typed, and sending it again replaces the present value.',
  'conflict.table': 'Values compared',
  'conflict.field': 'Field',
  'conflict.was': 'When opened',
  'conflict.now': 'Now',
  'conflict.typed': 'Typed',
  'conflict.untouched': '(left as it was)',
  'conflict.empty': '(empty)',
};

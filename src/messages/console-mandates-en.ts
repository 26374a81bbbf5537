import type { consoleMandatesVi } from './console-mandates-vi.ts';

/** English texts of the console's pages about mandates. */
export const consoleMandatesEn: Record<keyof typeof consoleMandatesVi, string> = {
  'mandates.title': 'Mandates',
  'mandates.lead': 'Who holds roles for whom, by which decision, until when.',
  'mandates.search': 'Name of either party, or decision no.',
  'mandates.filter.open': 'In force',
  'mandates.filter.over': 'Ended',
  'mandates.filter.all': 'All',
  'mandates.none': 'No mandate',
  'mandates.noneText':
    'What holders of roles, or system administrators for them, have entered shows up here.',
  'mandates.deputy': 'Deputy',
  'mandates.mandator': 'Mandator',
  'mandates.roles': 'Roles',
  'mandates.period': 'Period',
  'mandates.decision': 'By',
  'mandates.entered': '{by} entered it on {day}',
  'mandates.administrator': 'A system administrator',
  'mandates.is.upcoming': 'Not begun',
  'mandates.is.open': 'In force',
  'mandates.is.over': 'Over',
  'mandates.is.ended': 'Ended early',
  'mandates.end': 'End',
  'mandates.confirm': 'End this mandate?',
  'mandates.sentence': '{deputy} holds roles of {mandator} until the end of {until}, by {decision}.',
  'mandates.loses': '{deputy} ceases to hold {count} roles at once:',
  'mandates.notice.ended': 'Ended. It stays on record.',
};

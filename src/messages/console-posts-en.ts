import type { consolePostsVi } from './console-posts-vi.ts';

/** English texts of the console's pages about positions and mailboxes. */
export const consolePostsEn: Record<keyof typeof consolePostsVi, string> = {
  'console.positions': 'Positions',
  'console.mailboxes': 'Functional mailboxes',
  'positions.lead': '{total} positions in the catalogue',
  'positions.search': 'Name or code of a position',
  'positions.code': 'Code',
  'positions.holders': 'Holders today',
  'positions.held': '{count} holders within your extent on {day}',
  'positions.nobody': 'Nobody within your extent holds this position.',
  'positions.concurrent': 'Concurrent',
  'mailboxes.lead': '{total} mailboxes',
  'mailboxes.search': 'Address or name of a mailbox',
  'mailboxes.address': 'Address',
  'mailboxes.kind': 'Kind',
  'mailboxes.owner': 'Owner',
  'mailboxes.stewards': 'Stewards',
  'mailboxes.noOwner': 'No owner',
  'mailboxes.keeping': 'Kept by',
  'mailboxes.unkept': 'Nobody known',
  'mailboxes.kind.ca_nhan': 'Personal',
  'mailboxes.kind.chuc_nang': 'Functional',
  'mailboxes.kind.ky_thuat': 'Technical',
  'mailboxes.kind.dich_vu': 'Service',
};

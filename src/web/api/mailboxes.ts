import type { DirectoryStore } from '../../domain/directory/directory-store.ts';
import { MAILBOX_KINDS } from '../../domain/directory/mailbox.ts';
import { type FoundMailbox, searchMailboxes } from '../../domain/directory/mailbox-search.ts';
import { PAGING, type Page, type Route, route } from './route.ts';
import * as schema from './schema.ts';

const KEEPER = schema.object({ id: schema.text, employee_no: schema.textOrNull, name: schema.text });

const MAILBOX: schema.NamedSchema = {
  name: 'Mailbox',
  schema: schema.object({
    address: schema.text,
    kind: schema.oneOf(MAILBOX_KINDS),
    name: schema.textOrNull,
    owner: { anyOf: [KEEPER, { type: 'null' }], description: 'the holder of a personal mailbox' },
    stewards: { ...schema.arrayOf(KEEPER), description: 'who manage it beside its owner' },
  }),
};

/** The mailboxes that HR's file lists. */
export function mailboxRoutes({
  directory,
}: {
  directory: Pick<DirectoryStore, 'searchMailboxes'>;
}): Route[] {
  return [
    route({
      method: 'GET',
      path: '/mailboxes',
      scope: 'directory:read',
      summary: 'Mailboxes by address',
      query: {
        q: { is: 'text', about: 'parts of address or name; diacritics do not matter' },
        kind: { is: 'one_of', about: 'kind of mailbox', allowed: MAILBOX_KINDS },
        ...PAGING,
      },
      answer: schema.pageOf(MAILBOX),
      async handle({ query: { q, ...rest }, extent }): Promise<Page<unknown>> {
        const { mailboxes, next } = await searchMailboxes(directory, { text: q, ...rest }, extent);
        return { items: mailboxes.map(mailboxJson), next_cursor: next };
      },
    }),
  ];
}

function mailboxJson({ address, kind, name, owner, stewards }: FoundMailbox) {
  return { address, kind, name, owner: owner && keeperJson(owner), stewards: stewards.map(keeperJson) };
}

function keeperJson({ id, employeeNo, fullName }: FoundMailbox['stewards'][number]) {
  return { id, employee_no: employeeNo, name: fullName };
}

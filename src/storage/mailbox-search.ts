import type { EntityManager } from 'typeorm';
import type { FoundMailbox, MailboxPage, MailboxSearch } from '../domain/directory/mailbox-search.ts';
import { fold } from '../domain/directory/person-name.ts';
import { containing } from './person-search.ts';

/** Vietnamese letters with diacritics, in both cases: `lower` of a database in the C locale knows ASCII alone. */
const MARKED = [...'aăâeêioôơuưyđ'].flatMap((letter) =>
  ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (letter + tone).normalize('NFC')),
);
const LETTERS = [...MARKED, ...MARKED.map((letter) => letter.toUpperCase())].filter(
  (letter) => [...letter].length === 1 && letter !== fold(letter),
);

/** Letters only, so that they may stand in the statement. */
const FOLDED = `(address || ' ' || lower(translate(
  coalesce(mailbox.name, ''), '${LETTERS.join('')}', '${LETTERS.map(fold).join('')}')))`;

const keeper = (table: string) =>
  `jsonb_build_object('id', ${table}.id, 'employeeNo', ${table}.employee_no, 'fullName', ${table}.full_name)`;

/** Reads a page of mailboxes in the order of addresses. */
export async function searchMailboxes(
  manager: EntityManager,
  { parts, kind, after, limit }: MailboxSearch,
): Promise<MailboxPage> {
  const values: unknown[] = [];
  const value = (each: unknown) => `$${values.push(each)}`;
  const conditions = parts.map((part) => `${FOLDED} like ${value(containing(part))}`);
  if (kind !== null) conditions.push(`kind = ${value(kind)}`);
  if (after !== null) conditions.push(`address > (select address from mailbox where id = ${value(after)})`);
  const rows = await manager.query<FoundMailbox[]>(
    `select mailbox.id, address, kind, person_id as "personId", mailbox.name,
       case when person.id is not null then ${keeper('person')} end as owner,
       (select coalesce(jsonb_agg(${keeper('steward')} order by steward.employee_no, steward.id), '[]')
         from mailbox_steward join person as steward on steward.id = person_id
         where mailbox_id = mailbox.id) as stewards
     from mailbox left join person on person.id = mailbox.person_id
     where ${['true', ...conditions].join(' and ')}
     order by address limit ${value(limit + 1)}`,
    values,
  );
  return { mailboxes: rows.slice(0, limit), hasMore: rows.length > limit };
}

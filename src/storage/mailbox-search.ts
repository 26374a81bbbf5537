import type { EntityManager } from 'typeorm';
import type {
  FoundMailbox,
  MailboxPage,
  MailboxSearch,
  SearchedMailboxes,
} from '../domain/directory/mailbox-search.ts';
import { fold } from '../domain/directory/person-name.ts';
import { containing } from './person-search.ts';
import { holdsPostIn } from './within-units.ts';

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

type InUnits = ReturnType<typeof holdsPostIn>;

/** The conditions of a search, and the one that somebody holds a post in its units. */
function meant(
  { parts, kind, isUnkept, within }: SearchedMailboxes,
  value: (each: unknown) => string,
): { conditions: string[]; inUnits: InUnits | null } {
  const conditions = parts.map((part) => `${FOLDED} like ${value(containing(part))}`);
  if (kind !== null) conditions.push(`kind = ${value(kind)}`);
  if (isUnkept)
    conditions.push(`mailbox.person_id is null
      and not exists (select 1 from mailbox_steward where mailbox_id = mailbox.id)`);
  const inUnits = within && holdsPostIn(value(within.unitIds), value(within.today));
  if (inUnits !== null)
    conditions.push(`(${inUnits('mailbox.person_id')} or (mailbox.person_id is null and exists (
      select 1 from mailbox_steward as steward where mailbox_id = mailbox.id and ${inUnits('steward.person_id')})))`);
  return { conditions: ['true', ...conditions], inUnits };
}

/** How many mailboxes a search finds. */
export async function countMailboxes(manager: EntityManager, search: SearchedMailboxes): Promise<number> {
  const values: unknown[] = [];
  const { conditions } = meant(search, (each) => `$${values.push(each)}`);
  const [row] = await manager.query<{ total: number }[]>(
    `select count(*)::int as total from mailbox where ${conditions.join(' and ')}`,
    values,
  );
  return row?.total ?? 0;
}

/** Reads a page of mailboxes in the order of addresses. */
export async function searchMailboxes(
  manager: EntityManager,
  { after, before = null, limit, ...search }: MailboxSearch,
): Promise<MailboxPage> {
  const values: unknown[] = [];
  const value = (each: unknown) => `$${values.push(each)}`;
  const { conditions, inUnits } = meant(search, value);
  const isBack = before !== null;
  const edge = before ?? after;
  if (edge !== null)
    conditions.push(`address ${isBack ? '<' : '>'} (select address from mailbox where id = ${value(edge)})`);
  const isSteward = inUnits === null ? 'true' : inUnits('steward.id');
  const rows = await manager.query<FoundMailbox[]>(
    `select mailbox.id, address, kind, person_id as "personId", mailbox.name,
       case when person.id is not null then ${keeper('person')} end as owner,
       (select coalesce(jsonb_agg(${keeper('steward')} order by steward.employee_no, steward.id), '[]')
         from mailbox_steward join person as steward on steward.id = person_id
         where mailbox_id = mailbox.id and ${isSteward}) as stewards
     from mailbox left join person on person.id = mailbox.person_id
     where ${conditions.join(' and ')}
     order by address ${isBack ? 'desc' : 'asc'} limit ${value(limit + 1)}`,
    values,
  );
  const mailboxes = rows.slice(0, limit);
  return { mailboxes: isBack ? mailboxes.reverse() : mailboxes, hasMore: rows.length > limit };
}

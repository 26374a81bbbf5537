import { isIP } from 'node:net';
import type { AuditRecord } from '../../domain/audit/audit-event.ts';
import { AUDIT_GROUPS, TROUBLING_TYPES, typesOf } from '../../domain/audit/audit-groups.ts';
import { supportCodeOf } from '../../domain/authentication/request-origin.ts';
import { dayOf } from '../../domain/clock.ts';
import { isRowId } from '../../domain/directory/person-lookup.ts';
import { auditQueryOf } from '../../domain/overview/audit-filters.ts';
import type { AuditNames } from '../../domain/overview/audit-names.ts';
import { actName, auditSentence } from '../../messages/audit-sentence.ts';
import { type Lang, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { chainView } from './audit-chain.ts';
import { auditExportPages } from './audit-export.ts';
import { auditNamer, detailWords, sentenceFacts } from './audit-facts.ts';
import { actIcon } from './audit-icons.ts';
import { type AuditParts, auditFiltersFrom } from './audit-parts.ts';
import { auditRecordPages } from './audit-record.ts';
import type { AuditRowView, AuditView } from './audit-view.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { type Filters, listAddress, PAGE_SIZE, textFrom } from './list-query.ts';
import { findSupportCode } from './support-code.ts';

const PATH = '/admin/audit';
const SEQ = /^[1-9]\d{0,15}$/;

/** `/admin/audit`: who did what, and whether the log is what was written. */
export function auditPages(parts: AuditParts): ConsolePage[] {
  return [
    page('/audit', 'audit:read', (visit, ctx) => showAudit(parts, visit, ctx)),
    action('/audit/check', 'audit:read', { fields: [] }, async (_, ctx) => {
      const { chainWatch, background } = parts;
      if (await chainWatch.restart()) background.run(() => chainWatch.finishRound());
      leadTo(ctx, `${PATH}?notice=checking`);
    }),
    // Before the address of a record, which would take it for a number.
    ...auditExportPages(parts),
    ...auditRecordPages(parts),
  ];
}

async function showAudit(parts: AuditParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { auditOverview, chainWatch, stores, pages, clock } = parts;
  const better = await elsewhere(parts, visit, textFrom(ctx, 'q'));
  if (better !== undefined) return leadTo(ctx, better);
  const { lang } = visit;
  const filters = auditFiltersFrom(ctx);
  const query = await auditQueryOf(stores.directory, filters, dayOf(clock.now()));
  const newerThan = seqFrom(ctx, 'newer');
  const olderThan = seqFrom(ctx, 'older');
  const order = newerThan === undefined ? 'newest' : 'oldest';
  const past = newerThan ?? olderThan;
  const listed = await auditOverview.list(query, { order, past, limit: PAGE_SIZE });
  const { records, names, hasMore } = listed;
  const { person, ...named } = filters;
  const shown: Filters = { q: textFrom(ctx, 'q'), person: textFrom(ctx, 'person'), ...named };
  const address = (changes: Filters) => listAddress(PATH, { ...shown, ...changes });
  const hasNewer = order === 'oldest' ? hasMore : past !== undefined;
  const hasOlder = order === 'oldest' ? past !== undefined : hasMore;
  const model: AuditView = {
    ...visit.frame,
    notice: ctx.query.notice === 'checking' ? 'checking' : null,
    chain: chainView(await chainWatch.show()),
    search: searchOf(shown),
    groups: AUDIT_GROUPS.map((group) => ({
      group,
      types: typesOf(group).map((each) => ({ value: each.replace('.', ':'), name: actName(each, lang) })),
    })),
    clients: (await stores.clients.list()).map((client) => ({ id: client.id, title: titleOf(client, lang) })),
    chosen: await chosenOf(parts, { shown, lang, address }),
    exportAddress: listAddress(`${PATH}/export`, shown),
    rows: records.map((record) => rowOf(record, names, lang)),
    newer: hasNewer && records.length > 0 ? address({ newer: String(records[0]?.seq) }) : null,
    older: hasOlder && records.length > 0 ? address({ older: String(records.at(-1)?.seq) }) : null,
  };
  pages.show(ctx, 'admin/audit', model, { csrf: visit.csrfToken });
}

/** Where the one box for everything leads when it holds no name: to a support code, or an address of the network. */
async function elsewhere(
  parts: AuditParts,
  visit: ConsoleVisit,
  typed: string | undefined,
): Promise<string | undefined> {
  if (typed !== undefined && isIP(typed) !== 0) return listAddress(PATH, { network: typed });
  return (await findSupportCode(parts, visit, typed))?.address;
}

function seqFrom(ctx: Context, name: string): number | undefined {
  const text = textFrom(ctx, name);
  return text !== undefined && SEQ.test(text) ? Number(text) : undefined;
}

function searchOf(shown: Filters): AuditView['search'] {
  const { q = '', person = '', type = '', client = '', actor = '', network = '', code = '' } = shown;
  const { from = '', until = '' } = shown;
  return { q, person, type: type.replace('.', ':'), client, actor, network, code, from, until };
}

/** What narrows the list and has no field of its own in the form. */
async function chosenOf(
  { stores }: AuditParts,
  { shown, lang, address }: { shown: Filters; lang: Lang; address: (changes: Filters) => string },
): Promise<AuditView['chosen']> {
  const { person, network, code } = shown;
  const names: [string, string | undefined][] = [
    ['person', person && (await nameOf(stores, person, lang))],
    ['network', network],
    ['code', code && supportCodeOf(code)],
  ];
  return names.flatMap(([filter, name]) =>
    name === undefined ? [] : [{ name, without: address({ [filter]: undefined }) }],
  );
}

async function nameOf({ directory }: AuditParts['stores'], person: string, lang: Lang): Promise<string> {
  if (!isRowId(person)) return person;
  const known = await directory.findPerson(person);
  return known?.fullName ?? translator(lang)('audit.somebodyGone');
}

function rowOf(record: AuditRecord, names: AuditNames, lang: Lang): AuditRowView {
  const { seq, at, type, network = null, supportCode = null } = record;
  const namer = auditNamer(names, lang);
  const facts = sentenceFacts(record, namer, detailWords(record, namer, lang));
  return {
    seq,
    at,
    icon: actIcon(type),
    sentence: auditSentence(type, facts, lang),
    act: actName(type, lang),
    isTroubling: TROUBLING_TYPES.has(type),
    network,
    supportCode,
  };
}

import type { ClientLedger } from '../../domain/deliveries/delivery-ledger.ts';
import { readableUnits } from '../../domain/directory/readable-extent.ts';
import {
  type ClientFacts,
  hearsNothing,
  isCompatible,
  UNUSED_DAYS,
} from '../../domain/overview/client-overview.ts';
import { roleLabel } from '../../domain/roles/separation-report.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { roleName } from '../portal/role-names.ts';
import type { WebParts } from '../web-parts.ts';
import { clientKeys, connectionFacts } from './client-connection.ts';
import { CLIENT_NOTICES, type ClientConnectionView, type ClientView } from './clients-view.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress } from './list-query.ts';
import { clientSnippet, SNIPPET_TITLES, snippetNames } from './snippets/client-snippets.ts';
import { unitAddress } from './units.ts';

export type ClientPageParts = Pick<
  WebParts,
  'clientOverview' | 'roleGrantOverview' | 'deliveryLedger' | 'pages' | 'issuer'
>;

/** `/admin/clients/:id`: a relying system, how it is connected, its roles, and whether people use it. */
export function clientPage(parts: ClientPageParts): ConsolePage {
  return page('/clients/:id', 'clients:read', async (visit, ctx) => {
    const facts = await parts.clientOverview.get(String(ctx.params.id), visit.extent);
    await showClient(parts, visit, ctx, facts);
  });
}

/** The page's address. */
export function clientAddress(id: string): string {
  return `/admin/clients/${id}`;
}

async function showClient(
  parts: ClientPageParts,
  visit: ConsoleVisit,
  ctx: Context,
  facts: ClientFacts,
): Promise<void> {
  const { client, owner, lastUsedAt, users } = facts;
  const { id, metadata } = client;
  const { permissions, reading } = visit.rights;
  const model: ClientView = {
    ...visit.frame,
    notice: CLIENT_NOTICES.find((each) => each === ctx.query.notice) ?? null,
    id,
    address: clientAddress(id),
    title: titleOf(client, visit.lang),
    icon: metadata.launcher?.icon ?? null,
    url: metadata.launcher?.url ?? null,
    owner: owner === undefined ? null : ownerView(owner, visit),
    lastUsedAt,
    users,
    unusedDays: UNUSED_DAYS,
    roles: await rolesOf(parts, facts, visit),
    rolesAddress: listAddress('/admin/roles', { client: id }),
    connection: facts.isOpen ? await connectionOf(parts, facts, visit, ctx) : null,
    auditAddress: reading.everywhere.has('audit:read') ? listAddress('/admin/audit', { client: id }) : null,
    mayChange: permissions.has('clients:write'),
  };
  parts.pages.show(ctx, 'admin/client', model, { csrf: visit.csrfToken });
}

/** The owner's name is no secret of anybody who sees the system; its page is. */
function ownerView(owner: NonNullable<ClientFacts['owner']>, { extent }: ConsoleVisit): ClientView['owner'] {
  const isReadable = readableUnits([owner], extent).length > 0;
  return { name: owner.name, address: isReadable ? unitAddress(owner) : null };
}

async function rolesOf(
  { roleGrantOverview }: ClientPageParts,
  { roles }: ClientFacts,
  { lang }: ConsoleVisit,
): Promise<ClientView['roles']> {
  const counts = await roleGrantOverview.countByRole();
  return roles.map((role) => ({
    code: role.code,
    name: roleName(role, lang),
    extent: role.extent,
    isPrivileged: role.isPrivileged,
    roleGrants: counts.get(role.id) ?? 0,
    address: listAddress('/admin/role-grants', { role: roleLabel(role) }),
  }));
}

async function connectionOf(
  { deliveryLedger, issuer }: ClientPageParts,
  { client }: ClientFacts,
  { rights }: ConsoleVisit,
  ctx: Context,
): Promise<ClientConnectionView> {
  const { id, metadata } = client;
  const names = snippetNames(client);
  const name = choiceFrom(ctx, 'snippet', names) ?? names[0] ?? 'curl';
  const ledger = (await deliveryLedger.summary()).find(({ clientId }) => clientId === id);
  return {
    isCompatible: isCompatible(metadata),
    hearsNothing: hearsNothing(metadata),
    facts: connectionFacts(metadata),
    keys: clientKeys(client),
    ledger: ledger === undefined ? null : ledgerView(ledger),
    ledgerAddress: rights.reading.everywhere.has('audit:read')
      ? listAddress('/admin/logouts', { client: id })
      : null,
    snippet: { title: SNIPPET_TITLES[name], ...clientSnippet(client, issuer, name) },
    snippets: names.map((each) => ({
      title: SNIPPET_TITLES[each],
      address: `${listAddress(clientAddress(id), { snippet: each })}#snippet`,
    })),
  };
}

function ledgerView(ledger: ClientLedger): ClientConnectionView['ledger'] {
  const { sent, delivered, waiting, failed, lastDeliveredAt } = ledger;
  return { sent, delivered, waiting, failed, lastDeliveredAt };
}

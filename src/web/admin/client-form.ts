import { LEVELS } from '../../domain/authentication/assurance.ts';
import type { Client, ClientMetadata } from '../../domain/clients/client.ts';
import {
  AUTH_METHODS,
  GRANT_TYPES,
  readClientMetadata,
  SIGNING_ALGS,
} from '../../domain/clients/client-metadata.ts';
import { type RegisteredClient, registrationDigest } from '../../domain/clients/client-service.ts';
import { SCOPES } from '../../domain/clients/scopes.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FieldProblem } from '../../domain/field-reader.ts';
import { clientProblemText } from '../../messages/client-problems.ts';
import type { Lang } from '../../messages/translate.ts';
import { APP_ICONS } from '../app-look.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import type { PostedForm } from '../form.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { clientAddress } from './client.ts';
import { clientChanges } from './client-changes.ts';
import {
  flatForm,
  formFieldOf,
  formFromFlat,
  formOf,
  readFlat,
  registrationOf,
} from './client-form-input.ts';
import {
  CLIENT_FIELDS,
  CLIENT_LISTS,
  type ClientForm,
  type ClientFormFields,
  type ClientFormLists,
  type ClientFormView,
  FORM_ENTRIES,
} from './client-form-view.ts';
import { type SecretParts, showSecret } from './client-secret.ts';
import { mergeForms } from './conflict.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';

const LIST = '/admin/clients';

export type ClientFormParts = SecretParts & Pick<WebParts, 'clients' | 'clientOverview' | 'stores' | 'pages'>;

type List = (typeof CLIENT_LISTS)[number];
type Posted = PostedForm<keyof ClientFormFields | 'seen' | 'was' | 'act', List>;

/** `/admin/clients/new` and `/admin/clients/:id/edit`: registering a relying system, and changing how it is connected. */
export function clientFormPages(parts: ClientFormParts): ConsolePage[] {
  const { clientOverview } = parts;
  const shape = { fields: [...CLIENT_FIELDS, 'seen', 'was', 'act'], lists: CLIENT_LISTS } as const;
  const asked = async ({ extent }: ConsoleVisit, ctx: Context): Promise<Client> =>
    (await clientOverview.get(String(ctx.params.id), extent)).client;
  return [
    page('/clients/new', 'clients:write', async (visit, ctx) =>
      showForm(parts, visit, ctx, undefined, formOf('', undefined)),
    ),
    action('/clients/new', 'clients:write', shape, (visit, ctx, form) => register(parts, visit, ctx, form)),
    page('/clients/:id/edit', 'clients:write', async (visit, ctx) => {
      const client = await asked(visit, ctx);
      showForm(parts, visit, ctx, client, formOf(client.id, client.metadata));
    }),
    action('/clients/:id/edit', 'clients:write', shape, async (visit, ctx, form) =>
      change(parts, visit, ctx, await asked(visit, ctx), form),
    ),
  ];
}

async function register(
  parts: ClientFormParts,
  visit: ConsoleVisit,
  ctx: Context,
  { fields, lists }: Posted,
): Promise<void> {
  const { input, problems } = await readForm(parts, fields, lists, undefined);
  const made = problems.length > 0 ? problems : await create(parts, visit, input);
  if (!Array.isArray(made)) return lead(parts, visit, ctx, made, 'registered');
  ctx.status = 400;
  showForm(parts, visit, ctx, undefined, { fields, lists, problems: made });
}

/** A refusal that the registration's own rules do not explain is about the id. */
async function create(
  { clients }: ClientFormParts,
  { actor }: ConsoleVisit,
  input: unknown,
): Promise<RegisteredClient | FieldProblem[]> {
  try {
    return await clients.create(input, actor);
  } catch (error) {
    const code = error instanceof DomainError ? error.code : undefined;
    if (code !== 'client_exists' && code !== 'client_invalid') throw error;
    return [aboutId(code === 'client_exists' ? 'is taken' : 'is not plain')];
  }
}

async function change(
  parts: ClientFormParts,
  visit: ConsoleVisit,
  ctx: Context,
  client: Client,
  { fields: { seen, was, act, ...typed }, lists }: Posted,
): Promise<void> {
  const fields = { ...typed, client_id: client.id };
  const opened = { seen, was };
  if (seen !== registrationDigest(client)) return showConflict(parts, visit, ctx, { fields, lists, was });
  const { input, metadata, problems } = await readForm(parts, fields, lists, client.metadata);
  if (problems.length > 0) {
    ctx.status = 400;
    return showForm(parts, visit, ctx, client, { fields, lists, problems, opened });
  }
  const changes = clientChanges(client.metadata, metadata);
  if (changes.length === 0) return leadTo(ctx, `${clientAddress(client.id)}?notice=unchanged`);
  if (act !== 'save') return showForm(parts, visit, ctx, client, { fields, lists, changes, opened });
  try {
    const changed = await parts.clients.update(input, visit.actor, seen);
    return lead(parts, visit, ctx, changed, 'changed');
  } catch (error) {
    parts.pages.refusalOf(ctx, error, ['client_stale']);
    return showConflict(parts, visit, ctx, { fields, lists, was });
  }
}

/** The form once more, from what somebody else has made of the registration meanwhile. */
async function showConflict(
  parts: ClientFormParts,
  visit: ConsoleVisit,
  ctx: Context,
  { was, ...typed }: ClientForm & { was: string },
): Promise<void> {
  const { client } = await parts.clientOverview.get(typed.fields.client_id, visit.extent);
  const now = flatForm(formOf(client.id, client.metadata));
  const { form, conflicts } = mergeForms(FORM_ENTRIES, {
    was: readFlat(was, now),
    now,
    typed: flatForm(typed),
  });
  ctx.status = 409;
  showForm(parts, visit, ctx, client, { ...formFromFlat(form), conflicts });
}

/** Shows a secret that was just made; without one, the system's page. */
function lead(
  parts: ClientFormParts,
  visit: ConsoleVisit,
  ctx: Context,
  registered: RegisteredClient,
  reason: 'registered' | 'changed',
): void {
  const { client, secret } = registered;
  if (secret === null) leadTo(ctx, `${clientAddress(client.id)}?notice=${reason}`);
  else showSecret(parts, visit, ctx, { client, secret, reason });
}

/** What was typed as a registration, with everything that is wrong with it. */
async function readForm(
  { stores }: ClientFormParts,
  fields: ClientFormFields,
  lists: ClientFormLists,
  before: ClientMetadata | undefined,
): Promise<{ input: unknown; metadata: ClientMetadata; problems: FieldProblem[] }> {
  const { input, problems } = registrationOf(fields, lists, before);
  const owner = fields.owner_unit.trim();
  if (owner !== '' && owner !== before?.owner_unit) {
    const units = await stores.directory.listUnits();
    try {
      input.owner_unit = getUnit(units, owner).code;
    } catch {
      problems.push({ field: 'owner_unit', problem: 'is not a unit', value: '' });
    }
  }
  const read = readClientMetadata(input);
  return { input, metadata: read.metadata, problems: [...problems, ...read.problems] };
}

function aboutId(problem: string): FieldProblem {
  return { field: 'client_id', problem, value: '' };
}

interface Told extends ClientForm {
  problems?: readonly FieldProblem[];
  changes?: ClientFormView['changes'];
  conflicts?: ClientFormView['conflicts'];
  /** When it was opened; now, without it. */
  opened?: Pick<ClientFormView, 'seen' | 'was'>;
}

function showForm(
  { pages }: ClientFormParts,
  { frame, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  client: Client | undefined,
  { fields, lists, problems = [], changes = null, conflicts = [], opened = openedNow(client) }: Told,
): void {
  const address = client === undefined ? LIST : clientAddress(client.id);
  const model: ClientFormView = {
    ...frame,
    id: client?.id ?? null,
    title: client === undefined ? null : titleOf(client, lang),
    action: client === undefined ? `${LIST}/new` : `${address}/edit`,
    back: address,
    form: fields,
    lists,
    icons: APP_ICONS,
    levels: LEVELS,
    methods: AUTH_METHODS,
    grantTypes: GRANT_TYPES,
    scopes: SCOPES,
    algorithms: SIGNING_ALGS,
    problems: problemViews(problems, lang),
    changes,
    conflicts,
    ...opened,
  };
  pages.show(ctx, 'admin/client-form', model, { csrf: csrfToken });
}

function openedNow(client: Client | undefined): Pick<ClientFormView, 'seen' | 'was'> {
  if (client === undefined) return { seen: '', was: '' };
  return {
    seen: registrationDigest(client),
    was: JSON.stringify(flatForm(formOf(client.id, client.metadata))),
  };
}

/** The first problem of each field. */
function problemViews(problems: readonly FieldProblem[], lang: Lang): ClientFormView['problems'] {
  const views = problems.map((each) => ({
    field: formFieldOf(each.field),
    text: clientProblemText(each, lang),
    value: each.value,
  }));
  return views.filter(({ field }, index) => views.findIndex((view) => view.field === field) === index);
}

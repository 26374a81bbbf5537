import type { ClientMetadata } from '../../domain/clients/client.ts';
import type { FieldProblem } from '../../domain/field-reader.ts';
import {
  type ClientForm,
  type ClientFormFields,
  type ClientFormLists,
  type FlatForm,
  FORM_ENTRIES,
} from './client-form-view.ts';

/** Fields of the form by what stands in a registration; what is not here is called the same. */
const FIELD_OF: Readonly<Record<string, string>> = {
  client_name: 'title',
  'launcher.title': 'title',
  'launcher.title_en': 'title_en',
  'launcher.icon': 'icon',
  'launcher.url': 'url',
  token_endpoint_auth_method: 'method',
  id_token_signed_response_alg: 'id_token_alg',
  pkce_policy: 'pkce',
  legacy_profile: 'pkce',
  response_types: 'grant_types',
};

/** The field of the form that a problem is about. */
export function formFieldOf(field: string): string {
  return FIELD_OF[field] ?? field;
}

/** What stands in the form of a registration, or of none. Pure. */
export function formOf(id: string, metadata: ClientMetadata | undefined): ClientForm {
  const { launcher, jwks } = metadata ?? {};
  return {
    fields: {
      client_id: id,
      title: launcher?.title ?? metadata?.client_name ?? '',
      title_en: launcher?.title_en ?? '',
      owner_unit: metadata?.owner_unit ?? '',
      icon: launcher?.icon ?? 'other',
      url: launcher?.url ?? '',
      application_type: metadata?.application_type ?? 'web',
      redirect_uris: (metadata?.redirect_uris ?? []).join('\n'),
      post_logout_redirect_uris: (metadata?.post_logout_redirect_uris ?? []).join('\n'),
      backchannel_logout_uri: metadata?.backchannel_logout_uri ?? '',
      method: metadata?.token_endpoint_auth_method ?? 'private_key_jwt',
      jwks: jwks === undefined ? '' : JSON.stringify(jwks, null, 2),
      jwks_uri: metadata?.jwks_uri ?? '',
      pkce: metadata?.legacy_profile ? 'legacy' : (metadata?.pkce_policy ?? 'required'),
      minimum_acr: metadata?.minimum_acr ?? '',
      id_token_alg: metadata?.id_token_signed_response_alg ?? 'ES256',
    },
    lists: {
      grant_types: metadata?.grant_types ?? ['authorization_code', 'refresh_token'],
      scope: (metadata?.scope ?? 'openid profile email roles').split(' '),
    },
  };
}

/**
 * Makes a registration of what was typed, for `readClientMetadata`. What the form does not show stays as it was. Pure.
 * @param before what is registered; undefined for a new one
 */
export function registrationOf(
  fields: ClientFormFields,
  lists: ClientFormLists,
  before: ClientMetadata | undefined,
): { input: Record<string, unknown>; problems: FieldProblem[] } {
  const typed = (name: keyof ClientFormFields) => fields[name].trim() || undefined;
  const shown = formOf('', before).fields;
  const title = typed('title');
  const jwks = keysIn(fields.jwks);
  const url = typed('url');
  const isLegacy = fields.pkce === 'legacy';
  const input = {
    ...before,
    client_id: typed('client_id'),
    // A registration may have a name of its own beside the title of its tile.
    client_name: before !== undefined && title === shown.title ? before.client_name : title,
    launcher: url === undefined ? undefined : { title, title_en: typed('title_en'), icon: fields.icon, url },
    owner_unit: typed('owner_unit'),
    application_type: fields.application_type,
    redirect_uris: linesOf(fields.redirect_uris),
    post_logout_redirect_uris: linesOf(fields.post_logout_redirect_uris),
    backchannel_logout_uri: typed('backchannel_logout_uri'),
    grant_types: lists.grant_types,
    response_types: undefined,
    scope: lists.scope.join(' '),
    token_endpoint_auth_method: fields.method,
    id_token_signed_response_alg: fields.id_token_alg,
    jwks: jwks.value,
    jwks_uri: typed('jwks_uri'),
    pkce_policy: isLegacy ? 'none' : fields.pkce,
    legacy_profile: isLegacy,
    minimum_acr: typed('minimum_acr'),
  };
  const missing = [
    ...(title === undefined ? ['client_name'] : []),
    // Only the tile has a name in English.
    ...(url === undefined && typed('title_en') !== undefined ? ['launcher.url'] : []),
  ];
  return { input, problems: [...missing.map((field) => problem(field, 'is required')), ...jwks.problems] };
}

function problem(field: string, text: string): FieldProblem {
  return { field, problem: text, value: '' };
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A set of keys; a single key counts as a set of one, because that is what key tools print. */
function keysIn(text: string): { value: unknown; problems: FieldProblem[] } {
  if (text.trim() === '') return { value: undefined, problems: [] };
  try {
    const value: unknown = JSON.parse(text);
    const isKey = typeof value === 'object' && value !== null && 'kty' in value;
    return { value: isKey ? { keys: [value] } : value, problems: [] };
  } catch {
    return { value: undefined, problems: [problem('jwks', 'is not JSON')] };
  }
}

/** All entries of the form as texts, each line ended as browsers do not; of boxes, those that are ticked. Pure. */
export function flatForm({ fields, lists }: ClientForm): FlatForm {
  const texts = Object.entries(fields).map(([name, text]) => [name, text.replaceAll('\r\n', '\n')]);
  return {
    ...(Object.fromEntries(texts) as ClientFormFields),
    grant_types: lists.grant_types.join('\n'),
    scope: lists.scope.toSorted().join('\n'),
  };
}

/** The same back again. Pure. */
export function formFromFlat({ grant_types, scope, ...fields }: FlatForm): ClientForm {
  return { fields, lists: { grant_types: linesOf(grant_types), scope: linesOf(scope) } };
}

/** What the page kept of how the form was when it was opened; `now` where it is not what the page had written. */
export function readFlat(text: string, now: FlatForm): FlatForm {
  try {
    const kept: unknown = JSON.parse(text);
    const entries = typeof kept === 'object' && kept !== null ? new Map(Object.entries(kept)) : new Map();
    const isWhole = FORM_ENTRIES.every((name) => typeof entries.get(name) === 'string');
    return isWhole
      ? (Object.fromEntries(FORM_ENTRIES.map((name) => [name, entries.get(name)])) as FlatForm)
      : now;
  } catch {
    return now;
  }
}

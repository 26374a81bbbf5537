import type { ErrorCode } from '../../domain/errors.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { Conflict } from './conflict.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { Snippet } from './snippets/client-snippets.ts';

export interface ClientFormViews {
  'admin/client-form': ClientFormView;
  'admin/client-secret': ClientSecretView;
  'admin/client-confirm': ClientConfirmView;
}

export const CLIENT_FIELDS = [
  'client_id',
  'title',
  'title_en',
  'owner_unit',
  'icon',
  'url',
  'application_type',
  'redirect_uris',
  'post_logout_redirect_uris',
  'backchannel_logout_uri',
  'method',
  'jwks',
  'jwks_uri',
  'pkce',
  'minimum_acr',
  'id_token_alg',
] as const;
export const CLIENT_LISTS = ['grant_types', 'scope'] as const;

export type ClientFormFields = Record<(typeof CLIENT_FIELDS)[number], string>;
export type ClientFormLists = Record<(typeof CLIENT_LISTS)[number], string[]>;

export interface ClientForm {
  fields: ClientFormFields;
  lists: ClientFormLists;
}

/** Everything that the form asks. */
export const FORM_ENTRIES = [...CLIENT_FIELDS, ...CLIENT_LISTS] as const;
export type FormEntry = (typeof FORM_ENTRIES)[number];
export type FlatForm = Record<FormEntry, string>;

/** What is wrong at a field of the form. */
export interface ClientFormProblem {
  field: string;
  /** In words … */
  text: string;
  /** … and which of several values it is about. */
  value: string;
}

/** A line of a registration as it stands and as it would be. */
export interface ClientChange {
  label: MessageKey;
  before: string[];
  after: string[];
}

export interface ClientFormView extends ConsoleFrame {
  /** Null for a new registration. */
  id: string | null;
  title: string | null;
  action: string;
  back: string;
  form: ClientFormFields;
  lists: ClientFormLists;
  icons: readonly string[];
  levels: readonly string[];
  methods: readonly string[];
  grantTypes: readonly string[];
  scopes: readonly string[];
  algorithms: readonly string[];
  problems: ClientFormProblem[];
  /** What somebody else changed meanwhile, beside what was typed. */
  conflicts: Conflict<FormEntry>[];
  /** The state of the registration that the form was made from, … */
  seen: string;
  /** … and what stood in the form then. */
  was: string;
  /** What saving would change; null before somebody asked. */
  changes: ClientChange[] | null;
}

/** The only page that ever shows a secret. */
export interface ClientSecretView extends ConsoleFrame {
  reason: 'registered' | 'changed' | 'rotated';
  id: string;
  title: string;
  secret: string;
  issuer: string;
  next: string;
  snippets: (Snippet & { title: string })[];
}

/** The question before a secret is exchanged, or a system removed. */
export interface ClientConfirmView extends ConsoleFrame {
  act: 'rotate' | 'remove';
  id: string;
  title: string;
  action: string;
  back: string;
  /** What ends, by number. */
  ends: { label: MessageKey; number: number }[];
  error: { code: ErrorCode; supportCode: string } | null;
}

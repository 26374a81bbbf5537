import type { Client } from '../../domain/clients/client.ts';
import type { ExplainedRole, HeldRoles, OverallExplanation } from '../../domain/roles/explain-roles.ts';
import { areClaimsLarge, CLAIMS_LIMIT } from '../../domain/roles/role-claims.ts';
import { formatSize } from '../../messages/sizes.ts';
import type { PortalFrame } from '../view-models.ts';
import { type PathStep, stepsOf } from './path-steps.ts';
import { type RoleNames, roleName } from './role-names.ts';
import { comesFrom, endOf, extentOf, type UntilView, untilOf } from './role-words.ts';

/** Paths that one page draws: more would make it too heavy for a telephone. */
const MOST_PATHS = 40;

/** `/roles`: one's own roles on a day. */
export interface RolesView extends PortalFrame {
  /** What stands in the field: the day, or what could not be read as one. */
  at: string;
  /** Null when no day could be read, and then no role is shown. */
  answer: RolesAnswer | null;
}

export interface RolesAnswer {
  at: Date;
  when: 'past' | 'today' | 'future';
  roleCount: number;
  /** In the order of the launcher; then those without a tile, by name. */
  clients: ClientRolesView[];
}

export interface ClientRolesView {
  id: string;
  title: string;
  icon: string | null;
  url: string | null;
  /** Name of the unit that owns it; null when none is registered. */
  owner: string | null;
  /** Sizes, when the token for it would be large. */
  large: { size: string; limit: string } | null;
  roles: RoleView[];
  /** More roles than one page explains: these are listed, folded, and lead to a page that explains one. */
  folded: RoleView[];
  isOpen: boolean;
}

export interface RoleView {
  code: string;
  name: string;
  extent: string;
  comesFrom: string;
  until: UntilView;
  /** Whether it was asked about. */
  isOpen: boolean;
  /** Where it is explained. */
  href: string;
  /** What is drawn, path by path, as `role explain --json` tells it. */
  explained: ExplainedRole;
  paths: PathView[];
  /** Paths that are left out. */
  more: number;
}

export interface PathView {
  steps: PathStep[];
  end: string;
}

/** What somebody asks of roles: a day as typed, one role as `CLIENT:CODE`, and the page that explains them. */
export interface RolesQuestion {
  at: string;
  role: string;
  page: string;
}

/** A person's roles by application, from their explanation. */
export function clientViews(
  { clients: held }: OverallExplanation,
  {
    clients,
    owners,
    question,
  }: {
    clients: readonly Client[];
    /** Names of owning units by client id. */
    owners: ReadonlyMap<string, string>;
    question: RolesQuestion;
  },
  names: RoleNames,
): ClientRolesView[] {
  const paths = [...held.values()].flatMap(({ roles }) => roles.flatMap((role) => role.paths));
  const isFolded = paths.length > MOST_PATHS;
  return inLauncherOrder(clients, names).flatMap((client) => {
    const here = held.get(client.id);
    if (here === undefined) return [];
    const views = here.roles.map((role) => roleView(client.id, role, question, isFolded, names));
    const { launcher } = client.metadata;
    return [
      {
        id: client.id,
        title: names.clientTitle(client.id),
        icon: launcher?.icon ?? null,
        url: launcher?.url ?? null,
        owner: owners.get(client.id) ?? null,
        large: largeOf(here, names),
        roles: isFolded ? views.filter(({ isOpen }) => isOpen) : views,
        folded: isFolded ? views : [],
        isOpen: views.some(({ isOpen }) => isOpen),
      },
    ];
  });
}

function inLauncherOrder(clients: readonly Client[], { clientTitle, lang }: RoleNames): Client[] {
  const tiles = clients.filter(({ metadata }) => metadata.launcher !== undefined);
  const others = clients.filter(({ metadata }) => metadata.launcher === undefined);
  const { compare } = new Intl.Collator(lang);
  return [...tiles, ...others.sort((one, other) => compare(clientTitle(one.id), clientTitle(other.id)))];
}

function largeOf({ token }: HeldRoles, { lang }: RoleNames): ClientRolesView['large'] {
  if (!areClaimsLarge(token)) return null;
  return { size: formatSize(token.bytes, lang), limit: formatSize(CLAIMS_LIMIT, lang) };
}

function roleView(
  clientId: string,
  explained: ExplainedRole,
  question: RolesQuestion,
  isFolded: boolean,
  names: RoleNames,
): RoleView {
  const role = `${clientId}:${explained.code}`;
  const isOpen = question.role === role;
  const drawn = isFolded && !isOpen ? [] : explained.paths.slice(0, MOST_PATHS);
  return {
    code: explained.code,
    name: roleName(names.role(role), names.lang),
    extent: extentOf(role, explained.paths, names),
    comesFrom: comesFrom(explained, names),
    until: untilOf(explained, names),
    isOpen,
    href: `${question.page}?${new URLSearchParams({ ...(question.at !== '' && { at: question.at }), role })}#why`,
    explained,
    paths: drawn.map((path) => ({ steps: stepsOf(role, path, names), end: endOf(path, names) })),
    more: explained.paths.length - drawn.length,
  };
}

import type { Actor } from '../../domain/audit/audit-event.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import type { WebParts } from '../web-parts.ts';

/** What decides which acts make sense for an account. */
export interface ActionFacts {
  isDisabled: boolean;
  isProtected: boolean;
  isActivated: boolean;
  isOpen: boolean;
  hasEmail: boolean;
  sessions: number;
}

interface ActionRule {
  permission: Permission;
  isDanger: boolean;
  isOffered(facts: ActionFacts): boolean;
  run(
    parts: Pick<WebParts, 'staff' | 'accounts' | 'activations'>,
    id: string,
    actor: Actor,
  ): Promise<unknown>;
}

/** What an officer does to one account, in the order in which the page offers it; the services decide. */
export const PERSON_ACTIONS = {
  'sign-out': {
    permission: 'sessions:write',
    isDanger: true,
    isOffered: ({ sessions }) => sessions > 0,
    run: ({ accounts }, id, actor) => accounts.signOut(id, actor),
  },
  disable: {
    permission: 'directory:write',
    isDanger: true,
    isOffered: ({ isDisabled }) => !isDisabled,
    run: ({ staff }, id, actor) => staff.disable(id, actor),
  },
  enable: {
    permission: 'directory:write',
    isDanger: false,
    isOffered: ({ isDisabled }) => isDisabled,
    run: ({ staff }, id, actor) => staff.enable(id, actor),
  },
  // What the help desk is there for.
  unlock: {
    permission: 'sessions:write',
    isDanger: false,
    isOffered: ({ isActivated, isOpen }) => isActivated && isOpen,
    run: ({ accounts }, id, actor) => accounts.unlock(id, actor),
  },
  activate: {
    permission: 'directory:write',
    isDanger: false,
    isOffered: ({ isActivated, isOpen, hasEmail }) => !isActivated && isOpen && hasEmail,
    run: ({ activations }, id, actor) => activations.activate(id, actor),
  },
  protect: {
    permission: 'directory:write',
    isDanger: false,
    isOffered: ({ isProtected }) => !isProtected,
    run: ({ staff }, id, actor) => staff.protect(id, actor),
  },
  unprotect: {
    permission: 'directory:write',
    isDanger: true,
    isOffered: ({ isProtected }) => isProtected,
    run: ({ staff }, id, actor) => staff.unprotect(id, actor),
  },
} as const satisfies Record<string, ActionRule>;

export type PersonAction = keyof typeof PERSON_ACTIONS;

export const PERSON_ACTION_NAMES = Object.keys(PERSON_ACTIONS) as PersonAction[];

/** The acts that a page offers to whoever holds some permissions. Pure. */
export function offeredActions(facts: ActionFacts, permissions: ReadonlySet<Permission>): PersonAction[] {
  return PERSON_ACTION_NAMES.filter((name) => {
    const rule: ActionRule = PERSON_ACTIONS[name];
    return permissions.has(rule.permission) && rule.isOffered(facts);
  });
}

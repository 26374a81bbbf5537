import type { RoleGrantFacts } from '../../domain/overview/role-grant-overview.ts';
import type { GrantPreview } from '../../domain/roles/preview-grant.ts';
import { areClaimsLarge, CLAIMS_LIMIT } from '../../domain/roles/role-claims.ts';
import type { HolderChange, HolderChanges } from '../../domain/roles/simulate-grant.ts';
import type { Lang } from '../../messages/translate.ts';
import { roleName } from '../portal/role-names.ts';
import { roleGrantWords } from './role-grant-words.ts';
import type { AffectedView, EffectsView } from './role-grants-view.ts';

/** People that a page names; the rest are counted. */
const NAMED = 20;

/** What a role grant would come to, in the words of a page. */
export function effectsView(
  { role, roleGrant, effects, violations, token, isWaiting }: GrantPreview,
  { facts, now, lang }: { facts: RoleGrantFacts; now: Date; lang: Lang },
): EffectsView {
  const roles = new Map(facts.roles).set(role.id, role);
  const nameOf = (label: string) => {
    const found = [...roles.values()].find(({ clientId, code }) => `${clientId}:${code}` === label);
    return found === undefined ? label : roleName(found, lang);
  };
  return {
    sentence: roleGrantWords({ ...facts, roles }, lang).of(roleGrant).sentence,
    from: effects.at > now ? effects.at : null,
    gained: affected(effects.gained),
    kept: affected(effects.kept),
    conflicts: violations.slice(0, NAMED).map(({ person, fullName, roles: held, name, separation }) => ({
      id: person,
      name: fullName,
      roles: held.map(nameOf).join(', '),
      separation: name ?? separation,
    })),
    token: token === undefined ? null : { ...token, limit: CLAIMS_LIMIT, isLarge: areClaimsLarge(token) },
    isWaiting,
  };
}

/** Some people, the first by name. */
export function affected({ count, people }: HolderChanges): { count: number; people: AffectedView[] } {
  return { count, people: people.slice(0, NAMED).map(personView) };
}

function personView({ person, name, employeeNo }: HolderChange): AffectedView {
  return { id: person, name, employeeNo };
}

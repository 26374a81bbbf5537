import { actorOf } from '../../domain/audit/audit-event.ts';
import type { RoleGrantFacts } from '../../domain/overview/role-grant-overview.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import { formatDay } from '../../messages/dates.ts';
import { type Lang, type MessageKey, type MessageParams, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import { roleName } from '../portal/role-names.ts';

/** A part of a sentence; its parameters stand out. */
export interface Phrase {
  key: MessageKey;
  params: MessageParams;
}

/** What a role grant names, in the language of a page. */
export interface RoleGrantWords {
  /** Whom it reaches, which role, how far, until when and by which decision. */
  sentence: Phrase[];
  role: string;
  client: string;
}

/** Names for role grants from the rows that they are about; what is not there any more keeps its id. */
export function roleGrantWords(facts: RoleGrantFacts, lang: Lang) {
  const t = translator(lang);
  const clientTitle = (id: string) => {
    const client = facts.clients.get(id);
    return client === undefined ? id : titleOf(client, lang);
  };
  const unitName = (id: string) => facts.units.get(id)?.name ?? id;
  const day = (moment: Date) => formatDay(moment, lang);

  /** Who wrote something, by the label on its row. */
  const author = (label: string): string => {
    const actor = actorOf(label);
    switch (actor?.kind) {
      case 'person':
        return facts.people.get(actor.id)?.fullName ?? t('grants.somebody');
      case 'client':
        return clientTitle(actor.id);
      case 'operator':
        return t('roles.byOperator');
      default:
        return t('roles.bySystem');
    }
  };

  const holder = (roleGrant: RoleGrant, given: { role: string; client: string }): Phrase[] => {
    const { personId, unitId, includesSubtree, positionId, category } = roleGrant;
    if (personId !== null) {
      const who = facts.people.get(personId)?.fullName ?? personId;
      return [{ key: 'grants.personGiven', params: { who, ...given } }];
    }
    const position = positionId === null ? null : (facts.positions.get(positionId)?.name ?? positionId);
    const kind = category === null ? null : t(`roles.${category}`);
    const who = [kind, position].filter((each) => each !== null).join(` ${t('grants.who')} `);
    const everybody: Phrase =
      who === '' ? { key: 'grants.everybody', params: {} } : { key: 'grants.every', params: { who } };
    const key = includesSubtree ? 'grants.ofSubtree' : 'grants.ofUnit';
    const place: Phrase[] = unitId === null ? [] : [{ key, params: { unit: unitName(unitId) } }];
    return [everybody, ...place, { key: 'grants.given', params: given }];
  };

  const extent = ({ extentUnitId, roleId }: RoleGrant): Phrase[] => {
    if (extentUnitId !== null) return [{ key: 'grants.within', params: { unit: unitName(extentUnitId) } }];
    const limit = facts.roles.get(roleId)?.extent ?? 'none';
    if (limit === 'none') return [];
    return [{ key: limit === 'any' ? 'grants.everywhere' : 'grants.withinOwn', params: {} }];
  };

  const term = ({ from, until, decision }: RoleGrant): Phrase[] => [
    ...(from === null ? [] : [{ key: 'grants.from' as const, params: { day: day(from) } }]),
    ...(until === null ? [] : [{ key: 'grants.until' as const, params: { day: day(lastMomentOf(until)) } }]),
    ...(decision === null ? [] : [{ key: 'grants.byDecision' as const, params: { decision } }]),
  ];

  const of = (roleGrant: RoleGrant): RoleGrantWords => {
    const role = facts.roles.get(roleGrant.roleId);
    const [name, client] = [
      role === undefined ? roleGrant.roleId : roleName(role, lang),
      clientTitle(role?.clientId ?? ''),
    ];
    const sentence = [...holder(roleGrant, { role: name, client }), ...extent(roleGrant), ...term(roleGrant)];
    return { sentence, role: name, client };
  };

  return { of, author, clientTitle, unitName };
}

/** A moment on the last day of a period that ends before `until`. */
export function lastMomentOf(until: Date): Date {
  return new Date(until.getTime() - 1);
}

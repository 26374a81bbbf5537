import { type Day, startOfDay } from '../../domain/clock.ts';
import { sayPosition } from '../../domain/directory/acting-position.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import type { RoleLinkVia } from '../../domain/roles/role-links.ts';
import type { RolePath, RolePathVia, ViaMandate } from '../../domain/roles/role-paths.ts';
import { formatDay } from '../../messages/dates.ts';
import { type RoleNames, roleName } from './role-names.ts';
import { extentOf } from './role-words.ts';

/** A box of the chain from the person to the role. */
export interface PathStep {
  kind: 'person' | 'mandate' | 'appointment' | 'unit' | 'decision' | 'composite' | 'role';
  title: string;
  detail: string;
}

/** A path as boxes: person, mandate, appointment (the mandator's, under a mandate), unit or rule, decision, composites, role (named `CLIENT:CODE`). */
export function stepsOf(role: string, path: RolePath, names: RoleNames): PathStep[] {
  return [
    personStep(names),
    ...viaSteps(path.via, path, names),
    decisionStep(names.roleGrant(path.roleGrantId), names),
    ...(path.composites ?? []).map((composite) => compositeStep(composite, names)),
    {
      kind: 'role',
      title: roleName(names.role(role), names.lang),
      detail: extentOf(role, [path], names, Number.POSITIVE_INFINITY),
    },
  ];
}

function personStep({ person, t }: RoleNames): PathStep {
  const { fullName, employeeNo, email } = person;
  const detail = employeeNo === null ? (email ?? '') : t('roles.employeeNo', { number: employeeNo });
  return { kind: 'person', title: fullName, detail };
}

/** What lies between the person and the decision; whoever is named by it herself needs nothing more. */
function viaSteps(via: RolePathVia, path: RolePath, names: RoleNames): PathStep[] {
  switch (via.kind) {
    case 'person':
      return [];
    case 'unit':
    case 'position':
    case 'category':
      return [appointmentStep(via, names), ruleStep(names.roleGrant(path.roleGrantId), names)];
    case 'mandate':
      return [mandateStep(via, names), ...viaSteps(via.own, path, names)];
  }
}

function mandateStep({ mandatorName, decision, until }: ViaMandate, { t, lang }: RoleNames): PathStep {
  const day = formatDay(new Date(until.getTime() - 1), lang);
  return {
    kind: 'mandate',
    title: t('roles.mandateOf', { mandator: mandatorName }),
    detail: t('roles.mandateUntil', { decision, day }),
  };
}

function appointmentStep(
  { appointmentId }: Extract<RoleLinkVia, { appointmentId: string }>,
  { appointment, position, unit, lang, t }: RoleNames,
): PathStep {
  const { positionId, unitId, isActing, ...days } = appointment(appointmentId);
  const shown = (day: Day | null) => (day === null ? '' : formatDay(startOfDay(day), lang));
  const facts = { unit: unit(unitId).name, from: shown(days.from), until: shown(days.until) };
  const since = days.from === null ? 'roles.appointed' : 'roles.appointedSince';
  const between = days.from === null ? 'roles.appointedUntil' : 'roles.appointedBetween';
  return {
    kind: 'appointment',
    title: sayPosition({ name: position(positionId).name, isActing }),
    detail: t(days.until === null ? since : between, facts),
  };
}

/** Whom the role grant reaches: a unit, and who in it. */
function ruleStep(roleGrant: RoleGrant, names: RoleNames): PathStep {
  const { unitId, includesSubtree } = roleGrant;
  const { t, unit } = names;
  const who = whoOf(roleGrant, names);
  return {
    kind: 'unit',
    title: unitId === null ? t('roles.everyUnit') : unit(unitId).name,
    detail: includesSubtree ? t('roles.withSubtree', { who }) : who,
  };
}

function whoOf({ positionId, category: code }: RoleGrant, { t, position }: RoleNames): string {
  const category = code === null ? '' : t(`roles.${code}`);
  if (positionId === null)
    return code === null ? t('roles.everybody') : t('roles.everyCategory', { category });
  const { name } = position(positionId);
  return code === null
    ? t('roles.everyPosition', { position: name })
    : t('roles.everyPositionOfCategory', { category, position: name });
}

function decisionStep({ decision, createdAt, grantedBy }: RoleGrant, names: RoleNames): PathStep {
  const { t, lang, granter } = names;
  const [day, by] = [formatDay(createdAt, lang), granter(grantedBy)];
  return {
    kind: 'decision',
    title: decision ?? t('roles.noDecision'),
    detail: by === null ? t('roles.granted', { day }) : t('roles.grantedBy', { day, by }),
  };
}

function compositeStep(name: string, { role, lang, clientTitle }: RoleNames): PathStep {
  const composite = role(name);
  return { kind: 'composite', title: roleName(composite, lang), detail: clientTitle(composite.clientId) };
}

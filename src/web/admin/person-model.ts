import type { PersonRecord } from '../../domain/directory/person-record.ts';
import type { Context } from '../context.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { offeredActions } from './person-actions.ts';
import { credentialsOf, sessionsOf } from './person-credentials.ts';
import { fileOf, unitsAbove, warningOf } from './person-record-view.ts';
import { rolesAndRequestsOf } from './person-roles.ts';
import { stateOf } from './person-state.ts';
import { headOf, loadSubject, type PersonParts, personAddress, type Subject } from './person-subject.ts';
import { timelineOf } from './person-timeline.ts';
import type { PersonView } from './person-view.ts';

/** Everything that the page of a person shows to one visitor; what she may not read is not asked for. */
export async function personModel(
  parts: PersonParts,
  visit: ConsoleVisit,
  ctx: Context,
  record: PersonRecord,
): Promise<Omit<PersonView, 'notice'>> {
  const subject = await loadSubject(parts, visit, record);
  const { account, isProtected, posts, titles, now } = subject;
  const { permissions } = visit.rights;
  const { id } = record.person;
  const [post] = posts;
  return {
    ...visit.frame,
    head: {
      ...headOf(record),
      position: post?.when === 'now' ? post.position : null,
      state: stateOf(record.person, account, now),
      isProtected,
    },
    above: unitsAbove(record, posts, visit.extent),
    warning: warningOf(account, posts, now),
    actions: actionsOf(subject, visit),
    posts,
    ...(await rolesAndRequestsOf(parts, visit, ctx, subject)),
    credentials: await credentialsOf(parts, subject, visit),
    sessions: sessionsOf(subject, permissions),
    file: fileOf(record, posts, permissions),
    timeline: permissions.has('audit:read')
      ? await timelineOf(parts.stores, { id, clients: titles, lang: visit.lang })
      : null,
  };
}

function actionsOf(
  { record: { person }, account, isProtected, openSessions }: Subject,
  { rights }: ConsoleVisit,
): PersonView['actions'] {
  const facts = {
    isDisabled: person.disabledAt !== null,
    isProtected,
    isActivated: account.isActivated,
    isOpen: account.state === 'open',
    hasEmail: person.email !== null,
    sessions: openSessions.length,
  };
  return offeredActions(facts, rights.permissions).map((action) => ({
    action,
    url: personAddress(person.id, action),
  }));
}

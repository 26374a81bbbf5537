import { type Clock, dayOf } from '../../domain/clock.ts';
import { isRowId } from '../../domain/directory/person-lookup.ts';
import {
  byId,
  type EditPerson,
  type ProvisioningService,
} from '../../domain/directory/provisioning-service.ts';
import type { Check, Collection } from './collection.ts';
import { listQuery } from './list-query.ts';
import { readPatch, readResource } from './read-wish.ts';
import { ScimError } from './scim-error.ts';
import { type UserResource, userPresenter } from './user-resource.ts';
import { USER_KIND } from './user-schema.ts';
import { personWish } from './user-wish.ts';
import { USER_WORDS } from './user-words.ts';
import type { Wish } from './wish.ts';

interface Dependencies {
  provisioning: ProvisioningService;
  clock: Clock;
  /** Address of the API. */
  base: string;
}

/** `/Users`: the people of the directory. */
export function createUsers({ provisioning, clock, base }: Dependencies): Collection {
  const today = () => dayOf(clock.now());
  const presenter = async () => userPresenter(await provisioning.catalogue(), base);

  /** Turns what a request says into a wish, judged against the person as she is inside the transaction. */
  const editing =
    (check: Check, wishOf: (current: UserResource) => Wish): EditPerson =>
    (standing, catalogue) => {
      const current = userPresenter(catalogue, base)(standing, today());
      check(current);
      return personWish(wishOf(current), current);
    };

  return {
    kind: USER_KIND,
    async list(input) {
      const { startIndex, ...query } = listQuery(input, USER_WORDS);
      const { total, rows } = await provisioning.people(query);
      const present = await presenter();
      return { total, startIndex, resources: rows.map((standing) => present(standing, today())) };
    },
    async get(id) {
      const [standing] = isRowId(id) ? (await provisioning.people(byId(id.toLowerCase()))).rows : [];
      if (standing === undefined) throw new ScimError(404, undefined, 'User');
      return (await presenter())(standing, today());
    },
    create: async (body, actor) =>
      provisioning.createPerson(personWish(readResource(USER_KIND, body)), actor),
    async replace(id, body, check, actor) {
      const wish = readResource(USER_KIND, body);
      await provisioning.changePerson(
        id,
        editing(check, () => wish),
        actor,
      );
    },
    async patch(id, body, check, actor) {
      const wishOf = (current: UserResource) => readPatch(USER_KIND, body, { ...current });
      await provisioning.changePerson(id, editing(check, wishOf), actor);
    },
    async remove(id, check, actor) {
      const look: Parameters<ProvisioningService['removePerson']>[1] = (standing, catalogue) =>
        check(userPresenter(catalogue, base)(standing, today()));
      await provisioning.removePerson(id, look, actor);
    },
  };
}

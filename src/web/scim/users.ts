import { type Clock, dayOf } from '../../domain/clock.ts';
import { isRowId } from '../../domain/directory/person-lookup.ts';
import {
  byId,
  type EditPerson,
  type ProvisioningService,
} from '../../domain/directory/provisioning-service.ts';
import type { Collection } from './collection.ts';
import { listQuery } from './list-query.ts';
import { ScimError } from './scim-error.ts';
import { userPresenter } from './user-resource.ts';
import { USER_KIND } from './user-schema.ts';
import { personWish } from './user-wish.ts';
import { USER_WORDS } from './user-words.ts';

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
    create: (wish, actor) => provisioning.createPerson(personWish(wish), actor),
    change(id, wishOf, check, actor) {
      const edit: EditPerson = (standing, catalogue) => {
        const current = userPresenter(catalogue, base)(standing, today());
        check(current);
        return personWish(wishOf(current), current);
      };
      return provisioning.changePerson(id, edit, actor);
    },
    async remove(id, check, actor) {
      const look: Parameters<ProvisioningService['removePerson']>[1] = (standing, catalogue) =>
        check(userPresenter(catalogue, base)(standing, today()));
      await provisioning.removePerson(id, look, actor);
    },
  };
}

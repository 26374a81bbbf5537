import type { Day } from '../../domain/clock.ts';
import { isOpen, type Standing } from '../../domain/directory/account-state.ts';
import { sayPosition } from '../../domain/directory/acting-position.ts';
import { type Appointment, isInForce } from '../../domain/directory/appointment.ts';
import type { Catalogue } from '../../domain/directory/provisioning-service.ts';
import { UnitTree } from '../../domain/directory/unit-tree.ts';
import { type Meta, metaOf } from './meta.ts';
import { ENTERPRISE, STAFF, USER, USER_KIND } from './user-schema.ts';

/** A person as SCIM shows one. Attributes without a value are undefined, and so do not appear. */
export interface UserResource {
  schemas: string[];
  id: string;
  userName: string;
  name: {
    formatted: string;
    familyName: string | undefined;
    middleName: string | undefined;
    givenName: string;
  };
  displayName: string;
  title: string | undefined;
  active: boolean;
  emails: { value: string; type: 'work'; primary: true }[] | undefined;
  phoneNumbers: { value: string; type: 'mobile'; primary: true }[] | undefined;
  locale: 'vi-VN';
  timezone: 'Asia/Ho_Chi_Minh';
  groups: { value: string; $ref: string; display: string; type: 'direct' }[];
  [ENTERPRISE]: {
    employeeNumber: string | undefined;
    organization: string | undefined;
    division: string | undefined;
    department: string | undefined;
  };
  [STAFF]: {
    unitCode: string | undefined;
    position: string | undefined;
    category: string | undefined;
    status: string;
  };
  meta: Meta;
}

/** Shows people; the catalogue is read once for all of them. @param base address of the API */
export function userPresenter({ units, positions }: Catalogue, base: string) {
  const tree = new UnitTree(units);
  const unitsById = new Map(units.map((unit) => [unit.id, unit]));
  const positionsById = new Map(positions.map((position) => [position.id, position]));

  const positionName = ({ positionId }: Appointment) => positionsById.get(positionId)?.name ?? '';

  return function presentUser({ person, appointments }: Standing, today: Day): UserResource {
    const posts = appointments
      .filter((each) => isInForce(each, today))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    const main = posts.find(({ isMain }) => isMain);
    const path = main === undefined ? [] : tree.path(main.unitId);
    const unitIds = [...new Set(posts.map(({ unitId }) => unitId))];
    const shown: Omit<UserResource, 'meta'> = {
      schemas: [USER, ENTERPRISE, STAFF],
      id: person.id,
      userName: person.email ?? person.employeeNo ?? person.id,
      name: {
        formatted: person.fullName,
        familyName: person.familyName || undefined,
        middleName: person.middleName ?? undefined,
        givenName: person.givenName,
      },
      displayName: person.fullName,
      title: person.title ?? undefined,
      active: isOpen({ person, appointments }, today),
      emails: person.email === null ? undefined : [{ value: person.email, type: 'work', primary: true }],
      phoneNumbers:
        person.phone === null ? undefined : [{ value: person.phone, type: 'mobile', primary: true }],
      locale: 'vi-VN',
      timezone: 'Asia/Ho_Chi_Minh',
      groups: unitIds.map((id) => ({
        value: id,
        $ref: `${base}/Groups/${id}`,
        display: unitsById.get(id)?.name ?? '',
        type: 'direct',
      })),
      [ENTERPRISE]: {
        employeeNumber: person.employeeNo ?? undefined,
        organization: path[0]?.name,
        division: path[1]?.name,
        department: path.at(-1)?.name,
      },
      [STAFF]: {
        unitCode: path.at(-1)?.code,
        position: main === undefined ? undefined : sayPosition({ ...main, name: positionName(main) }),
        category: person.category ?? undefined,
        status: person.status,
      },
    };
    return { ...shown, meta: metaOf(USER_KIND, shown, base) };
  };
}

import type { StaffRecord } from '../domain/directory/staff-service.ts';

/** An appointment with the names of its day as JSON shows it: to the operator's tool and over the API. */
export function postFields(post: StaffRecord['posts'][number]) {
  const { unitCode, unit, positionCode, position, isMain, isActing, from, until } = post;
  return {
    unit_code: unitCode,
    unit,
    position_code: positionCode,
    position,
    main: isMain,
    acting: isActing,
    from,
    until,
  };
}

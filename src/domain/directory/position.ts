/**
 * A position of the ministry's catalogue (chức vụ), such as "Trưởng phòng". A post in a unit
 * is the pair (position, unit) that an appointment or a role grant names; it needs no row of its own.
 */
export interface Position {
  id: string;
  /** The name folded to ASCII, `truong-phong`; unique. */
  code: string;
  name: string;
}
